/** <fresh-part>: a part of the page that will change by itself soon; looks a few times, then leaves it as it is. */
import { parse } from "./fragment.js";

const PAUSES = [2000, 3000, 5000, 10000, 30000];

customElements.define("fresh-part", class extends HTMLElement {
  #timer = 0;

  connectedCallback() { this.#wait(0); }

  disconnectedCallback() { clearTimeout(this.#timer); }

  #wait(turn) {
    if (turn < PAUSES.length) this.#timer = setTimeout(() => this.#look(turn), PAUSES[turn]);
  }

  async #look(turn) {
    const reply = await fetch(location.href, { credentials: "same-origin" });
    const place = this.closest("[id]");
    const fresh = reply.ok && parse(await reply.text()).getElementById(place.id);
    if (!fresh || fresh.querySelector("fresh-part")) this.#wait(turn + 1);
    else place.replaceChildren(...document.adoptNode(fresh).childNodes);
  }
});
