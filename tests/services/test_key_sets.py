"""Platforms' key sets in the database: the newest stays, the old go."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from mooc_tool.lti.keys import KeySet
from mooc_tool.services import key_sets
from mooc_tool.services.key_sets import StoredKeySets
from tests.services.campus import Campus

URL = "https://lms.example/jwks"
HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def kept(campus: Campus) -> StoredKeySets:
    return StoredKeySets(campus.tool.database)


def test_the_newest_is_found_by_its_address(kept: StoredKeySets, now: datetime) -> None:
    assert kept.get(URL) is None
    kept.put(URL, KeySet(b"second", now + HOUR))
    kept.put(URL, KeySet(b"first", now))
    assert kept.get(URL) == KeySet(b"second", now + HOUR)
    assert kept.get(f"{URL}/other") is None


def test_fetched_at_the_same_time(kept: StoredKeySets, now: datetime) -> None:
    sets = [KeySet(f"{number}".encode(), now + timedelta(seconds=number)) for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: kept.put(URL, one), sets))
    assert kept.get(URL) == sets[-1]


def test_what_nobody_believes_any_more_is_forgotten(
    campus: Campus, kept: StoredKeySets, now: datetime
) -> None:
    kept.put(URL, KeySet(b"old", now - key_sets.KEPT))
    kept.put(f"{URL}/other", KeySet(b"young", now - key_sets.KEPT + HOUR))
    with campus.tool.database.writing() as db:
        key_sets.sweep(db, now)
    assert kept.get(URL) is None
    assert kept.get(f"{URL}/other") is not None
