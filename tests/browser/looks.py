"""How a page looks to axe: wide and narrow, light and dark."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1200, "height": 800}, {"width": 320, "height": 640}
AXE = Axe().axe_script
RUN = """async (rules) => {
  const only = rules.length ? { runOnly: rules } : {};
  // a frame of another site is looked at as a page of its own: axe cannot speak into it
  const found = await axe.run({ resultTypes: ["violations"], iframes: false, ...only });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`));
}"""
TOO_WIDE = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"
NOTHING_MOVES = "() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))"


@dataclass
class Looks:
    """Looks at page after page; ``faults`` says what is wrong where."""

    seen: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def at(self, page: Page, name: str) -> None:
        """Look at the page as it stands. Of the rules, only contrast depends on the colour scheme."""
        self.seen.append(name)
        page.evaluate(AXE)
        for scheme, size, rules in (
            ("light", WIDE, []),
            ("dark", WIDE, ["color-contrast"]),
            ("dark", NARROW, ["color-contrast"]),
            ("light", NARROW, []),
        ):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            page.evaluate(NOTHING_MOVES)
            where = f"{name}, {scheme}, {size['width']} px"
            self.faults += [f"{where}: {fault}" for fault in page.evaluate(RUN, rules)]
            if too_wide := page.evaluate(TOO_WIDE):
                self.faults.append(f"{where}: {too_wide} px too wide")
        page.set_viewport_size(WIDE)
