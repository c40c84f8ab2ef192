/** A launch without a cookie: the secret that the platform's page kept shows that the login was begun in this browser. */
import { parse } from "./fragment.js";
import { take } from "./platform-storage.js";

const form = document.querySelector("#proof");
const waiting = document.querySelector("#waiting");
const otherwise = document.querySelector("#otherwise");

function show(part) {
  waiting.hidden = part !== waiting;
  otherwise.hidden = part !== otherwise;
}

async function prove() {
  const { frame, origin, key } = form.dataset;
  const secret = await take({ frame, origin }, key);
  if (secret === null) return show(otherwise);
  const body = new URLSearchParams(new FormData(form));
  body.set("browser_secret", secret);
  const reply = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  if (reply.ok) return location.replace((await reply.json()).next);
  const page = parse(await reply.text());
  document.querySelector("#main").replaceWith(document.adoptNode(page.querySelector("#main")));
  document.title = page.title;
}

show(waiting);
prove().catch(() => show(otherwise));
