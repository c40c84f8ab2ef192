"""Everything is done by keyboard, in the order of the page, and one always sees where one is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import choose, tab_to
from tests.flows.playing import newest_attempt, right_fields

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# the focused element, with what shows it: an outline, seen in the window
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const all = [...document.querySelectorAll("*")];
  return {
    name: (at.id && "#" + at.id) || at.textContent.trim().slice(0, 40) || at.name,
    place: all.indexOf(at),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def test_a_learner_needs_no_mouse(browse, demonstration, copy):
    hugo = browse("hugo")
    hugo.in_window(copy.exercise)
    page = hugo.page
    tab_to(page, "#prediction")
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    expect(page.locator("#prediction")).to_be_focused()  # on the field to mend, not at the top
    expect(page.locator("#prediction")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+A")
    page.keyboard.type("6")
    tab_to(page, "form[data-frag] button")
    page.keyboard.press("Space")
    expect(page.locator("#attempt")).to_be_focused()
    for field, driver in right_fields(newest_attempt(demonstration.tool)).items():
        tab_to(page, f"#{field}")
        choose(page, field, driver)
    tab_to(page, "form[data-frag] button")
    page.keyboard.press("Enter")
    expect(page.locator(".result-score")).to_contain_text("100")
    expect(page.locator("#attempt")).to_be_focused()


def test_tab_follows_the_page_and_is_always_seen(browse, copy):
    claire = browse("claire")
    session = claire.in_window(copy.whole)
    slug = "remplir-les-voitures"
    for path in ("/", f"/unit/2-1-{slug}", f"/exercise/{slug}", "/report", "/studio"):
        claire.page.goto(session + path)
        walked = _walk(claire.page)
        assert walked[0]["name"] == "Aller au contenu"
        places = [step["place"] for step in walked]
        assert places == sorted(places), path
        assert [step for step in walked if not (step["outlined"] and step["seen"])] == [], path


def _walk(page: Page) -> list[dict]:
    """What has the focus, step by step, until Tab leaves the page or begins again."""
    steps = []
    while True:
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step is None or step in steps[:1]:
            return steps
        steps.append(step)


def test_the_skip_link_leads_to_the_content(browse, copy):
    amina = browse("amina")
    amina.in_window(copy.whole)
    amina.page.keyboard.press("Tab")
    expect(amina.page.locator(".skip")).to_be_focused()
    asked = []
    amina.page.on("request", lambda request: asked.append(request.is_navigation_request()))
    amina.page.keyboard.press("Enter")
    expect(amina.page.locator("main")).to_be_focused()
    amina.page.keyboard.press("Tab")
    expect(amina.page.locator("main :focus")).to_be_visible()
    assert not any(asked), "a place in the page is shown without loading the page again"
