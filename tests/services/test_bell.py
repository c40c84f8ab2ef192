"""The bell between the web and the worker, on a real Redis; and what happens without one."""

import os
import threading

import pytest
import redis

from mooc_tool.services.bell import RedisBell
from tests.conftest import missing

URL = os.environ.get("TESTS_REDIS", "redis://127.0.0.1:6379/0")
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def url() -> str:
    try:
        redis.Redis.from_url(URL, socket_connect_timeout=2).ping()
    except redis.RedisError as error:
        missing("redis", f"no Redis answers at {URL}: {error}")
    return URL


@pytest.mark.redis
def test_a_ring_wakes_who_waits(url: str) -> None:
    ear, hand = RedisBell(url), RedisBell(url)
    ear.wait(0.01)  # from now on it listens
    woken = threading.Event()

    def listen() -> None:
        ear.wait(30)
        woken.set()

    waiting = threading.Thread(target=listen)
    waiting.start()
    hand.ring()
    assert woken.wait(20)
    waiting.join()


@pytest.mark.redis
def test_a_ring_before_the_wait_is_heard(url: str) -> None:
    ear, hand = RedisBell(url), RedisBell(url)
    ear.wait(0.01)
    hand.ring()
    ear.wait(30)  # returns at once, or the test's time-out shows


def test_a_redis_that_is_away_stops_nobody_and_makes_nobody_spin(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("mooc_tool.services.bell.time.sleep", slept.append)
    bell = RedisBell(NOBODY)
    bell.ring()
    bell.wait(0.5)
    assert slept == [0.5]
    assert [record.getMessage() for record in caplog.records] == ["bell", "bell"]
