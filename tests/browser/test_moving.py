"""Pictures that move: never by themselves; by button, slider and keyboard; whole on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import Looks
from tests.browser.people import SEND

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Train = Callable[..., Page]
PAINTED = "(canvas) => canvas.toDataURL()"
CLOCK = 20_000  # milliseconds of the page's own clock: longer than any picture plays


@pytest.fixture
def train(browse, copy) -> Train:
    """``train(slug, level)``: a training; the page's clock stands still until it is moved."""
    amina = browse("amina")
    session = amina.in_window(copy.whole)
    amina.page.clock.install()

    def open_training(slug: str, level: str = "discovery") -> Page:
        amina.page.goto(f"{session}/exercise/{slug}/training/{level}/")
        return amina.page

    return open_training


def go_on(page: Page, awaited: str = ".result-score") -> None:
    """Send the form as it stands."""
    page.locator(SEND).last.click()
    page.locator(awaited).first.wait_for()


def now(player: Locator) -> list[int]:
    """Which rows are marked as that of the moment."""
    return player.locator("tbody[data-steps] tr").evaluate_all(
        "(rows) => rows.flatMap((row, number) => row.matches('[data-now]') ? [number] : [])"
    )


def looks_well(page: Page, name: str) -> None:
    """axe finds nothing, and nothing sticks out."""
    looks = Looks()
    looks.at(page, name)
    assert looks.faults == []


def test_a_run_is_played_round_by_round(train):
    page = train("acceptation-differee")
    page.locator("#prediction-equal").check()
    go_on(page, "#ask-0")
    assert page.locator("step-player").count() == 0, "before a round, nothing shows it"
    while page.locator("#ask-0").count():
        done = page.locator("step-player tbody tr").count()
        page.locator(SEND).last.click()
        expect(page.locator("step-player tbody tr")).to_have_count(done + 1)
    go_on(page)
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

    looks_well(page, "a run at its last round")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert now(player) == []
    expect(frames.locator("visible=true")).to_have_count(count)


def test_a_path_and_its_weeks_are_drawn_as_far_as_the_row(train):
    page = train("les-deux-versants")
    page.locator("#prediction-0").check()
    go_on(page, "#share-0")
    for choice in page.locator("form[data-frag] select").all():
        choice.select_option(index=1)
    go_on(page)
    player = page.locator("step-player")
    lines = player.locator(".chart-wide [data-reach] .chart-line")
    whole = drawn(lines)
    frontier = player.locator(".chart-wide g:not([data-reach]) .chart-line")
    border = drawn(frontier)
    assert len(whole) == 4, "two paths, two sides"
    for steps in (1, 2, 3):
        player.get_by_role("button", name="Un pas en avant").click()
        assert [points(line) for line in drawn(lines)] == [steps] * 4
    expect(player.locator(".chart-wide .chart-head")).to_have_count(4)
    assert all(line.startswith(part) for line, part in zip(whole, drawn(lines), strict=True))
    assert drawn(frontier) == border, "it stands"
    player.locator("summary").click()
    looks_well(page, "a path in its third week")
    player.get_by_role("button", name="Tout afficher").click()
    assert drawn(lines) == whole
    expect(player.locator(".chart-head")).to_have_count(0)


def drawn(lines: Locator) -> list[str]:
    """The paths of some lines."""
    return lines.evaluate_all("(all) => all.map((one) => one.getAttribute('d'))")


def points(line: str) -> int:
    """How many points a line joins."""
    return line.count("M") + line.count("L")


def test_cars_drive_over_the_map_at_the_minute_of_the_row(train):
    page = train("remplir-les-voitures")
    page.locator("#prediction").fill("3")
    go_on(page, "[data-plan]")
    for choice in page.locator("[data-plan=pairs] select").all()[:1]:
        choice.select_option(index=1)
    go_on(page)
    player = page.locator("step-player").first
    film, step = player.locator("canvas"), player.get_by_role("button", name="Un pas en avant")
    expect(film).to_be_hidden()
    painted = []
    for _ in range(player.locator("tbody tr").count()):
        step.click()
        painted.append(film.evaluate(PAINTED))
    assert len(set(painted)) > len(painted) / 2, "the cars go on"
    page.set_viewport_size({"width": 320, "height": 640})
    narrow, canvas = player.locator("svg.trip-map-narrow").bounding_box(), film.bounding_box()
    assert [round(canvas[side]) for side in canvas] == [round(narrow[side]) for side in canvas]
    looks_well(page, "a morning at its end")
    player.get_by_role("button", name="Tout afficher").click()
    expect(film).to_be_hidden()


def test_people_move_on_the_map_as_many_as_the_week_has(train):
    page = train("la-bonne-communaute")
    page.locator("#least").select_option(index=1)
    go_on(page, "#recruits-0")
    page.locator("#recruits-0").select_option(index=6)
    go_on(page)
    player = page.locator("step-player")
    film = player.locator("canvas")
    expect(film).to_be_hidden()
    player.get_by_role("button", name="Lire").click()
    page.clock.run_for(1_000)
    begun = film.evaluate(PAINTED)
    page.clock.run_for(1_000)
    assert film.evaluate(PAINTED) != begun
    looks_well(page, "a year under way")
    page.emulate_media(reduced_motion="reduce")
    player.get_by_role("slider").press("Home")
    still = film.evaluate(PAINTED)
    player.get_by_role("button", name="Lire").click()
    page.clock.run_for(100)
    assert now(player) == [0]
    assert film.evaluate(PAINTED) == still, "from row to row, without gliding"


def test_neighbours_join_on_the_network_in_their_round(train):
    page = train("declencher-la-cascade", "expert")
    page.locator("#prediction").fill("5")
    go_on(page, "#push-0")
    go_on(page)
    player, step = page.locator("step-player"), page.get_by_role("button", name="Un pas en avant")
    since = player.locator("[data-since]")
    joined = since.evaluate_all("(all) => all.map((one) => Number(one.dataset.since))")
    for number in range(max(joined) + 1):
        step.click()
        expect(player.locator("[data-later]")).to_have_count(sum(one > number for one in joined))
        expect(player.locator("g[data-now]")).to_have_count(joined.count(number))
    looks_well(page, "a cascade at its end")
