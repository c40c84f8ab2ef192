"""Launches into a frame of another site: by cookie, by the platform's storage, else in a new window."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, FrameLocator, Page, Playwright, expect, sync_playwright

from tests.browser.staging import Stage, staged, visiting

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PATIENCE = 12_000  # milliseconds: for a slow machine


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        expect.set_options(timeout=PATIENCE)
        yield started


@pytest.fixture
def stage(prepared: Path, tmp_path: Path) -> Iterator[Stage]:
    with staged(prepared, tmp_path) as running:
        yield running


@pytest.fixture
def cookieless(playwright: Playwright, stage: Stage, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser that refuses the tool's cookies in frames, partitioned ones too."""
    with visiting(playwright, stage, tmp_path / "profile", refusing_cookies=True) as context:
        yield context


@pytest.fixture
def usual(playwright: Playwright, stage: Stage, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser as it comes: third-party cookies are refused, partitioned ones are not."""
    with visiting(playwright, stage, tmp_path / "profile") as context:
        yield context


def opened(page: Page, stage: Stage) -> FrameLocator:
    """The activity in its frame."""
    page.goto(f"{stage.lms.address}/activities/{stage.activity_id}")
    return page.frame_locator("iframe.tool")


def launches(context: BrowserContext, stage: Stage, times: int) -> list[str]:
    """Launch so often, each ending in a session; what the console said."""
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    for number in range(1, times + 1):
        with page.expect_response(re.compile(r"/s/[^/]+/$"), timeout=PATIENCE):
            opened(page, stage)
        assert stage.sessions() == number
    return said


def test_with_cookies_five_of_five(usual: BrowserContext, stage: Stage) -> None:
    assert launches(usual, stage, 5) == []
    names = {cookie["name"] for cookie in usual.cookies(stage.tool_url + "/lti/")}
    assert names == {"__Secure-kept"}, "what a login left is gone"


def test_by_the_platforms_storage_five_of_five(cookieless: BrowserContext, stage: Stage) -> None:
    assert launches(cookieless, stage, 5) == []
    assert cookieless.cookies(stage.tool_url + "/lti/") == []


@pytest.mark.parametrize("storage", ["silent", "off"])
def test_else_in_a_window_of_its_own(cookieless: BrowserContext, stage: Stage, storage: str) -> None:
    stage.lms.set(storage=storage)
    frame = opened(cookieless.new_page(), stage)
    link = frame.get_by_role("link", name="Open in a new window")
    expect(link).to_be_visible()
    assert stage.sessions() == 0
    with cookieless.expect_page() as window:
        link.click()
    expect(window.value.locator("nav.bar-nav")).to_be_visible()
    assert stage.sessions() == 1


def test_the_offer_of_a_window_is_accessible(cookieless: BrowserContext, stage: Stage) -> None:
    stage.lms.set(storage="off")
    page = cookieless.new_page()
    expect(opened(page, stage).get_by_role("link", name="Open in a new window")).to_be_visible()
    page.goto(page.frames[-1].url)
    assert Axe().run(page).response["violations"] == []


def test_when_scripts_do_not_come_a_cookie_does(usual: BrowserContext, stage: Stage) -> None:
    page = usual.new_page()
    page.route(f"{stage.tool_url}/static/**/*.js", lambda route: route.abort())
    frame = opened(page, stage)
    frame.get_by_role("link", name="Go on").click()
    expect(frame.locator("nav.bar-nav")).to_be_visible()
