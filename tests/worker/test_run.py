"""The worker at work: it sends by itself, cleans up, and nothing that hangs or breaks stops it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session as Db

from mooc_tool import worker as working
from mooc_tool.records import (
    Database,
    Deployment,
    Letter,
    LetterState,
    Line,
    Person,
    PersonName,
    Placement,
    Session,
    Target,
)
from mooc_tool.services import leasing
from mooc_tool.services.tool import Tool
from mooc_tool.worker import PER_PLATFORM, Worker
from tests.services.campus import platform_row
from tests.worker.post import Post
from tests.worker.processes import wait_until


@contextmanager
def at_work(worker: Worker) -> Iterator[None]:
    """The worker runs meanwhile."""
    stop = Event()
    thread = Thread(target=worker.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def all_sent(post: Post) -> bool:
    """Whether every letter has arrived."""
    return all(letter.state is LetterState.SENT for letter in post.letters())


def test_it_sends_what_comes_and_stops_when_told(post: Post) -> None:
    users = post.enrol(12)
    with at_work(post.workers[0]), at_work(post.workers[1]):
        for user in users:
            post.score(user, 50)
        wait_until(lambda: len(post.letters()) == 12 and all_sent(post), "all letters")
    assert post.outcomes() == {"applied": 12}


def test_it_forgets_what_is_over(post: Post) -> None:
    (user,) = post.enrol(1)
    session, tool = post.learners[user], post.house.tool
    with tool.database.writing() as db:
        now = post.now
        db.add(PersonName(person_id=session.person_id, name="A", confirmed_at=now, forget_at=now))
        db.get_one(Session, session.session_id).ends_at = now

    def forgotten() -> bool:
        with tool.database.reading() as db:
            name, record = db.get(PersonName, session.person_id), db.get(Session, session.session_id)
            return name is None and record is None

    with at_work(post.workers[0]):
        wait_until(forgotten, "the sweep")


class Away(Database):
    """A database that does not answer at first."""

    failures = 2

    @contextmanager
    def reading(self) -> Iterator[Db]:
        if self.failures:
            self.failures -= 1
            raise OperationalError("SELECT", {}, OSError("gone"))
        with super().reading() as db:
            yield db


def test_it_outlives_a_database_that_does_not_answer(post: Post) -> None:
    (user,) = post.enrol(1)
    post.score(user, 50)
    tool = post.house.tool
    away = Away.of(tool.settings)
    with at_work(Worker(replace(tool, database=away), lambda: post.now)):
        wait_until(lambda: all_sent(post), "the letter")
    assert away.failures == 0
    away.close()


def test_a_bug_in_a_sending_leaves_the_letter_to_the_next(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (user,) = post.enrol(1)
    post.score(user, 50)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(working, "send", broken)
        assert post.go_on() == 1
    assert "letter not settled" in caplog.text
    assert post.go_on(seconds=leasing.LEASE.total_seconds() - 1) == 0, "its lease runs"
    assert post.go_on(seconds=1) == 1
    assert all_sent(post)


class Hanging(HTTPAdapter):
    """A platform that takes every call and answers none until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = Event()

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        self.let_go.wait(60)
        raise requests.ConnectionError(request=request)


def test_a_platform_that_hangs_holds_only_its_share(post: Post) -> None:
    """Its letters are older and more than all senders; the other platform's goes nevertheless."""
    tool = post.house.tool
    adapter = Hanging()
    tool.http.mount("https://hanging.example/", adapter)
    hanging = _letters_of_another_platform(tool, post, working.SENDERS * 2)
    (user,) = post.enrol(1)
    with at_work(post.workers[0]):
        wait_until(lambda: _leased(tool, hanging) == PER_PLATFORM, "the hanging platform's share")
        post.score(user, 50)
        wait_until(lambda: bool(post.outcomes()), "the other platform's letter")
        assert _leased(tool, hanging) == PER_PLATFORM
        adapter.let_go.set()


def _letters_of_another_platform(tool: Tool, post: Post, count: int) -> list[int]:
    """Letters due since yesterday, on a platform of their own; their ids."""
    long_ago = post.now - timedelta(days=1)
    with tool.database.writing() as db:
        platform = platform_row("https://hanging.example", long_ago)
        db.add(platform)
        db.flush()
        db.add(Deployment(platform_id=platform.platform_id, value="1", created_at=long_ago))
        placement = Placement(
            course_id=post.campus.course_id,
            resource_link="hanging",
            target=Target.COURSE,
            slug="",
            created_at=long_ago,
        )
        db.add(placement)
        db.flush()
        line = Line(placement_id=placement.placement_id, url="https://hanging.example/line", scopes="")
        people = [
            Person(platform_id=platform.platform_id, sub=f"s{number}", created_at=long_ago)
            for number in range(count)
        ]
        db.add_all([line, *people])
        db.flush()
        letters = [_letter(line, person, post) for person in people]
        db.add_all(letters)
        db.flush()
        return [letter.letter_id for letter in letters]


def _letter(line: Line, person: Person, post: Post) -> Letter:
    return Letter(
        line_id=line.line_id,
        person_id=person.person_id,
        version=1,
        given=50,
        maximum=100,
        comment="",
        stated_at=post.now,
        state=LetterState.WAITING,
        next_try_at=post.now - timedelta(days=1),
    )


def _leased(tool: Tool, letters: list[int]) -> int:
    with tool.database.reading() as db:
        return sum(db.get_one(Letter, letter).leased_until is not None for letter in letters)
