/** Forms marked data-frag="#id" replace that part of the page with the same part of the reply, and move the focus to it.
 *  Without this module the form posts as any form does. */
const policy = globalThis.trustedTypes?.createPolicy("frag", { createHTML: (text) => text });

/** The page that the server sent back, as a document of its own: nothing in it runs. */
export function parse(text) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
}

/** Sends the form as the browser would; `submitter` is the button used, if any. */
export function send(form, submitter, options = {}) {
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const body = new URLSearchParams(new FormData(form, submitter?.type === "submit" ? submitter : null));
  return fetch(new URL(action, location.href), { method: "POST", body, credentials: "same-origin", ...options });
}

/** What names the page that is shown: another place in it is the same page. */
const pageOf = ({ pathname, search }) => pathname + search;
let shown = pageOf(location);

async function swap(form, submitter) {
  const target = form.dataset.frag;
  submitter?.setAttribute("aria-busy", "true");
  const reply = await send(form, submitter, { headers: { "X-Fragment": target } });
  const page = parse(await reply.text());
  const fresh = page.querySelector(target);
  const stale = document.querySelector(target);
  if (!fresh || !stale) throw new Error(`no ${target} in the reply`);
  stale.replaceWith(document.adoptNode(fresh));
  document.title = page.title;
  const address = reply.headers.get("Content-Location") ?? (reply.redirected ? reply.url : location.href);
  const next = pageOf(new URL(address, location.href));
  if (next !== shown) history.pushState(null, "", address);
  shown = next;
  const told = fresh.querySelector("[data-told]"); // what came of something tried
  const first = fresh.querySelector("[aria-invalid='true']") ?? told ?? fresh;
  first.focus();
  (told ?? fresh).scrollIntoView({ block: "start" });
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-frag]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const submitter = event.submitter;
  if (submitter?.getAttribute("aria-busy") === "true") return;
  swap(form, submitter).catch(() => {
    delete form.dataset.guard;
    form.submit();
  });
});

window.addEventListener("popstate", () => { // also said of a link to a place in the page
  if (pageOf(location) !== shown) location.reload();
});

/** Forms marked data-guard ask before what was typed is lost. */
const typed = new WeakSet();
const guarded = () => [...document.querySelectorAll("form[data-guard]")].some((form) => typed.has(form));
document.addEventListener("input", (event) => event.target.form && typed.add(event.target.form));
document.addEventListener("submit", (event) => typed.delete(event.target));
window.addEventListener("beforeunload", (event) => guarded() && event.preventDefault());
