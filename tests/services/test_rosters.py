"""The platform's list of members: asked for, leased, read, merged, forgotten; on both databases."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti import members
from mooc_tool.lti.connector import Connector
from mooc_tool.lti.members import Member, Page
from mooc_tool.lti.roles import Roles
from mooc_tool.records import Course, Enrolment, Roster
from mooc_tool.services import attending, rosters
from mooc_tool.services.tokens import StoredTokens
from tests.services.campus import Campus

LEARNER = Roles(instructor=False, learner=True, administrator=False, raw=())
SECOND = timedelta(seconds=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Lms:
    """A platform's answers to the two questions about a roster."""

    def __init__(self, campus: Campus) -> None:
        self.campus = campus
        self.now = campus.now
        self.listed: list[str] = []
        self.changed: list[Member] = []
        self.differences: str | None = None
        self.error: PlatformError | None = None
        self.asked: list[str] = []
        with campus.tool.database.writing() as db:
            db.get_one(Course, campus.course_id).members_url = "https://lms.example/members"

    def everybody(self, _connector: Connector, url: str) -> Iterator[Page]:
        self.asked.append(url)
        if self.error:
            raise self.error
        for user in self.listed:
            yield Page((Member(user, LEARNER, "Active", f"Name of {user}"),), None)
        yield Page((), self.differences)

    def those_who_changed(self, _connector: Connector, url: str) -> Iterator[Page]:
        self.asked.append(url)
        yield Page(tuple(self.changed), self.differences)

    def ask(self, *, again: bool = False) -> None:
        with self.campus.tool.database.writing() as db:
            rosters.ask(db, self.campus.course_id, self.now, again=again)

    def work(self, after: timedelta = SECOND) -> int:
        self.now += after
        tool = self.campus.tool
        return rosters.work(tool, StoredTokens(tool.database, tool.secret, lambda: self.now), self.now)

    def presence(self) -> attending.Presence:
        with self.campus.tool.database.reading() as db:
            course = db.get_one(Course, self.campus.course_id)
            found = attending.presence(db, course, self.campus.tool.secret)
        assert found is not None
        return found


@pytest.fixture
def lms(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> Lms:
    made = Lms(campus)
    monkeypatch.setattr(members, "everybody", made.everybody)
    monkeypatch.setattr(members, "differences", made.those_who_changed)
    return made


def test_read_once_and_not_again_for_an_hour(lms: Lms) -> None:
    lms.listed = ["a", "b"]
    assert lms.work() == 0, "nobody asked"
    for wait, read in ((SECOND, 1), (SECOND, 0), (rosters.FRESH, 1)):
        lms.now += wait
        lms.ask()
        lms.ask()
        assert (lms.work(), lms.work()) == (read, 0)
    lms.ask(again=True)
    assert lms.work() == 1


def test_the_list_beside_those_who_came(lms: Lms) -> None:
    amina, bruno = lms.campus.member("amina"), lms.campus.member("bruno")
    lms.listed = ["amina", "chloé", "dora"]
    lms.ask()
    before = lms.presence()
    assert (before.read_at, before.listed, before.gone, before.due) == (None, 0, frozenset(), True)
    lms.work()
    after = lms.presence()
    assert (after.listed, after.absent, after.gone) == (3, 2, frozenset({bruno.person_id}))
    assert (after.due, after.code, after.read_at) == (False, "", lms.now)
    names = attending.names(
        lms.campus.tool,
        StoredTokens(lms.campus.tool.database, lms.campus.tool.secret, lambda: lms.now),
        lms.campus.course_id,
        lms.now,
    )
    assert [one.name for one in names.absent] == ["Name of chloé", "Name of dora"]
    assert [one.person_id for one in names.met] == [amina.person_id]
    assert names.complete


def test_differences_until_the_week_is_over(lms: Lms) -> None:
    lms.listed, lms.differences = ["a", "b", "c"], "https://lms.example/members?since=1"
    lms.ask()
    lms.work()
    lms.changed = [
        Member("b", LEARNER, "Deleted", None),
        Member("c", Roles(instructor=True, learner=True, administrator=False, raw=()), "Active", None),
        Member("d", LEARNER, "Active", None),
        Member("nobody", LEARNER, "Inactive", None),
    ]
    for _ in range(2):
        lms.ask(again=True)
        lms.work()
        assert lms.presence().listed == 2
    assert [url.partition("?")[2] for url in lms.asked] == ["", "since=1", "since=1"]
    lms.now += rosters.WHOLE_EVERY
    lms.ask()
    lms.work()
    assert (lms.presence().listed, lms.asked[-1]) == (3, "https://lms.example/members")


def test_whom_a_whole_reading_does_not_name_is_gone(lms: Lms) -> None:
    for listed, left in ((["a", "b", "b"], 2), (["b", "c"], 2), ([], 0)):
        lms.listed = listed
        lms.ask(again=True)
        lms.work()
        assert lms.presence().listed == left


def test_a_platform_that_is_down_is_asked_for_a_day(lms: Lms) -> None:
    lms.error = TryLater("platform-failing", after=5)
    lms.ask()
    assert lms.work() == 1
    assert lms.presence().code == "platform-failing"
    assert lms.work(after=timedelta(seconds=4)) == 0
    assert lms.work(after=timedelta(seconds=2)) == 1
    lms.work(after=timedelta(days=1))
    assert not lms.presence().due, "an instructor who looks asks anew"
    lms.error = None
    lms.ask()
    lms.work()
    assert (lms.presence().code, lms.presence().read_at) == ("", lms.now)


def test_a_refusal_waits_for_somebody_who_asks(lms: Lms) -> None:
    lms.error = PlatformError("roster-too-large", words="w" * 900, status=403)
    lms.ask()
    lms.work()
    assert (lms.presence().code, lms.presence().due) == ("roster-too-large", False)
    assert lms.work(after=timedelta(days=2)) == 0


def test_a_worker_that_dies_leaves_a_lease(lms: Lms) -> None:
    lms.error = KeyboardInterrupt()  # type: ignore[assignment]  # as a worker that is stopped
    lms.ask()
    with pytest.raises(KeyboardInterrupt):
        lms.work()
    lms.error = None
    assert lms.work() == 0
    assert lms.work(after=rosters.LEASE) == 1


def test_what_is_kept_names_nobody(lms: Lms, now: datetime) -> None:
    lms.listed = ["7", "8"]
    lms.ask()
    lms.work()
    tool, platform_id = lms.campus.tool, lms.campus.platform_id
    with tool.database.reading() as db:
        kept = set(db.scalars(select(Enrolment.digest)))
    assert kept == {rosters.digest(tool.secret, platform_id, user) for user in ("7", "8")}
    assert kept.isdisjoint({rosters.digest(b"another secret", platform_id, user) for user in ("7", "8")})
    assert kept.isdisjoint({rosters.digest(tool.secret, platform_id + 1, user) for user in ("7", "8")})
    with tool.database.writing() as db:
        rosters.forget(db, tool.secret, platform_id, "7")
        assert db.scalar(select(func.count()).select_from(Enrolment)) == 1
        rosters.sweep(db, now + rosters.KEPT + timedelta(days=1))
        assert db.scalar(select(func.count()).select_from(Enrolment)) == 0
        assert db.scalars(select(Roster)).all() == []
