"""The administrator's pages: who gets in, what they see, and how a failed launch is found again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import requests
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from mooc_tool.demo.browserless import Visitor
from mooc_tool.errors import SettingsError
from mooc_tool.records import AdministratorLink, LaunchOutcome, Platform, PlatformState
from mooc_tool.services import administering, launching, outcomes
from tests.conftest import TOOL_URL, House

ENGLISH = {"Accept-Language": "en"}


def link(house: House) -> str:
    with house.tool.database.writing() as db:
        return f"{TOOL_URL}/admin/enter/{administering.make_link(db, datetime.now(UTC))}"


def somebody(house: House) -> Visitor:
    return house.visitor("amina", **ENGLISH)


@pytest.fixture
def administrator(house: House) -> Visitor:
    visitor = somebody(house)
    assert visitor.follow(link(house), {}).url == f"{TOOL_URL}/admin/"
    return visitor


def home(visitor: Visitor, reference: str = "") -> requests.Response:
    return visitor.visit(f"{TOOL_URL}/admin/" + (f"?reference={reference}" if reference else ""))


def test_nobody_gets_in_without_a_link(house: House) -> None:
    stranger = somebody(house)
    assert home(stranger).status_code == 401
    assert stranger.visit(f"{TOOL_URL}/admin/platforms/1", {"state": "off"}).status_code == 401
    assert stranger.visit(f"{TOOL_URL}/admin/enter/anything").status_code == 404
    assert stranger.visit(f"{TOOL_URL}/admin/enter/anything", {}).status_code == 404


def test_a_link_works_once_and_looking_at_it_does_not_use_it_up(house: House) -> None:
    address = link(house)
    visitor, other = somebody(house), somebody(house)
    assert [visitor.visit(address).status_code for _ in range(2)] == [200, 200]
    entered = visitor.visit(address, {})
    cookie = entered.headers["Set-Cookie"]
    name, *attributes = cookie.split("; ")
    assert re.fullmatch(r"__Host-administrator=[^;]{22}", name)
    assert {"Secure", "HttpOnly", "Max-Age=3600", "Path=/", "SameSite=Strict"} <= set(attributes)
    assert "Domain" not in cookie
    assert other.visit(address, {}).status_code == 404
    assert home(visitor).status_code == 200
    assert home(other).status_code == 401


@pytest.mark.parametrize("life", ["LINK_LIFE", "SESSION_LIFE"])
def test_both_end(house: House, administrator: Visitor, life: str) -> None:
    address = link(house)
    with house.tool.database.writing() as db:
        for row in db.scalars(select(AdministratorLink)):
            row.ends_at = datetime.now(UTC) - timedelta(seconds=1)
    assert administrator.visit(address, {}).status_code == 404
    assert home(administrator).status_code == 401
    assert getattr(administering, life) <= timedelta(hours=1)
    with house.tool.database.writing() as db:
        administering.sweep(db, datetime.now(UTC))
        assert db.scalars(select(AdministratorLink)).all() == []


def test_one_can_leave(administrator: Visitor) -> None:
    administrator.visit(f"{TOOL_URL}/admin/leave", {})
    assert home(administrator).status_code == 401


def test_another_sites_form_does_nothing(house: House) -> None:
    address = link(house)
    foreign = house.visitor("amina", Origin="https://evil.example")
    assert foreign.visit(address, {}).status_code == 403
    assert somebody(house).visit(address, {}).status_code == 303, "and the link still works"


def test_platforms_are_turned_off_and_accepted(house: House, administrator: Visitor) -> None:
    for state, shown in (("off", "turned off"), ("active", "may launch")):
        page = administrator.follow(f"{TOOL_URL}/admin/platforms/1", {"state": state})
        assert (page.status_code, shown in page.text) == (200, True)
        with house.tool.database.reading() as db:
            assert db.get_one(Platform, 1).state is PlatformState(state)
    assert administrator.visit(f"{TOOL_URL}/admin/platforms/1", {"state": "pending"}).status_code == 422
    assert administrator.visit(f"{TOOL_URL}/admin/platforms/4711", {"state": "off"}).status_code == 404


def test_options_of_a_platform(house: House, administrator: Visitor) -> None:
    address = f"{TOOL_URL}/admin/platforms/1/options"
    for ticked in ({"anonymous": "on"}, {"review": "on"}, {"anonymous": "on", "review": "on"}, {}):
        page = administrator.follow(address, ticked)
        assert page.status_code == 200
        for name in ("anonymous", "review"):
            assert (f'name="{name}" checked' in page.text) == (name in ticked)
        with house.tool.database.reading() as db:
            row = db.get_one(Platform, 1)
            assert (row.allows_anonymous, row.offers_review) == ("anonymous" in ticked, "review" in ticked)
    assert administrator.visit(f"{TOOL_URL}/admin/platforms/4711/options", {}).status_code == 404
    assert somebody(house).visit(address, {}).status_code == 401


def test_visitors_of_one_deployment(house: House, administrator: Visitor) -> None:
    address = f"{TOOL_URL}/admin/platforms/1/options"
    with house.tool.database.reading() as db:
        [known] = administering.deployments_of(db, 1)
    for chosen, allowed in (("in", True), ("out", False), ("", None)):
        page = administrator.follow(address, {"deployment": known, "visitors": chosen})
        assert (f'value="{chosen}" selected' in page.text) == (chosen != "")
        with house.tool.database.reading() as db:
            assert administering.deployments_of(db, 1) == {known: allowed}
    for deployment, chosen in ((known, "perhaps"), ("elsewhere", "in")):
        wrong = {"deployment": deployment, "visitors": chosen}
        assert administrator.visit(address, wrong).status_code == 422


def test_a_failed_launch_is_found_by_its_reference(house: House, administrator: Visitor) -> None:
    visitor = somebody(house)
    url, fields = visitor.until_id_token(house.exercise_activity)
    head, body, mark = fields["id_token"].split(".")
    failed = visitor.visit(url, {**fields, "id_token": f"{head}.{body}.{mark[::-1]}"})
    found = re.search(r'class="serial">([0-9a-f]{8})<', failed.text)
    assert found
    page = home(administrator, found[1].upper()).text
    assert (found[1] in page, "id-token-" in page, "<td>Demonstration LMS</td>" in page) == (True, True, True)
    assert "No such launch" in home(administrator, "deadbeef").text


def test_a_login_nobody_knows_is_noted_too(house: House, administrator: Visitor) -> None:
    failed = somebody(house).visit(f"{TOOL_URL}/lti/login?iss=https://nobody.example&login_hint=x")
    assert failed.status_code == 400
    assert "platform-unknown" in home(administrator).text


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ZeroDivisionError(), 500, "bug"),
        (OperationalError("INSERT", {}, OSError("locked")), 503, "busy"),
        (SettingsError("sealed-otherwise", "The secret is another one."), 503, "sealed-otherwise"),
    ],
)
def test_a_launch_that_fails_by_our_own_fault_is_found_too(
    house: House,
    administrator: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    code: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(launching, "admit", fail)
    failed = somebody(house).launch(house.exercise_activity)
    assert failed.status_code == status
    reference = re.search(r'<dd class="serial">([0-9a-f]{8})</dd>', failed.text)
    assert reference, failed.text
    found = home(administrator, reference[1]).text
    assert f"<code>{code}</code>" in found
    assert "No such launch" not in found


def test_the_pages_show_the_tool_and_no_person(house: House, administrator: Visitor) -> None:
    house.visitor("amina").launch(house.exercise_activity)
    page = home(administrator).text
    assert house.client_id in page
    assert "opened" in page
    assert "in use" in page
    assert not re.search(r"amina|Benali|P-\d{4}", page)
    with house.tool.database.reading() as db:
        outcome = db.scalars(select(LaunchOutcome)).one()
    assert (outcome.code, outcome.reference, outcome.platform_id) == ("opened", "", 1)


def test_a_platform_that_takes_no_scores_is_shown(house: House, administrator: Visitor) -> None:
    assert "takes no scores" not in home(administrator).text
    with house.tool.database.writing() as db:
        platform = db.get_one(Platform, 1)
        platform.failures, platform.failing_since = 2, datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert "takes no scores" not in home(administrator).text, "that happens"
    with house.tool.database.writing() as db:
        db.get_one(Platform, 1).rests_until = datetime.now(UTC)
    page = home(administrator).text
    assert "takes no scores" in page
    assert "since Mar 2, 2026, 09:30" in page


def test_outcomes_are_forgotten_by_age_and_number(
    house: House, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "MOST_KEPT", 3)
    with house.tool.database.writing() as db:
        for number in range(6):
            at = now - timedelta(days=31 if number == 5 else 1)
            outcomes.note(db, f"code-{number}", platform_id=None, now=at)
    with house.tool.database.writing() as db:
        outcomes.sweep(db, now)
        assert [one.code for one in outcomes.recent(db)] == ["code-4", "code-3", "code-2"]
