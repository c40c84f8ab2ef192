"""A platform that fails is let be by all workers together, until one letter gets through."""

import pytest
from sqlalchemy import select

from mooc_tool import worker as working
from mooc_tool.errors import TryLater
from mooc_tool.records import LetterState, Platform
from mooc_tool.services import breaker, leasing
from mooc_tool.worker import PER_PLATFORM, Worker
from tests.worker.post import Post

REST = breaker.LONGEST_REST


@pytest.fixture
def failing(post: Post) -> Post:
    """A platform that has been down for an hour, with nine letters for it."""
    for user in post.enrol(9):
        post.score(user, 50)
    post.lms.faults.change(outage=True)
    post.go_on()
    post.go_on(hours=1)
    return post


def platform(post: Post) -> Platform:
    """What is known of it."""
    with post.house.tool.database.reading() as db:
        return db.scalars(select(Platform)).one()


def test_after_some_failures_it_is_let_be(post: Post) -> None:
    for user in post.enrol(9):
        post.score(user, 50)
    post.lms.faults.change(outage=True)
    assert post.go_on() == 2 * PER_PLATFORM, "the other worker knows already"
    assert post.go_on() == 0
    assert platform(post).failures == 2 * PER_PLATFORM
    assert sum(post.go_on(seconds=1) for _ in range(60)) < 60


def test_one_letter_at_a_time_from_all_workers(failing: Post) -> None:
    failing.now += REST
    workers = [*failing.workers, Worker(failing.house.tool)]
    assert [len(worker._take(working.SENDERS, failing.now)) for worker in workers] == [1, 0, 0]


def test_a_worker_that_dies_with_it_is_waited_for(failing: Post) -> None:
    failing.now += REST
    assert len(failing.workers[0]._take(working.SENDERS, failing.now)) == 1
    assert failing.workers[1]._take(working.SENDERS, failing.now + leasing.LEASE / 2) == []
    assert len(failing.workers[1]._take(working.SENDERS, failing.now + leasing.LEASE)) == 1


def test_the_worker_that_gets_through_need_not_be_the_one_that_failed(failing: Post) -> None:
    failing.lms.faults.lift()
    failing.now += REST
    assert Worker(failing.house.tool, lambda: failing.now).run_once() == 9, "all at once"
    assert failing.outcomes() == {"applied": 9}
    assert (platform(failing).failures, platform(failing).rests_until) == (0, None)


def test_one_failure_among_answers_stops_nothing(post: Post) -> None:
    first, second, *others = post.enrol(9)
    post.score(first, 50)
    post.lms.faults.change(outage=True)
    post.go_on()
    post.lms.faults.lift()
    post.score(second, 50)
    post.go_on()
    assert platform(post).failures == 0
    for user in others:
        post.score(user, 50)
    assert len(post.workers[0]._take(working.SENDERS, post.now)) == PER_PLATFORM


def test_a_platform_that_demands_a_pause_of_all_gets_it(post: Post) -> None:
    users = post.enrol(9)
    for user in users[:6]:
        post.score(user, 50)
    post.lms.faults.change(too_many=1.0, retry_after=600)
    post.go_on()
    for user in users[6:]:
        post.score(user, 50)
    post.lms.faults.lift()
    assert sum(post.go_on(minutes=1) for _ in range(9)) == 0
    post.go_on(minutes=2)
    assert post.outcomes() == {"applied": 9}


def test_what_waits_for_its_person_says_nothing_of_the_platform(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unnamed(*_: object) -> None:
        raise TryLater("person-not-moved")

    monkeypatch.setattr(working, "send", unnamed)
    for user in post.enrol(9):
        post.score(user, 50)
    assert post.go_on() == 9
    assert platform(post).failures == 0
    assert {letter.state for letter in post.letters()} == {LetterState.WAITING}
