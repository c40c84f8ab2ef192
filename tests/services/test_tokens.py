"""Access tokens: sealed, shared by all processes, forgotten when refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from mooc_tool.lti.connector import Token
from mooc_tool.records import AccessToken
from mooc_tool.services.tokens import StoredTokens
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


def token(now: datetime, value: str = "secret token") -> Token:
    """A token for an hour."""
    return Token(value, now + timedelta(hours=1))


def test_a_token_serves_every_process(process: Process, name: str, now: datetime) -> None:
    one, other = process(), process()
    assert one.get(name) is None
    one.put(name, token(now))
    assert one.get(name) == other.get(name) == process().get(name) == token(now)
    assert one.get(f"{name} other") is None


def test_a_new_token_takes_the_place_of_the_old(process: Process, name: str, now: datetime) -> None:
    for value in ("first", "second"):
        process().put(name, token(now, value))
    assert process().get(name) == token(now, "second")


def test_tokens_fetched_at_the_same_time_do_not_collide(process: Process, name: str, now: datetime) -> None:
    together = Barrier(6)

    def put(number: int) -> None:
        together.wait()
        process().put(name, token(now, f"token {number}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(put, range(6)))
    found = process().get(name)
    assert found is not None
    assert found.value.startswith("token ")


def test_a_refused_token_is_forgotten_by_all(process: Process, name: str, now: datetime) -> None:
    one = process()
    one.put(name, token(now))
    one.drop(name, token(now))
    one.drop(name, token(now))
    assert one.get(name) is None
    assert process().get(name) is None


def test_a_newer_token_stays_when_an_old_one_is_refused(process: Process, name: str, now: datetime) -> None:
    one, other = process(), process()
    one.put(name, token(now, "old"))
    assert other.get(name) == token(now, "old")
    one.put(name, token(now, "new"))
    other.drop(name, token(now, "old"))
    assert one.get(name) == other.get(name) == process().get(name) == token(now, "new")


def test_a_token_that_ended_is_looked_up_again(
    campus: Campus, process: Process, name: str, now: datetime
) -> None:
    one, other = process(), process()
    one.put(name, token(now))
    campus.now = now + timedelta(hours=2)
    other.put(name, token(campus.now, "newer"))
    assert one.get(name) == token(campus.now, "newer")


def test_tokens_are_sealed(campus: Campus, process: Process, name: str, now: datetime) -> None:
    process().put(name, token(now))
    with campus.tool.database.reading() as db:
        (row,) = db.scalars(select(AccessToken))
    assert b"secret token" not in row.sealed
    assert row.scopes == "score lineitem"
