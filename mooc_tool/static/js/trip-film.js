/** <trip-film>: cars that drive over the map, each from its home to those it takes and to the end, at the moment of the player.
 *  All it knows it reads in the rows of the timetable: elements with data-car and data-stop, or data-stays. */
import { MapFilm } from "./map-film.js";

const WIDTH = 30; // of a car, in units of the map, without its passengers
const HEIGHT = 20;
const SEAT = 8; // what a passenger adds

class TripFilm extends MapFilm {
  #cars = new Map(); // its number -> its name, and its stops in time: { at, stop }
  #stays = []; // passengers whom nobody takes: { at, stop }

  prepare(rows) {
    for (const row of rows.rows) {
      const at = Number(row.dataset.at);
      for (const { dataset, textContent } of row.querySelectorAll("[data-car]")) {
        if (!this.#cars.has(dataset.car)) this.#cars.set(dataset.car, { name: textContent, stops: [] });
        this.#cars.get(dataset.car).stops.push({ at, stop: dataset.stop });
      }
      for (const { dataset } of row.querySelectorAll("[data-stays]")) {
        this.#stays.push({ at, stop: `passenger-${dataset.stays}` });
      }
    }
  }

  draw(context, at, map) {
    context.lineCap = "round";
    context.lineJoin = "round";
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const one of this.#stays.filter((each) => each.at <= at)) this.#ring(context, placeOf(map, one.stop));
    const cars = [...this.#cars.values()].map(({ name, stops }) => {
      const way = wayUntil(stops.map((each) => ({ ...each, ...placeOf(map, each.stop) })), at);
      const taken = way.filter((each) => each.stop?.startsWith("passenger"));
      return { name, way, taken, over: stops.at(-1).at <= at };
    }).filter((each) => each.way.length);
    for (const each of cars) this.#leave(context, each);
    for (const each of cars.filter((one) => !one.over)) this.#trail(context, each);
    for (const each of cars.filter((one) => !one.over)) this.#car(context, each);
    this.#come(context, placeOf(map, "end"), cars.filter((each) => each.over));
  }

  #ring(context, { x, y }) {
    context.strokeStyle = this.ink("bad");
    context.lineWidth = 3;
    context.setLineDash([5, 4]);
    context.strokeRect(x - 18, y - 14, 36, 28);
    context.setLineDash([]);
  }

  /** Whoever was taken is no longer at home. */
  #leave(context, { taken }) {
    context.fillStyle = this.ink("surface");
    context.globalAlpha = 0.75;
    for (const { x, y } of taken) context.fillRect(x - 19, y - 15, 38, 30);
    context.globalAlpha = 1;
  }

  /** The way so far: thin alone, thick in company. */
  #trail(context, { way, taken }) {
    const first = taken.length ? way.indexOf(taken[0]) : way.length - 1;
    this.#line(context, way.slice(0, first + 1), "edge", 2);
    this.#line(context, way.slice(first), "joined", 4);
  }

  #line(context, way, token, width) {
    context.strokeStyle = this.ink(token);
    context.lineWidth = width;
    context.beginPath();
    for (const { x, y } of way) context.lineTo(x, y);
    context.stroke();
  }

  #car(context, { name, way, taken }) {
    const { x, y } = way.at(-1);
    this.#box(context, x, y, WIDTH + SEAT * taken.length, name + "●".repeat(taken.length));
  }

  /** At the end: how many people have come. */
  #come(context, { x, y }, cars) {
    const people = cars.reduce((sum, each) => sum + 1 + each.taken.length, 0);
    if (people) this.#box(context, x, y, WIDTH, people);
  }

  #box(context, x, y, width, word) {
    context.fillStyle = this.ink("accent");
    context.strokeStyle = this.ink("accent-ink");
    context.lineWidth = 1.5;
    context.beginPath();
    context.roundRect(x - width / 2, y - HEIGHT / 2, width, HEIGHT, 4);
    context.fill();
    context.stroke();
    context.fillStyle = this.ink("accent-ink");
    context.font = `600 12px ${getComputedStyle(this).fontFamily}`;
    context.fillText(word, x, y + 0.5);
  }
}

/** Where a stop is on this layout of the map. */
function placeOf(map, stop) {
  const [kind, number] = stop.split("-");
  if (kind === "end") {
    const { cx, cy } = map.querySelector(".trip-end");
    return { x: cx.baseVal.value, y: cy.baseVal.value };
  }
  const { x, y } = map.querySelector(`[data-${kind}="${number}"]`).dataset;
  return { x: Number(x), y: Number(y) };
}

/** The stops passed until a moment and the place then; nothing before the first. */
function wayUntil(stops, at) {
  const passed = stops.filter((each) => each.at <= at);
  const [last, next] = [passed.at(-1), stops[passed.length]];
  if (!last || !next) return passed;
  const share = (at - last.at) / (next.at - last.at);
  return [...passed, { x: last.x + share * (next.x - last.x), y: last.y + share * (next.y - last.y) }];
}

customElements.define("trip-film", TripFilm);
