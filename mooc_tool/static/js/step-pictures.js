/** What a <step-player> shows of a picture at a step: one frame of several, parts that are not there before their step, the
 *  lines of a chart as far as they have come. */
const SVG = "http://www.w3.org/2000/svg";

/** `number` is the step, null for all of the picture. */
export function draw(player, number) {
  for (const frame of player.querySelectorAll("[data-frame]")) {
    frame.toggleAttribute("data-now", Number(frame.dataset.frame) === number);
  }
  for (const part of player.querySelectorAll("[data-since]")) {
    const since = Number(part.dataset.since);
    part.toggleAttribute("data-later", number !== null && number < since);
    part.toggleAttribute("data-now", number === since);
  }
  for (const line of player.querySelectorAll("[data-reach]")) {
    const reach = line.dataset.reach.split(" ").map(Number);
    drawLine(line, number === null ? null : (reach[number] ?? reach.at(-1)));
  }
}

const whole = new WeakMap(); // path -> its drawing as it came

function drawing(path) {
  if (path && !whole.has(path)) whole.set(path, path.getAttribute("d"));
  return path ? whole.get(path) : "";
}

/** The first `count` points of a line, their marks, and a ring around the last one. */
function drawLine(group, count) {
  const [line, marks] = [group.querySelector(".chart-line"), group.querySelector(".chart-mark")];
  const points = drawing(line).match(/[ML][^ML]+/g) ?? [];
  const marked = drawing(marks).match(/M[^M]+/g) ?? [];
  const all = points.length || marked.length;
  const shown = count ?? all;
  line?.setAttribute("d", points.slice(0, shown).join(""));
  marks?.setAttribute("d", marked.slice(0, Math.ceil(shown / Math.round(all / marked.length))).join(""));
  ring(group, count ? (points[count - 1] ?? marked[count - 1]) : null);
}

function ring(group, point) {
  let head = group.querySelector(".chart-head");
  if (!point) return head?.remove();
  if (!head) {
    head = document.createElementNS(SVG, "circle");
    head.setAttribute("class", "chart-head");
    head.setAttribute("r", 8);
    group.append(head);
  }
  const [, x, y] = point.match(/^.([\d.-]+) ([\d.-]+)/);
  head.setAttribute("cx", x);
  head.setAttribute("cy", y);
}
