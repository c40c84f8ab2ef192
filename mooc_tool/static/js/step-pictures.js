/** What a <step-player> shows of a picture at a step. `number` is the step, null for all of the picture. */
export function draw(player, number) {
  for (const frame of player.querySelectorAll("[data-frame]")) {
    frame.toggleAttribute("data-now", Number(frame.dataset.frame) === number);
  }
}
