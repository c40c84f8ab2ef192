/** <crowd-film>: the people of some communities on the map, as many as the rows of the weeks say at the moment of the player:
 *  those who are matched go from home to where they work, the others wait at home. Who lives where follows the inhabitants
 *  of the communes; nothing is drawn by chance, so that a week looks the same each time. */
import { MapFilm } from "./map-film.js";

const TRIPS_A_WEEK = 0.12; // as one can follow them, not as they are
const [GOLDEN, OTHER, THIRD] = [0.618034, 0.754878, 0.56984]; // steps that spread numbers evenly
const part = (value) => value - Math.floor(value);

class CrowdFilm extends MapFilm {
  #weeks = []; // { at, crowds: route -> [present, matched] }

  prepare(rows) {
    this.#weeks = [...rows.rows].map((row) => ({
      at: Number(row.dataset.at),
      crowds: Object.fromEntries([...row.querySelectorAll("[data-crowd]")].map(({ dataset }) =>
        [dataset.crowd, [Number(dataset.present), Number(dataset.matched)]])),
    }));
  }

  draw(context, at, map) {
    context.lineWidth = 1.5;
    map.querySelectorAll("[data-route]").forEach(({ dataset }, line) => {
      const [present, matched] = this.#count(dataset.route, at).map((people) => people / this.dataset.dot);
      const [from, to] = [communes(dataset.from), communes(dataset.to)];
      context.fillStyle = context.strokeStyle = this.ink(`line-${line + 1}`);
      for (let who = 0; who < present; who += 1) {
        if (who < matched) this.#dot(context, onTheWay(from, to, who, at), true);
        else this.#dot(context, atHome(from, who), false);
      }
    });
  }

  #dot(context, { x, y }, full) {
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    if (full) context.fill();
    else context.stroke();
  }

  /** Present and matched at a moment, between two rows in a straight line. */
  #count(route, at) {
    const before = this.#weeks.findLast((week) => week.at <= at);
    const after = this.#weeks.find((week) => week.at > at) ?? before;
    const share = after === before ? 0 : (at - before.at) / (after.at - before.at);
    return before.crowds[route].map((people, column) => people + share * (after.crowds[route][column] - people));
  }
}

/** Communes out of « x y inhabitants x y inhabitants… ». */
function communes(text) {
  const numbers = text.split(" ").map(Number);
  return Array.from({ length: numbers.length / 3 }, (_, n) => {
    const [x, y, weight] = numbers.slice(3 * n);
    return { x, y, weight };
  });
}

/** The commune at a share of all inhabitants. */
function chosen(places, share) {
  let left = share * places.reduce((sum, each) => sum + each.weight, 0);
  return places.find((each) => (left -= each.weight) <= 0) ?? places[0];
}

function atHome(from, who) {
  const { x, y } = chosen(from, part((who + 0.5) * OTHER));
  const away = 6 + 14 * part(who * THIRD);
  return { x: x + away * Math.cos(who * 2.4), y: y + away * Math.sin(who * 2.4) };
}

function onTheWay(from, to, who, at) {
  const start = atHome(from, who);
  const others = to.filter(({ x, y }) => Math.hypot(x - start.x, y - start.y) > 24);
  const end = chosen(others.length ? others : to, part((who + 0.5) * THIRD));
  const gone = part(at * TRIPS_A_WEEK + who * GOLDEN);
  return { x: start.x + gone * (end.x - start.x), y: start.y + gone * (end.y - start.y) };
}

customElements.define("crowd-film", CrowdFilm);
