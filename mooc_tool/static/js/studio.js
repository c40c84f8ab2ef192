/** The studio's preview: asked for shortly after the last key, the latest answer wins. */
import { parse, send } from "./fragment.js";

const PAUSE = 400;
const form = document.querySelector("#studio");
const preview = form.querySelector(`button[formaction]`);
let timer = 0;
let running = null;

async function refresh() {
  running?.abort();
  running = new AbortController();
  try {
    const reply = await send(form, preview, { signal: running.signal });
    const page = parse(await reply.text());
    for (const part of ["#preview", "#problems"]) {
      const [fresh, stale] = [page.querySelector(part), form.querySelector(part)];
      // unchanged problems are left alone: they would be announced again after each pause
      if (fresh && fresh.innerHTML !== stale.innerHTML) stale.replaceChildren(...document.adoptNode(fresh).childNodes);
    }
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
});

preview.addEventListener("click", (event) => {
  event.preventDefault();
  refresh();
});
