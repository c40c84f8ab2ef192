"""The LMS's list of members beside those who came: through launch, worker and pages."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import requests
from sqlalchemy import func, select

from mooc_tool.demo.browserless import Visitor
from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.lti.members import SCOPE
from mooc_tool.records import Base, Course, Enrolment, Roster
from mooc_tool.services import rosters
from tests.conftest import House

ENGLISH = {"Accept-Language": "en"}


class Desk:
    """An instructor at the course's results."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.visitor: Visitor = house.visitor("claire")
        page = self.visitor.launch(house.course_activity)
        found = re.match(r".*/s/[^/]+", page.url)
        assert found
        self.base = found[0]
        self.visitor.follow(f"{self.base}/language", {"language": "en"})

    def page(self, path: str = "results") -> requests.Response:
        return self.visitor.follow(f"{self.base}/{path}")

    def counts(self) -> dict[str, int]:
        text = unescape(re.sub(r"</?a[^>]*>", "", self.page().text))
        rows = re.findall(r"<dt>([^<]*)</dt><dd>([\d,]+)</dd>", text)
        return {what: int(number.replace(",", "")) for what, number in rows}

    def read_again(self) -> None:
        self.visitor.follow(f"{self.base}/members/read", {})
        self.house.deliver()


def calls(house: House) -> list[str]:
    """What was asked of the LMS's roster, oldest first."""
    found = [call for call in house.lms.log.newest() if call.service == "roster"]
    return [call.path.partition("?")[2].partition("=")[0] for call in reversed(found)]


def tokens(house: House) -> int:
    """How many were asked for, to read the roster with."""
    found = [call for call in house.lms.log.newest() if call.service == "token"]
    return sum(SCOPE in call.sent for call in found)


def test_who_never_came_is_counted_and_named_for_one_page_only(house: House) -> None:
    house.visitor("amina").launch(house.course_activity)
    desk = Desk(house)
    assert "is read in a moment" in desk.page().text
    house.deliver()
    counts = desk.counts()
    assert counts["on the platform’s list of members"] == 3
    assert counts["have never opened the course"] == 2
    page = unescape(desk.page("members").text)
    absent, met = page.split('id="met"')
    assert [name in absent for name in ("Hugo Petit", "Emma Clarke", "Amina Benali")] == [True, True, False]
    assert "Amina Benali</a>" in met
    assert "Claire Moreau" not in absent.partition("<main")[2] + met, "who teaches is no learner"
    stored = everything(house)
    assert not re.search(r"Hugo|Petit|Emma|hugo|emma|@example", stored)


def everything(house: House) -> str:
    with house.tool.database.reading() as db:
        tables = [table for table in Base.metadata.sorted_tables if table.name != "blob"]
        return repr([[tuple(row) for row in db.execute(select(table))] for table in tables])


def test_changes_are_asked_for_and_who_leaves_is_marked(house: House) -> None:
    house.visitor("amina").launch(house.course_activity)
    desk = Desk(house)
    house.deliver()
    house.lms.people.enrol(1, ["amina", "hugo"], "Deleted")
    house.lms.enrol_many(5)
    desk.read_again()
    assert desk.counts()["on the platform’s list of members"] == 1 + 5
    assert desk.counts()["have never opened the course"] == 1 + 5
    assert "not on the list" in desk.page().text
    assert calls(house) == ["", "since"]


def test_a_mooc_is_read_page_by_page_with_one_token(house: House) -> None:
    house.lms.enrol_many(1_200)
    house.lms.set(page_size=500)
    desk = Desk(house)
    house.deliver()
    assert desk.counts()["on the platform’s list of members"] == 1_203
    assert calls(house) == ["", "page", "page"]
    assert tokens(house) == 1
    page = desk.page("members").text
    assert "The first 500 are shown" in page
    assert tokens(house) == 1, "for the worker and the web"


def test_differences_that_ended_lead_to_a_whole_reading(house: House) -> None:
    desk = Desk(house)
    house.deliver()
    with house.tool.database.writing() as db:
        row = db.scalars(select(Roster)).one()
        row.differences_url = (row.differences_url or "").partition("?")[0] + "?since=nonsense"
    desk.read_again()
    assert calls(house) == ["", "since", ""]
    assert desk.counts()["on the platform’s list of members"] == 3


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (FaultPlan(error_before=1.0, services=("roster",)), "could not be read"),
        (FaultPlan(revoked=1.0, services=("roster",)), "does not let the tool read"),
        (FaultPlan(html=1.0, services=("roster",)), "could not be read"),
    ],
)
def test_a_list_that_cannot_be_read_hides_nobody(house: House, plan: FaultPlan, said: str) -> None:
    house.visitor("amina").launch(house.course_activity)
    house.lms.faults.set(plan)
    desk = Desk(house)
    house.deliver()
    page = desk.page()
    assert (page.status_code, said in page.text, "P-0001" in page.text) == (200, True, True)
    names = desk.page("members")
    assert (names.status_code, said in names.text) == (502, True)


def test_a_platform_without_the_service(house: House) -> None:
    desk = Desk(house)
    with house.tool.database.writing() as db:
        db.scalars(select(Course)).one().members_url = None
    page = desk.page().text
    assert "list of members" not in page
    assert "lists no learner" in desk.page("members").text


def test_learners_see_none_of_it(house: House) -> None:
    visitor = house.visitor("amina")
    base = visitor.launch(house.course_activity).url.rstrip("/")
    assert visitor.visit(f"{base}/members").status_code == 403
    with house.tool.database.reading() as db:
        assert db.scalars(select(Roster)).all() == []


def test_it_is_forgotten_when_nobody_asks(house: House) -> None:
    Desk(house)
    house.deliver()
    for days, left in ((29, 3), (31, 0)):
        with house.tool.database.writing() as db:
            rosters.sweep(db, datetime.now(UTC) + timedelta(days=days))
            assert db.scalar(select(func.count()).select_from(Enrolment)) == left
