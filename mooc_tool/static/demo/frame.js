/*
 * Messages of tools to the page that frames or opened them: platform storage (LTI client-side postMessages),
 * the height of the frame, the wish to close. Only registered tools are heard; each origin has its own storage,
 * which lives as long as this page.
 */
const { origins = "", storage = "off", close = "" } = document.body.dataset;
const known = new Set(origins.split(" ").filter(Boolean));
const stores = new Map();
const LONGEST = 4096;
const MOST = 500;

const storeOf = (origin) => stores.get(origin) ?? stores.set(origin, new Map()).get(origin);
const isKey = (key) => typeof key === "string" && key.length > 0 && key.length <= LONGEST;
const refusal = (code, message) => ({ error: { code, message } });

function put({ key, value }, origin) {
  const store = storeOf(origin);
  if (!isKey(key)) return refusal("bad_request", "key must be text");
  if (value === null || value === undefined) {
    store.delete(key);
    return { key, value: null };
  }
  if (typeof value !== "string" || value.length > LONGEST) return refusal("bad_request", "value must be short text");
  if (store.size >= MOST && !store.has(key)) return refusal("storage_exhausted", "there are too many keys");
  store.set(key, value);
  return { key, value };
}

function get({ key }, origin) {
  return isKey(key) ? { key, value: storeOf(origin).get(key) ?? null } : refusal("bad_request", "key must be text");
}

const subjects = ["lti.capabilities", "lti.put_data", "lti.get_data", "lti.frameResize", "lti.close"];
const capabilities = () => ({ supported_messages: subjects.map((subject) => ({ subject })) });
const answers = { "lti.capabilities": capabilities, "lti.put_data": put, "lti.get_data": get };

function resize(height, source) {
  const frame = document.querySelector("iframe.tool");
  if (frame?.contentWindow === source && Number.isFinite(height)) {
    frame.style.height = `${Math.min(Math.max(height, 320), 20000)}px`;
  }
}

window.addEventListener("message", (event) => {
  const message = event.data;
  if (!known.has(event.origin) || typeof message !== "object" || message === null) return;
  const { subject, message_id } = message;
  if (subject === "lti.frameResize") resize(Number(message.height), event.source);
  if (subject === "org.imsglobal.lti.close" || subject === "lti.close") leave();
  if (storage !== "on" || !Object.hasOwn(answers, subject)) return;
  const answer = answers[subject](message, event.origin);
  event.source.postMessage({ subject: `${subject}.response`, message_id, ...answer }, event.origin);
});

function leave() {
  if (close) window.location.assign(close);
}
