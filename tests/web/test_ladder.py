"""A launch ends in the browser that began it: by cookie, by the platform's page, or in a new window."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import func, select

from mooc_tool.demo.browserless import Visitor
from mooc_tool.records import LaunchAttempt, Session
from tests.conftest import TOOL_URL, House

ENGLISH = {"Accept-Language": "en"}
OWN_PAGE = {**ENGLISH, "Origin": TOOL_URL, "Sec-Fetch-Site": "same-origin"}
STORED = f"{TOOL_URL}/lti/launch/stored"


def kept(visitor: Visitor) -> dict[str, str]:
    """What the login's page gave to the platform's page."""
    page = next(step.text for step in visitor.steps if 'id="onward"' in step.text)
    return {name: unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', page)}


def without_cookies(house: House, user: str = "amina") -> tuple[Visitor, requests.Response]:
    """A launch up to the page that asks the platform's page, which kept the secret."""
    visitor = house.visitor(user, third_party_cookies=False, **ENGLISH)
    visitor.launch(house.exercise_activity)
    return visitor, visitor.follow(kept(visitor)["platform"])


def proof(page: requests.Response, secret: str) -> dict[str, str]:
    """What that page sends once the platform's page answered."""
    form = re.search(r'<form id="proof" method="post" action="/lti/launch/stored".*?</form>', page.text, re.S)
    assert form
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return {**{name: unescape(value) for name, value in fields}, "browser_secret": secret}


def send(house: House, fields: dict[str, str], **headers: str) -> requests.Response:
    """The page's own request, from a browser without cookies."""
    sender = house.visitor("amina", third_party_cookies=False, **{**OWN_PAGE, **headers})
    return sender.visit(STORED, fields)


def sessions(house: House) -> int:
    """How many sessions were opened."""
    with house.tool.database.reading() as db:
        return db.scalar(select(func.count()).select_from(Session)) or 0


def test_the_login_gives_the_secret_to_the_platforms_page_alone(house: House) -> None:
    visitor, _ = without_cookies(house)
    given = kept(visitor)
    assert (given["frame"], given["origin"]) == ("_parent", "http://127.0.0.1:8001")
    with house.tool.database.reading() as db:
        attempt = db.scalars(select(LaunchAttempt)).one()
    assert given["key"] not in attempt.state
    assert given["secret"] not in (attempt.state, attempt.nonce, attempt.browser_digest)
    others = [step.text + step.url for step in visitor.steps if 'id="onward"' not in step.text]
    assert not any(given["secret"] in text for text in others), "it never travels through the platform"


@pytest.mark.parametrize("storage", ["off", "silent", "on"])
def test_with_a_cookie_the_launch_ends_at_once(house: House, storage: str) -> None:
    house.lms.set(storage=storage)
    page = house.visitor("amina").launch(house.exercise_activity)
    assert page.url.startswith(f"{TOOL_URL}/s/")


def test_without_storage_a_window_is_offered(house: House) -> None:
    house.lms.set(storage="off")
    visitor = house.visitor("amina", third_party_cookies=False)
    page = visitor.launch(house.exercise_activity)
    assert not any('id="onward"' in step.text for step in visitor.steps)
    assert "/lti/window/" in page.text
    assert 'id="proof"' not in page.text


def test_the_secret_that_the_page_kept_opens_the_session(house: House) -> None:
    visitor, page = without_cookies(house)
    assert sessions(house) == 0
    answer = send(house, proof(page, kept(visitor)["secret"]))
    assert answer.status_code == 200
    opened = house.visitor("amina", third_party_cookies=False).visit(TOOL_URL + answer.json()["next"])
    assert opened.status_code == 200


def test_it_opens_one_session_only(house: House) -> None:
    visitor, page = without_cookies(house)
    fields = proof(page, kept(visitor)["secret"])
    assert [send(house, fields).status_code for _ in range(3)] == [200, 400, 400]
    assert sessions(house) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": ""},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_only_our_own_page_may_send_it(house: House, headers: dict[str, str]) -> None:
    visitor, page = without_cookies(house)
    fields = proof(page, kept(visitor)["secret"])
    assert send(house, fields, **headers).status_code == 403
    assert sessions(house) == 0
    assert send(house, fields).status_code == 200, "a refused request uses nothing up"


def test_another_browsers_secret_opens_nothing(house: House) -> None:
    victim, page = without_cookies(house)
    attacker, _ = without_cookies(house, "hugo")
    for secret in (kept(attacker)["secret"], "", kept(victim)["key"]):
        answer = send(house, proof(page, secret))
        assert (answer.status_code, "in another browser" in answer.text) == (400, True)
    assert sessions(house) == 0


def test_a_cookie_of_another_login_opens_nothing(house: House) -> None:
    one, other = house.visitor("amina"), house.visitor("hugo")
    url, fields = one.until_id_token(house.exercise_activity)
    other.until_id_token(house.exercise_activity)
    page = other.follow(url, fields)
    assert page.url == url, "no session, since the cookie of that login is in the other browser"
    assert sessions(house) == 0
    assert one.follow(url, fields).url.startswith(f"{TOOL_URL}/s/")


def test_a_forged_token_is_refused_before_any_rung(house: House) -> None:
    house.lms.set(storage="off")
    visitor = house.visitor("amina", third_party_cookies=False)
    url, fields = visitor.until_id_token(house.exercise_activity)
    head, body, mark = fields["id_token"].split(".")
    page = visitor.visit(url, {**fields, "id_token": f"{head}.{body}.{mark[::-1]}"})
    assert page.status_code == 400
    assert "id_token" not in page.text


def window_of(page: requests.Response) -> str:
    """Where the page's one link leads."""
    link = re.search(r'href="(/lti/window/[^"]+)"', page.text)
    assert link
    return TOOL_URL + link[1]


@pytest.mark.parametrize("storage", ["off", "silent"])
def test_a_frame_without_cookies_offers_a_window_before_the_platform_is_asked(
    house: House, storage: str
) -> None:
    house.lms.set(storage=storage)
    framed = house.visitor("amina", third_party_cookies=False, **{"Sec-Fetch-Dest": "iframe"})
    page = framed.launch(house.exercise_activity)
    assert not any(step.url.startswith("http://127.0.0.1:8001/auth") for step in framed.steps)
    window = house.visitor("amina", **{"Sec-Fetch-Dest": "document"})
    opened = window.follow(window_of(page))
    assert opened.url.startswith(f"{TOOL_URL}/s/")
    assert not any('id="onward"' in step.text for step in window.steps), "no frame, no storage to ask"


def test_another_person_cannot_go_on_in_a_window(house: House) -> None:
    """Somebody lured to the address of another one's login is another person for the platform."""
    house.lms.set(storage="off")
    framed = house.visitor("amina", third_party_cookies=False, **{"Sec-Fetch-Dest": "iframe"})
    refused = house.visitor("hugo").follow(window_of(framed.launch(house.exercise_activity)))
    assert refused.status_code == 400
    assert sessions(house) == 0


def test_a_browser_known_to_keep_cookies_takes_no_detour(house: House) -> None:
    visitor = house.visitor("amina", **{"Sec-Fetch-Dest": "iframe"})
    visitor.launch(house.exercise_activity)
    assert any('id="onward"' in step.text for step in visitor.steps)
    visitor.steps.clear()
    assert visitor.launch(house.exercise_activity).url.startswith(f"{TOOL_URL}/s/")
    assert not any('id="onward"' in step.text or "/lti/login/" in step.url for step in visitor.steps)


def test_a_login_goes_on_where_it_would_have_gone(house: House) -> None:
    house.lms.set(storage="off")
    visitor = house.visitor("amina", **{"Sec-Fetch-Dest": "iframe"})
    assert visitor.launch(house.exercise_activity).url.startswith(f"{TOOL_URL}/s/")
    asked = next(step.url for step in visitor.steps if step.url.startswith("http://127.0.0.1:8001/auth"))
    with house.tool.database.reading() as db:
        attempt = db.scalars(select(LaunchAttempt)).one()
    fields = parse_qs(urlsplit(asked).query)
    assert (fields["state"], fields["nonce"]) == ([attempt.state], [attempt.nonce])
