"""What only a browser can tell: storage for tools without cookies, frames, windows, life without scripts."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import make_server

from mooc_tool.demo.lms import utc_now
from mooc_tool.demo.serve import Server, ToolAddress
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.scores import read_score
from tests.demo.chatty import chatty
from tests.demo.paper import score

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = ["/courses/1", "/courses/1/gradebook", "/courses/1/gradebook/1/amina", "/courses/1/sent", "/tools"]


@pytest.fixture(scope="module")
def chromium(chromium_path):
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def listening(app) -> Iterator[str]:
    """The application on localhost: another site than the platform's 127.0.0.1."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("localhost", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tool_url(paper):
    paper.clock.time = utc_now()
    with listening(chatty(paper)) as url:
        yield url


@pytest.fixture
def server(tool_url):
    pages = [f"{tool_url}/{page}" for page in ("login", "launch", "keys.json")]
    with Server("127.0.0.1", 0, tool=ToolAddress("Chatty", *pages, client_id="paper")) as server:
        activity = server.lms.courses.add_activity(1, "paper", "Fill the cars", f"{tool_url}/launch")
        item = LineItem(1, "paper", "Cars", 100.0, activity_id=activity.activity_id)
        item = server.lms.line_items.create(item)
        server.lms.gradebook.receive(item, read_score(score()), utc_now())
        yield server


@pytest.fixture
def look(chromium, server):
    """Open a page of the platform as somebody; whatever the console says is a failure."""
    contexts, said = [], []

    def open_page(path, user_id=None, **options):
        context = chromium.new_context(locale="en-GB", **options)
        contexts.append(context)
        if user_id:
            context.add_cookies([{"name": "demo-lms-person", "value": user_id, "url": server.address}])
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(server.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def heard(place):
    """What the tool heard from the page around it."""
    said = place.locator("#said")
    expect(said).not_to_be_empty()
    return json.loads(said.text_content())


def test_the_page_around_a_frame_keeps_and_gives_data(look):
    page = look("/activities/1", "amina")
    capabilities, put, get, missing, wrong = heard(page.frame_locator("iframe.tool"))
    subjects = {one["subject"] for one in capabilities["supported_messages"]}
    assert {"lti.put_data", "lti.get_data"} <= subjects
    assert (put["key"], put["value"], get["value"]) == ("k", "v", "v")
    assert missing["value"] is None
    assert wrong["error"]["code"] == "bad_request"
    expect(page.locator("iframe.tool")).to_have_css("height", "1234px")


def test_the_page_that_opened_a_window_does_too(look):
    page = look("/courses/1", "amina")
    with page.expect_popup() as window:
        page.locator("a[target=_blank]").click()
    assert heard(window.value)[2]["value"] == "v"


@pytest.mark.parametrize("storage", ["silent", "off"])
def test_the_page_can_be_silent(look, server, storage):
    server.lms.set(storage=storage)
    page = look("/activities/1", "amina")
    assert heard(page.frame_locator("iframe.tool")) == [{"silence": True}] * 5


@pytest.mark.parametrize("window", [False, True])
def test_what_is_chosen_in_the_tool_is_in_the_course(look, window):
    page = look("/courses/1/choose/paper", "claire")
    if window:
        with page.expect_popup() as opened:
            page.locator("a[target=_blank]").click()
        opened.value.get_by_role("button", name="Give").click()
    else:
        page.frame_locator("iframe.tool").get_by_role("button", name="Give").click()
    page.wait_for_url("**/courses/1")
    expect(page.get_by_role("heading", name="Chosen")).to_be_visible()


def test_the_registration_page_closes_when_the_tool_is_done(look, tool_url):
    page = look("/tools", "claire")
    page.locator("#url").fill(f"{tool_url}/register")
    page.locator("form[action='/tools/register'] button").click()
    page.wait_for_url("**/tools")


def test_without_scripts_two_buttons_do(look):
    page = look("/", java_script_enabled=False)
    page.get_by_role("button", name="Emma").click()
    page.get_by_role("link", name="Open the activity").click()
    frame = page.frame_locator("iframe.tool")
    frame.get_by_role("button", name="Continue").click()
    expect(frame.locator("#said")).to_be_attached()


@pytest.mark.parametrize(("scheme", "paths"), [("light", PAGES), ("dark", PAGES[-2:])])
def test_axe_finds_nothing_and_nothing_sticks_out(look, scheme, paths):
    for path in paths:
        page = look(path, "claire", color_scheme=scheme, viewport={"width": 320, "height": 640})
        assert Axe().run(page).response["violations"] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
