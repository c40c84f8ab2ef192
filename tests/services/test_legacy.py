"""LTI 1.1 in the records: nonces, cells of the gradebook, and the move to 1.3, on both databases."""

import base64
import hmac
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from mooc_tool.errors import LaunchError, NotFound, Unreadable
from mooc_tool.lti.former import Former
from mooc_tool.lti.launch import Context, Grading, Launch, ResourceLink
from mooc_tool.lti.legacy.launch import LegacyLaunch, ResultPlace
from mooc_tool.records import (
    Course,
    LegacyCell,
    LegacyLine,
    LegacyNonce,
    Letter,
    Line,
    Person,
    Placement,
    Platform,
    Session,
)
from mooc_tool.services import arrivals, leasing, legacy, moving, platforms
from mooc_tool.services.legacy import Known
from mooc_tool.services.sessions import Visit
from mooc_tool.services.tool import Tool
from tests.services.campus import OUT, Campus, launch_of, visit_of

KEY, SECRET = "fun-mooc", "secret"
OUTCOMES = "https://fun.example/outcomes"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    """Both databases."""
    return str(request.param)


@pytest.fixture
def known(campus: Campus) -> Known:
    """A platform that may launch by LTI 1.1, beside the one of the campus."""
    tool = campus.tool
    with tool.database.writing() as db:
        made = legacy.register(db, KEY, SECRET, "FUN", "open-edx", tool.secret, campus.now)
        legacy.let_launch(db, made.platform_id, may=True)
    with tool.database.reading() as db:
        return legacy.find(db, KEY, tool.secret)


def by_legacy(user: str, nonce: str, now: datetime, **changes: object) -> LegacyLaunch:
    """A launch by LTI 1.1 from a link to the first exercise."""
    given = {"grading": None, "custom": {"content": f"exercise/{OUT}"}, **changes}
    return LegacyLaunch(
        launch_of(user, **given), nonce, now + timedelta(minutes=5), ResultPlace(OUTCOMES, f"cell-{user}")
    )


def admit(tool: Tool, known: Known, signed: LegacyLaunch, now: datetime) -> Visit:
    """Let a launch in."""
    with tool.database.writing() as db:
        admitted = legacy.admit(db, known, signed, tool, now)
    return visit_of(tool, admitted.ticket)


def former(user: str | None = None, secret: str = SECRET, link: str | None = None) -> Former:
    """The claim of a platform that moved."""
    mark = base64.b64encode(hmac.digest(secret.encode(), b"this message", "sha256")).decode()
    return Former(KEY, user, link, mark, "this message")


def by_new(campus: Campus, launch: Launch, now: datetime) -> arrivals.Arrival:
    """The same platform launches by LTI 1.3."""
    with campus.tool.database.writing() as db:
        moving.carry_over(db, campus.platform_id, launch, campus.tool.secret, now)
        return arrivals.receive(db, campus.platform_id, launch, now)


def new_launch(sub: str, claim: Former, **changes: object) -> Launch:
    """A 1.3 launch of the same course and link."""
    return replace(launch_of(sub, **{"context": Context("fun", None, "FUN"), **changes}), former=claim)


def test_a_key_is_registered_once(campus: Campus, known: Known) -> None:
    with campus.tool.database.writing() as db, pytest.raises(Unreadable, match="consumer-taken"):
        legacy.register(db, KEY, None, "", "generic", campus.tool.secret, campus.now)
    assert known.consumer.secret == SECRET
    with campus.tool.database.writing() as db, pytest.raises(NotFound):
        legacy.let_launch(db, campus.platform_id, may=True)


def test_it_cannot_be_launched_by_1_3(campus: Campus, known: Known) -> None:
    """It has no address to sign in at: an announced login is not from it."""
    with campus.tool.database.reading() as db:
        issuer = db.get_one(Platform, known.platform.platform_id).issuer
        with pytest.raises(LaunchError, match="platform-unknown"):
            platforms.find(db, issuer, None)


def test_a_secret_is_made_where_none_is_given(campus: Campus) -> None:
    with campus.tool.database.writing() as db:
        made = [
            legacy.register(db, key, None, "", "generic", campus.tool.secret, campus.now).consumer.secret
            for key in ("one", "two")
        ]
    assert len(set(made)) == 2
    assert min(map(len, made)) >= 32


def test_a_secret_that_leaked_is_changed(campus: Campus, known: Known) -> None:
    tool = campus.tool
    with tool.database.writing() as db:
        made = legacy.change_secret(db, KEY, None, tool.secret)
        assert legacy.find(db, KEY, tool.secret).consumer == made
        assert made.secret != known.consumer.secret
        assert legacy.change_secret(db, KEY, "theirs", tool.secret).secret == "theirs"
        assert legacy.find(db, KEY, tool.secret).consumer.secret == "theirs"
        with pytest.raises(NotFound, match="consumer-key-unknown"):
            legacy.change_secret(db, "nobody's", None, tool.secret)


def test_a_secret_that_cannot_be_unsealed_is_changed(campus: Campus, known: Known) -> None:
    del known
    with campus.tool.database.writing() as db:
        legacy.change_secret(db, KEY, "new", b"another secret of the installation")
        assert legacy.find(db, KEY, b"another secret of the installation").consumer.secret == "new"


def test_the_same_launch_forty_times_at_once_opens_one_session(
    campus: Campus, known: Known, now: datetime
) -> None:
    def take(_number: int) -> str:
        try:
            admit(campus.tool, known, by_legacy("5f2c", "nonce", now), now)
        except LaunchError as error:
            return error.code
        return "admitted"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(take, range(40)))
    assert sorted(set(outcomes)) == ["admitted", "launch-replayed"]
    assert outcomes.count("admitted") == 1


def test_a_class_comes_together(campus: Campus, known: Known, now: datetime) -> None:
    launches = [by_legacy(f"u{number % 6}", f"n{number}", now) for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda signed: admit(campus.tool, known, signed, now), launches))
    with campus.tool.database.reading() as db:
        mine = select(Person).where(Person.platform_id == known.platform.platform_id)
        assert len(db.scalars(mine).all()) == 6
        assert len(db.scalars(select(LegacyCell)).all()) == 6
        assert len(db.scalars(select(LegacyLine)).all()) == 1


def test_a_letter_goes_to_the_learners_own_cell(campus: Campus, known: Known, now: datetime) -> None:
    who = admit(campus.tool, known, by_legacy("5f2c", "n1", now), now)
    stranger = admit(campus.tool, known, replace(by_legacy("teacher", "n2", now), result=None), now)
    campus.score(who, OUT, 60)
    campus.score(stranger, OUT, 10)
    with campus.tool.database.writing() as db:
        (envelope,) = leasing.take(db, known.platform.platform_id, now, 10)
    assert (envelope.cell.source, envelope.cell.consumer_key) == ("cell-5f2c", KEY)
    assert (envelope.score.line_url, envelope.score.given) == (OUTCOMES, 60)


def test_letters_of_1_3_have_no_cell(campus: Campus, known: Known, now: datetime) -> None:
    del known
    campus.placement(arrivals.Target.EXERCISE, OUT)
    campus.score(campus.member("amina"), OUT, 60)
    with campus.tool.database.writing() as db:
        (envelope,) = leasing.take(db, campus.platform_id, now, 10)
    assert envelope.cell is None


def test_old_nonces_are_forgotten(campus: Campus, known: Known, now: datetime) -> None:
    admit(campus.tool, known, by_legacy("5f2c", "n1", now), now)
    for later, left in ((timedelta(minutes=4), 1), (timedelta(minutes=5), 0)):
        with campus.tool.database.writing() as db:
            legacy.sweep(db, now + later)
            assert len(db.scalars(select(LegacyNonce)).all()) == left


def test_everybody_moves_at_the_first_proved_launch(campus: Campus, known: Known, now: datetime) -> None:
    context = {"context": Context("fun", None, "FUN")}
    first = admit(campus.tool, known, by_legacy("5f2c", "n1", now, **context), now)
    second = admit(campus.tool, known, by_legacy("77aa", "n2", now, **context), now)
    campus.score(first, OUT, 80)
    link = ResourceLink("new-link", None, None)
    arrived = by_new(campus, new_launch("amina", former("5f2c", link="link"), resource_link=link), now)
    assert (arrived.person_id, arrived.course_id, arrived.is_new) == (
        first.person_id, first.course_id, False,
    )  # fmt: skip
    with campus.tool.database.reading() as db:
        placements = db.scalars(select(Session.placement_id)).all()
        assert placements == [arrived.placement_id] * 2
        assert db.get_one(Course, first.course_id).deployment.platform_id == campus.platform_id
        people = [db.get_one(Person, person_id) for person_id in (first.person_id, second.person_id)]
        assert [person.platform_id for person in people] == [campus.platform_id] * 2
        assert (people[0].sub, moving.is_unnamed(people[1].sub)) == ("amina", True)
        assert db.get_one(Placement, arrived.placement_id).resource_link == "new-link"
        assert db.scalars(select(LegacyLine)).all() == []
        assert db.scalar(select(Line.url)) == "https://lms.example/line/1"
        assert db.scalar(select(Letter.given)) == 80
    with campus.tool.database.reading() as db:
        again = legacy.find(db, KEY, campus.tool.secret)
    assert again.platform.platform_id == campus.platform_id
    for user, nonce, who in (("77aa", "n3", second), ("5f2c", "n4", first)):
        signed = by_legacy(user, nonce, now, **context)
        assert admit(campus.tool, again, signed, now).person_id == who.person_id


def test_a_class_moves_together(campus: Campus, known: Known, now: datetime) -> None:
    context = {"context": Context("fun", None, "FUN")}
    ids = {
        f"u{n}": admit(campus.tool, known, by_legacy(f"u{n}", f"n{n}", now, **context), now).person_id
        for n in range(8)
    }
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda user: by_new(campus, new_launch(f"new-{user}", former(user)), now), ids)
    assert [arrived.person_id for arrived in found] == list(ids.values())


def test_a_user_id_that_stayed_the_same_need_not_be_said(campus: Campus, known: Known, now: datetime) -> None:
    first = admit(campus.tool, known, by_legacy("5f2c", "n1", now), now)
    assert by_new(campus, new_launch("5f2c", former()), now).person_id == first.person_id


def test_somebody_elses_old_id_is_not_taken_for_a_new_one(
    campus: Campus, known: Known, now: datetime
) -> None:
    """Ids of 1.1 and of 1.3 are two lists: 7 may be Amina in one and Hugo in the other."""
    amina = admit(campus.tool, known, by_legacy("7", "n1", now), now)
    hugo = by_new(campus, new_launch("7", former("8")), now)
    assert hugo.person_id != amina.person_id
    assert by_new(campus, new_launch("9", former("7")), now).person_id == amina.person_id


def test_who_began_anew_stays_so(campus: Campus, known: Known, now: datetime) -> None:
    old = admit(campus.tool, known, by_legacy("5f2c", "n1", now), now)
    new = campus.member("amina")
    arrived = by_new(campus, new_launch("amina", former("5f2c")), now)
    assert arrived.person_id == new.person_id != old.person_id


def test_a_wrong_secret_moves_nothing(campus: Campus, known: Known, now: datetime) -> None:
    first = admit(campus.tool, known, by_legacy("5f2c", "n1", now), now)
    with pytest.raises(LaunchError, match="former-signature"):
        by_new(campus, new_launch("amina", former("5f2c", secret="guess")), now)
    with campus.tool.database.reading() as db:
        assert db.get_one(Person, first.person_id).platform_id == known.platform.platform_id


def test_a_column_that_the_new_launch_does_not_name_is_made_anew(
    campus: Campus, known: Known, now: datetime
) -> None:
    admit(campus.tool, known, by_legacy("5f2c", "n1", now, context=Context("fun", None, None)), now)
    by_new(campus, new_launch("5f2c", former(), grading=Grading(None, "https://lms.example/lines", ())), now)
    with campus.tool.database.reading() as db:
        assert db.scalars(select(LegacyLine)).all() == []
        assert OUTCOMES not in db.scalars(select(Line.url)).all()
