/** <step-player>: lets one play the picture that stands first in it, step by step. The steps are the rows of the table in it
 *  that has tbody[data-steps]: the row of the moment is marked and told. A row may say with data-at when it comes (else all
 *  are as long as one another). An added view: without this module picture and table stand whole. Nothing moves until it is
 *  asked for; whoever wishes less motion sees it go from row to row without gliding. */
import { draw } from "./step-pictures.js";

const LONGEST = 14_000; // milliseconds: to play all of it, and one step
const STEP = 1_600;
const still = matchMedia("(prefers-reduced-motion: reduce)");

function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

class StepPlayer extends HTMLElement {
  #rows = [];
  #moments = [];
  #at = null; // the moment shown; null: all of it
  #turn = 0; // of the animation, 0 while it does not play
  #gone = new AbortController();
  #play;
  #slider;
  #said;

  connectedCallback() {
    this.#rows = [...(this.querySelector("tbody[data-steps]")?.rows ?? [])];
    if (this.#slider || this.#rows.length < 2) return;
    this.#moments = this.#rows.map((row, number) => Number(row.dataset.at ?? number));
    this.firstElementChild.after(this.#controls());
    addEventListener("beforeprint", () => this.#show(null), { signal: this.#gone.signal });
    this.#show(null);
  }

  disconnectedCallback() {
    this.#pause();
    this.#gone.abort();
  }

  #controls() {
    const button = (label, act, ...words) => {
      const one = made("button", { type: "button", class: "button button-quiet button-small", ...label }, ...words);
      one.addEventListener("click", act);
      return one;
    };
    const { group, play, back, next, slider, whole } = this.dataset;
    this.#play = button({}, () => (this.#turn ? this.#pause() : this.#start()), play);
    const range = { type: "range", min: 0, max: this.#rows.length - 1, form: "" }; // of no form, if it stands in one
    this.#slider = made("input", { ...range, "aria-label": slider });
    this.#slider.addEventListener("input", () => this.#go(this.#slider.valueAsNumber));
    this.#said = made("p", { class: "player-said", role: "status" });
    return made("div", { class: "player", role: "group", "aria-label": group },
      this.#play,
      button({ "aria-label": back }, () => this.#go(this.#number() - 1), "‹"),
      button({ "aria-label": next }, () => this.#go(this.#number() + 1), "›"),
      this.#slider,
      button({}, () => this.#show(null), whole),
      this.#said);
  }

  /** The row of the moment; while all is shown, before the first and after the last. */
  #number() {
    if (this.#at === null) return -1;
    return this.#moments.findLastIndex((moment) => moment <= this.#at);
  }

  #go(number) {
    const last = this.#rows.length - 1;
    this.#show(this.#moments[number < -1 ? last : Math.min(Math.max(number, 0), last)]);
  }

  #start() {
    const first = this.#moments[0];
    const last = this.#moments.at(-1);
    const speed = (last - first) / Math.min(LONGEST, STEP * this.#rows.length);
    if (this.#at === null || this.#at >= last) this.#draw(first);
    let at = this.#at;
    let before = performance.now();
    const go = (now) => {
      at = Math.min(last, at + Math.max(0, now - before) * speed);
      before = now;
      if (at < last) this.#turn = requestAnimationFrame(go);
      else this.#pause();
      this.#draw(at);
    };
    this.#turn = requestAnimationFrame(go);
    this.#said.setAttribute("aria-live", "off"); // it would talk without end
    this.#play.textContent = this.dataset.pause;
  }

  #pause() {
    cancelAnimationFrame(this.#turn);
    this.#turn = 0;
    this.#said?.setAttribute("aria-live", "polite");
    if (this.#play) this.#play.textContent = this.dataset.play;
  }

  #show(at) {
    this.#pause();
    this.#draw(at);
  }

  #draw(at) {
    const before = this.#number();
    const fresh = this.#at === null || at === null;
    this.#at = at;
    const number = this.#number();
    const last = this.#rows.length - 1;
    if (fresh || number !== before) {
      this.classList.toggle("is-stepping", at !== null);
      this.#rows.forEach((row, index) => row.toggleAttribute("data-now", index === number));
      this.#slider.value = at === null ? last : number;
      this.#said.textContent = at === null ? "" : told(this.#rows[number]);
      this.#slider.setAttribute("aria-valuetext", at === null ? this.dataset.whole : words(this.#rows[number].cells[0]));
      draw(this, at === null ? null : number);
    }
    const moment = at !== null && still.matches ? this.#moments[number] : at;
    this.dispatchEvent(new CustomEvent("step", { detail: { at: moment } }));
  }
}

const words = (cell) => cell.textContent.replace(/\s+/g, " ").trim();

/** A row in words: the heads of its columns with what stands under them, if anything does. */
function told(row) {
  const heads = row.closest("table").tHead.rows[0].cells;
  const pairs = [...row.cells].map((cell, column) => [words(heads[column]), words(cell)]);
  return pairs.filter(([, value]) => value !== "–").map((pair) => pair.join(" ")).join(" · ");
}

customElements.define("step-player", StepPlayer);
