"""Pictures that move: never by themselves; by button, slider and keyboard; whole on paper."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import Looks
from tests.browser.people import SEND

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CLOCK = 20_000  # milliseconds of the page's own clock: longer than any picture plays


@pytest.fixture
def page(browse, copy) -> Page:
    """A learner's page, whose clock stands still until it is moved."""
    amina = browse("amina")
    session = amina.in_window(copy.whole)
    amina.page.clock.install()
    amina.page.goto(f"{session}/exercise/acceptation-differee/training/discovery/")
    return amina.page


def hand_in(page: Page) -> None:
    """Send the form as it stands, to the end of the training."""
    page.locator(SEND).click()
    page.locator(".result-score").wait_for()


def now(player: Locator) -> list[int]:
    """Which rows are marked as that of the moment."""
    return player.locator("tbody[data-steps] tr").evaluate_all(
        "(rows) => rows.flatMap((row, number) => row.matches('[data-now]') ? [number] : [])"
    )


def test_a_run_is_played_round_by_round(page):
    page.locator("#prediction-equal").check()
    page.locator(SEND).click()
    page.locator("#ask-0-0").wait_for()
    assert page.locator("step-player").count() == 0, "before the answer, nothing shows the run"
    hand_in(page)
    player = page.locator("step-player")
    frames, rows = player.locator("figure"), player.locator("tbody tr")
    said, slider = player.get_by_role("status"), player.get_by_role("slider")
    count = rows.count()
    assert frames.count() == count
    page.clock.run_for(CLOCK)
    assert (now(player), said.inner_text()) == ([], ""), "nothing moves unless asked"

    player.get_by_role("button", name="Un pas en avant").click()
    assert now(player) == [0]
    expect(said).to_contain_text("Tour 1 · Propositions gardées")
    expect(frames.locator("visible=true")).to_have_count(1)
    slider.press("ArrowRight")
    assert now(player) == [1]
    expect(slider).to_have_attribute("aria-valuetext", "2")
    slider.press("End")
    assert now(player) == [count - 1]

    play = player.get_by_role("button", name="Lire")
    play.press("Enter")
    page.clock.run_for(500)
    assert now(player) == [0], "from the last step it begins again"
    player.get_by_role("button", name="Pause").click()
    page.clock.run_for(CLOCK)
    assert now(player) == [0]
    play.click()
    page.clock.run_for(CLOCK)
    assert now(player) == [count - 1]
    expect(play).to_be_visible()

    looks = Looks()
    looks.at(page, "a run at its last round")
    assert looks.faults == []
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert now(player) == []
    expect(frames.locator("visible=true")).to_have_count(count)
