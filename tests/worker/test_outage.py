"""An LMS that is away for an hour: it is not hammered, and gets everything soon after it is back."""

from datetime import timedelta

from mooc_tool.records import LetterState
from tests.worker.post import Post


def test_scores_arrive_soon_after_an_outage_of_an_hour(post: Post) -> None:
    users = post.enrol(6)
    post.lms.faults.change(outage=True)
    for minute in range(60):
        if minute % 10 == 0:
            post.score(users[minute // 10], 50 + minute)
        post.go_on(minutes=1)
    assert post.outcomes() == {}
    assert {letter.state for letter in post.letters()} == {LetterState.WAITING}

    post.lms.faults.lift()
    took = post.go_on_until_settled()
    assert took <= timedelta(minutes=6), "a tenth of what was waited, at most"
    assert post.outcomes() == {"applied": 6}
    for user in users:
        assert post.received(user)[-1].score.given == post.stated[user][-1]


def test_the_first_letter_that_gets_through_takes_the_others_along(post: Post) -> None:
    users = post.enrol(6)
    for user in users:
        post.score(user, 50)
    post.lms.faults.change(outage=True)
    for _ in range(24):
        post.go_on(hours=1)
    post.lms.faults.lift()
    while not post.outcomes():
        post.go_on(seconds=30)
    post.go_on()
    assert post.outcomes() == {"applied": 6}


def test_an_lms_that_is_away_is_not_hammered(post: Post) -> None:
    (user,) = post.enrol(1)
    post.score(user, 50)
    post.lms.faults.change(outage=True)
    tried = sum(post.go_on(seconds=10) for _ in range(360))
    assert tried <= 60, "pauses grow with the time waited"
    later = sum(post.go_on(minutes=10) for _ in range(6 * 24))
    assert later <= 60


def test_what_a_platform_asks_for_is_obeyed(post: Post) -> None:
    (user,) = post.enrol(1)
    post.score(user, 50)
    post.lms.faults.change(too_many=1.0, retry_after=3600)
    assert post.go_on() == 1
    assert sum(post.go_on(minutes=1) for _ in range(59)) == 0
    post.lms.faults.lift()
    assert post.go_on(minutes=1) == 1
    assert post.outcomes() == {"applied": 1}


def test_a_score_that_waited_carries_the_hour_it_was_earned(post: Post) -> None:
    (user,) = post.enrol(1)
    earned = post.now
    post.score(user, 50)
    post.lms.faults.change(outage=True)
    post.go_on(hours=5)
    post.lms.faults.lift()
    post.go_on_until_settled()
    (receipt,) = post.received(user)
    assert receipt.score.timestamp == earned.isoformat(timespec="microseconds")
