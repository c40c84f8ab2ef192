/** A film over the map of a <step-player>: a canvas that lies on whichever layout of the map is shown, and is drawn anew when
 *  the moment, the room or the colours change. What is on it is said by `draw`, in units of the map's view box. */
const dark = matchMedia("(prefers-color-scheme: dark)");

export class MapFilm extends HTMLElement {
  #canvas = document.createElement("canvas");
  #at = null;
  #gone = new AbortController();
  #inks = new Map();

  connectedCallback() {
    const player = this.closest("step-player");
    if (!player || this.#canvas.isConnected) return;
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#canvas.hidden = true;
    this.append(this.#canvas);
    this.prepare(player.querySelector("tbody[data-steps]"));
    player.addEventListener("step", (event) => this.#show(event.detail.at));
    dark.addEventListener("change", () => this.#show(this.#at), { signal: this.#gone.signal });
    new ResizeObserver(() => this.#show(this.#at)).observe(this.parentElement);
  }

  disconnectedCallback() {
    this.#gone.abort();
  }

  /** The colour of a token of the style sheet, as a canvas takes it. */
  ink(token) {
    if (!this.#inks.has(token)) {
      this.style.color = `var(--${token})`;
      this.#inks.set(token, getComputedStyle(this).color);
    }
    return this.#inks.get(token);
  }

  #show(at) {
    if (at === null || this.#at === at) this.#inks.clear(); // another scheme may have come
    this.#at = at;
    const map = [...this.parentElement.querySelectorAll("svg")].find((svg) => svg.getClientRects().length);
    this.#canvas.hidden = at === null || !map;
    if (this.#canvas.hidden) return;
    const [room, box] = [map.getBoundingClientRect(), this.parentElement.getBoundingClientRect()];
    const scale = room.width / map.viewBox.baseVal.width;
    const sharp = devicePixelRatio || 1;
    const { clientLeft, clientTop } = this.parentElement; // its borders, from within which a place is counted
    const [left, top] = [room.left - box.left - clientLeft, room.top - box.top - clientTop];
    const place = { left, top, width: room.width, height: room.height };
    for (const [side, length] of Object.entries(place)) this.#canvas.style.setProperty(side, `${length}px`);
    this.#canvas.width = Math.round(room.width * sharp);
    this.#canvas.height = Math.round(room.height * sharp);
    const context = this.#canvas.getContext("2d");
    context.scale(scale * sharp, scale * sharp);
    this.draw(context, at, map);
  }
}
