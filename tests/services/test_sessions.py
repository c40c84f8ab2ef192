"""Sessions: opened by their token, bound to a cookie once it came back, over in time, kept as digests."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mooc_tool.errors import SessionEnded
from mooc_tool.records import Role, Session
from mooc_tool.services import sessions
from mooc_tool.services.sessions import Ticket, Visit
from tests.services.campus import Campus, session_row


@pytest.fixture
def ticket(campus: Campus) -> Ticket:
    """A session of a learner."""
    who = campus.member("amina")
    with campus.tool.database.writing() as db:
        ends_at = campus.now + campus.tool.limits.whole
        opened = session_row(campus, who.person_id, Role.LEARNER, ends_at=ends_at)
        issued = sessions.issue(db, opened, campus.tool.secret)
        db.delete(db.get_one(Session, who.session_id))
        return issued


def find(campus: Campus, token: str, cookie: str | None = None, **later: float) -> Visit:
    """The session that a token opens."""
    with campus.tool.database.reading() as db:
        return sessions.find(
            db,
            token,
            cookie,
            secret=campus.tool.secret,
            limits=campus.tool.limits,
            now=campus.now + timedelta(**later),
        )


def touch(campus: Campus, ticket: Ticket, cookie: str | None, **later: float) -> None:
    """Use the session."""
    found = find(campus, ticket.token, **later)
    with campus.tool.database.writing() as db:
        sessions.touch(db, found, cookie, campus.now + timedelta(**later))


def test_a_token_opens_its_session(campus: Campus, ticket: Ticket) -> None:
    assert find(campus, ticket.token).course_id == campus.course_id


def test_tokens_and_cookies_are_all_different(campus: Campus, ticket: Ticket) -> None:
    with campus.tool.database.writing() as db:
        who = find(campus, ticket.token).person_id
        others = [
            sessions.issue(db, session_row(campus, who, Role.LEARNER), campus.tool.secret) for _ in range(20)
        ]
    words = {word for one in [ticket, *others] for word in (one.token, one.cookie)}
    assert len(words) == 42
    assert all(len(word) >= 22 for word in words)


def test_neither_token_nor_cookie_is_stored(campus: Campus, ticket: Ticket) -> None:
    with campus.tool.database.reading() as db:
        row = db.execute(select(Session.__table__)).one()
    kept = " ".join(map(str, row))
    for word in (ticket.token, ticket.token[: sessions.HANDLE_LENGTH], ticket.cookie):
        assert word not in kept


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_a_forged_token_opens_nothing(campus: Campus, ticket: Ticket, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(ticket.token) - 1))
    other = data.draw(st.characters().filter(lambda char: char != ticket.token[at]))
    changed = ticket.token[:at] + other + ticket.token[at + 1 :]
    for forged in (changed, ticket.token[:at], ticket.token + other):
        with pytest.raises(SessionEnded, match="session-unknown"):
            find(campus, forged)


def test_a_token_of_another_installation_opens_nothing(campus: Campus, ticket: Ticket) -> None:
    with campus.tool.database.reading() as db, pytest.raises(SessionEnded, match="session-unknown"):
        sessions.find(
            db, ticket.token, None, secret=b"other", limits=campus.tool.limits, now=campus.now
        )


def test_an_unused_session_is_closed(campus: Campus, ticket: Ticket) -> None:
    assert find(campus, ticket.token, minutes=119)
    with pytest.raises(SessionEnded, match="session-over"):
        find(campus, ticket.token, minutes=120)


def test_a_session_that_is_used_is_closed_after_its_whole_time(campus: Campus, ticket: Ticket) -> None:
    for hour in range(12):
        touch(campus, ticket, None, hours=hour)
    assert find(campus, ticket.token, hours=11, minutes=59)
    with pytest.raises(SessionEnded, match="session-over"):
        find(campus, ticket.token, hours=12)


def test_once_the_cookie_came_back_both_are_demanded(campus: Campus, ticket: Ticket) -> None:
    assert not find(campus, ticket.token, "wrong").bound
    touch(campus, ticket, "wrong")
    assert not find(campus, ticket.token).bound, "a wrong cookie binds nothing"
    touch(campus, ticket, ticket.cookie)
    assert find(campus, ticket.token, ticket.cookie).bound
    for cookie in (None, "", "wrong", ticket.token):
        with pytest.raises(SessionEnded, match="session-elsewhere"):
            find(campus, ticket.token, cookie)


def test_reads_stay_reads_while_there_is_nothing_to_note(campus: Campus, ticket: Ticket) -> None:
    fresh = find(campus, ticket.token)
    assert not sessions.must_touch(fresh, None, campus.now + timedelta(minutes=4))
    assert sessions.must_touch(fresh, None, campus.now + timedelta(minutes=5))
    assert sessions.must_touch(fresh, ticket.cookie, campus.now), "the cookie came back"
    assert not sessions.must_touch(fresh, "wrong", campus.now)
    touch(campus, ticket, ticket.cookie)
    assert not sessions.must_touch(find(campus, ticket.token, ticket.cookie), ticket.cookie, campus.now)


def test_sessions_that_are_over_are_swept_with_their_names(campus: Campus, ticket: Ticket) -> None:
    idle = campus.member("idle", seen_at=campus.now - timedelta(hours=2), name="Idle")
    over = campus.member("over", ends_at=campus.now, name="Over")
    with campus.tool.database.writing() as db:
        sessions.sweep(db, campus.tool.limits, campus.now)
    with campus.tool.database.reading() as db:
        kept = set(db.scalars(select(Session.session_id)))
    assert kept == {find(campus, ticket.token).session_id}
    assert not kept & {idle.session_id, over.session_id}
