"""One demonstration for all browser tests, and browsers that look at it as people do."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.demonstration import Copy, Demonstration, started
from tests.browser.people import Someone
from tests.browser.watching import Watch
from tests.conftest import missing

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--disable-site-isolation-trials",  # Playwright at times loses a frame that has a process of its own
]  # fmt: skip
PATIENCE = 30_000  # milliseconds: for a slow machine, not for a slow page

Browse = Callable[..., Someone]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The tool, its worker and the LMS."""
    with started(tmp_path_factory.mktemp("demonstration")) as running:
        yield running


@pytest.fixture(scope="module")  # other folders start Playwright too, and it runs once at a time
def chromium() -> Iterator[Browser]:
    """Debian's Chromium with a fresh profile, which refuses third-party cookies."""
    path = shutil.which("chromium")
    if path is None:
        missing("browser", "Chromium is not installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def copy(demonstration: Demonstration) -> Copy:
    """A course of the test's own."""
    return demonstration.copy_course()


@pytest.fixture
def browse(chromium: Browser, demonstration: Demonstration) -> Iterator[Browse]:
    """Give somebody a browser; at the end nothing may have gone wrong on any page they saw."""
    watch = Watch((f"{demonstration.tool_url}/", f"{demonstration.lms_url}/"))
    contexts = []

    def open_browser(user: str | None = None, **options: Any) -> Someone:
        context = chromium.new_context(**{"locale": "fr-FR", **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        if user:
            cookie = {"name": "demo-lms-person", "value": user, "url": demonstration.lms_url}
            context.add_cookies([cookie])
        return Someone(demonstration, context, context.new_page())

    yield open_browser
    for context in contexts:
        context.close()
    assert watch.complaints == []
