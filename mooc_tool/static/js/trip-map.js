/** <trip-map>: draws the plan that is being edited on its map, and points out the passenger and the cars in question.
 *  An added view: the tables and the lists say all of it without this module. */
const SVG = "http://www.w3.org/2000/svg";

class TripMap extends HTMLElement {
  connectedCallback() {
    this.addEventListener("focusin", (event) => this.#show(event.target.closest("select")));
    this.addEventListener("change", (event) => this.#show(event.target.closest("select")));
    this.addEventListener("focusout", () => this.#point());
    this.#draw(this.querySelector("[data-plan]"));
  }

  #show(select) {
    const plan = select?.closest("[data-plan]");
    if (!plan) return;
    this.#draw(plan);
    this.#point(select);
  }

  /** The lines of one plan, in every layout of the map, and its cells in the table. */
  #draw(plan) {
    if (!plan) return;
    const pairs = [...plan.querySelectorAll("select")]
      .filter((select) => select.value)
      .map((select) => [select.dataset.passenger, select.value]);
    for (const map of this.querySelectorAll(".trip-map svg")) {
      const at = (kind, number) => map.querySelector(`[data-${kind}="${number}"]`).dataset;
      const lines = pairs.map(([passenger, driver]) => {
        const from = at("passenger", passenger);
        const to = at("driver", driver);
        const line = document.createElementNS(SVG, "path");
        line.setAttribute("class", "trip-own");
        line.setAttribute("d", `M${from.x} ${from.y}L${to.x} ${to.y}`);
        return line;
      });
      map.querySelector(".trip-links").replaceChildren(...lines);
    }
    const chosen = new Set(pairs.map((pair) => pair.join("-")));
    for (const cell of this.querySelectorAll("[data-cell]")) {
      cell.classList.toggle("is-chosen", chosen.has(cell.dataset.cell));
    }
  }

  /** The passenger of a select and the drivers it offers; nobody without one. */
  #point(select) {
    const offered = new Set([...(select?.options ?? [])].map((option) => option.value).filter(Boolean));
    for (const badge of this.querySelectorAll("[data-driver]")) {
      badge.classList.toggle("is-offered", offered.has(badge.dataset.driver));
    }
    for (const badge of this.querySelectorAll("svg [data-passenger]")) {
      badge.classList.toggle("is-asking", badge.dataset.passenger === select?.dataset.passenger);
    }
  }
}

customElements.define("trip-map", TripMap);
