"""Access tokens: sealed, shared by all processes, forgotten when refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event

import pytest
from sqlalchemy import select

from mooc_tool.errors import TryLater
from mooc_tool.lti.connector import Token
from mooc_tool.records import AccessToken
from mooc_tool.services.tokens import LEAD, StoredTokens
from tests.services.campus import Campus

Process = Callable[[], StoredTokens]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def process(campus: Campus) -> Process:
    """A process's view of the tokens."""
    return lambda: StoredTokens(campus.tool.database, campus.tool.secret, lambda: campus.now)


@pytest.fixture
def name(campus: Campus) -> str:
    """What a token is kept under."""
    return f"{campus.platform_id} score lineitem"


def keep(tokens: StoredTokens, name: str, given: Token, now: datetime) -> None:
    """The platform gives a token where there is none."""
    assert tokens.renew(name, now, lambda: given) == given


def never() -> Token:
    """A fetch that nobody should need."""
    raise AssertionError("there is a token already")


def token(now: datetime, value: str = "secret token") -> Token:
    """A token for an hour."""
    return Token(value, now + timedelta(hours=1))


def test_a_token_serves_every_process(process: Process, name: str, now: datetime) -> None:
    one, other = process(), process()
    assert one.get(name) is None
    keep(one, name, token(now), now)
    assert one.get(name) == other.get(name) == process().get(name) == token(now)
    assert one.get(f"{name} other") is None
    assert process().renew(name, now, never) == token(now)


def test_a_new_token_takes_the_place_of_one_that_ends(process: Process, name: str, now: datetime) -> None:
    keep(process(), name, Token("first", now + timedelta(seconds=5)), now)
    later = now + timedelta(seconds=5)
    keep(process(), name, token(later, "second"), later)
    assert process().get(name) == token(later, "second")


def test_of_all_who_ask_at_once_one_fetches(process: Process, name: str, now: datetime) -> None:
    """Two processes of three threads each; the platform takes its time."""
    together, fetched = Barrier(6), []
    processes = [process(), process()]

    def fetch() -> Token:
        fetched.append(1)
        Event().wait(0.2)
        return token(now)

    def ask(number: int) -> Token:
        together.wait()
        return processes[number % 2].renew(name, now, fetch)

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [token(now)] * 6
    assert len(fetched) == 1


def test_other_scopes_and_platforms_do_not_wait(process: Process, name: str, now: datetime) -> None:
    tokens = process()

    def fetch() -> Token:
        keep(tokens, f"{name} roster", token(now, "other"), now)
        return token(now)

    assert tokens.renew(name, now, fetch) == token(now)


def test_who_failed_leaves_it_to_the_next(process: Process, name: str, now: datetime) -> None:
    def fail() -> Token:
        raise TryLater("token-refused")

    with pytest.raises(TryLater, match="token-refused"):
        process().renew(name, now, fail)
    keep(process(), name, token(now), now)


def test_who_died_is_waited_for_in_vain_and_then_no_more(
    campus: Campus, name: str, now: datetime
) -> None:
    waited: list[float] = []
    tokens = StoredTokens(campus.tool.database, campus.tool.secret, lambda: campus.now, waited.append)
    assert tokens._take_lead(name)
    with pytest.raises(TryLater, match="platform-unreachable"):
        tokens.renew(name, now, never)
    assert 0 < sum(waited) < LEAD.total_seconds()
    campus.now += LEAD
    keep(tokens, name, token(campus.now), campus.now)


def test_a_refused_token_is_forgotten_by_all(process: Process, name: str, now: datetime) -> None:
    one = process()
    keep(one, name, token(now), now)
    one.drop(name, token(now))
    one.drop(name, token(now))
    assert one.get(name) is None
    assert process().get(name) is None


def test_a_newer_token_stays_when_an_old_one_is_refused(process: Process, name: str, now: datetime) -> None:
    one, other = process(), process()
    keep(one, name, token(now, "old"), now)
    assert other.get(name) == token(now, "old")
    one.drop(name, token(now, "old"))
    keep(one, name, token(now, "new"), now)
    other.drop(name, token(now, "old"))
    assert one.get(name) == other.get(name) == process().get(name) == token(now, "new")


def test_a_token_that_ended_is_looked_up_again(
    campus: Campus, process: Process, name: str, now: datetime
) -> None:
    one, other = process(), process()
    keep(one, name, token(now), now)
    campus.now = now + timedelta(hours=2)
    keep(other, name, token(campus.now, "newer"), campus.now)
    assert one.get(name) == token(campus.now, "newer")


def test_tokens_are_sealed(campus: Campus, process: Process, name: str, now: datetime) -> None:
    keep(process(), name, token(now), now)
    with campus.tool.database.reading() as db:
        (row,) = db.scalars(select(AccessToken))
    assert row.sealed is not None
    assert b"secret token" not in row.sealed
    assert row.scopes == "score lineitem"
