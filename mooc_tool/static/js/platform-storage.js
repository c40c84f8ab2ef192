/** Storage in the page around ours (LTI client-side postMessages): it keeps a login's secret where cookies are refused. */
const PATIENCE = 2000; // milliseconds for each answer

/** The page around: the one that opened this window or frames it. `frame`: "_parent", or the name of a frame in it. */
function placeOf(frame) {
  const around = window.opener ?? (window.parent === window ? null : window.parent);
  if (!around || !frame || frame === "_parent") return around;
  try {
    return around.frames[frame] ?? null;
  } catch {
    return null; // another site's frames throw at a name that they do not have
  }
}

/** One question; null for silence and for any refusal. Nobody but the platform's own origin is asked or heard. */
function ask(place, origin, message) {
  if (!place) return Promise.resolve(null);
  const number = [...crypto.getRandomValues(new Uint32Array(4))].join("-");
  return new Promise((tell) => {
    const finish = (answer) => {
      clearTimeout(timer);
      window.removeEventListener("message", hear);
      tell(answer);
    };
    const hear = ({ data, origin: from, source }) => {
      const meant = from === origin && source === place && data?.message_id === number;
      if (meant && data.subject === `${message.subject}.response`) finish(data.error ? null : data);
    };
    const timer = setTimeout(finish, PATIENCE, null);
    window.addEventListener("message", hear);
    place.postMessage({ ...message, message_id: number }, origin);
  });
}

/** Where a subject is to be sent; null if the platform does not know it. */
async function placeFor(subject, { frame, origin }) {
  const told = await ask(placeOf(frame), origin, { subject: "lti.capabilities" });
  const known = [...(told?.supported_messages ?? [])].find((one) => one?.subject === subject);
  return known ? placeOf(known.frame ?? frame) : null;
}

/** Keeps `value` under `key`; whether the platform took it. */
export async function put(platform, key, value) {
  const place = await placeFor("lti.put_data", platform);
  return (await ask(place, platform.origin, { subject: "lti.put_data", key, value })) !== null;
}

/** What was kept under `key`, which is then forgotten; null if there is nothing. */
export async function take(platform, key) {
  const place = await placeFor("lti.get_data", platform);
  const kept = await ask(place, platform.origin, { subject: "lti.get_data", key });
  if (typeof kept?.value !== "string") return null;
  place.postMessage({ subject: "lti.put_data", message_id: key, key, value: null }, platform.origin);
  return kept.value;
}
