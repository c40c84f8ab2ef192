"""A platform that fails in every way: all scores arrive, the last one stands, none out of order."""

from dataclasses import replace

import pytest

from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.records import LetterState
from tests.worker.post import Post

PLANS = {
    "F0 none": FaultPlan(),
    "F1 500 before recording": FaultPlan(error_before=0.2),
    "F2 500 after recording": FaultPlan(error_after=0.2),
    "F3 too many": FaultPlan(too_many=0.2),
    "F4 cut": FaultPlan(cut_before=0.1, cut_after=0.1),
    "F5 hang": FaultPlan(hang=0.2),
    "F6 slow": FaultPlan(slow=0.3, slow_seconds=0),
    "F7 revoked": FaultPlan(revoked=0.2),
    "F8 no token": FaultPlan(token_error=0.4, revoked=0.3),
    "F10 a page instead of an answer": FaultPlan(html=0.2),
    "F11 mixed": FaultPlan(
        error_before=0.05, error_after=0.05, too_many=0.05, cut_before=0.05, cut_after=0.05,
        hang=0.03, revoked=0.04, html=0.03, token_error=0.1,
    ),
}  # fmt: skip
LEARNERS, ROUNDS = 8, 3


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_score_arrives_in_order_while_the_platform_fails(post: Post, plan: FaultPlan) -> None:
    users = post.enrol(LEARNERS)
    post.lms.faults.set(replace(plan, seed=1))
    for round_ in range(ROUNDS):
        for number, user in enumerate(users):
            post.score(user, 10 * number + round_)
        post.go_on(milliseconds=300)
    post.go_on_until_settled()

    assert {letter.state for letter in post.letters()} == {LetterState.SENT}
    assert all(letter.leased_until is None for letter in post.letters())
    assert set(post.outcomes()) <= {"applied", "repeated"}, "none older, none conflicting"
    for user in users:
        came = post.received(user)
        applied = [receipt.score for receipt in came if receipt.outcome == "applied"]
        assert applied[-1].given == post.stated[user][-1]
        assert {receipt.score.given for receipt in came} <= set(post.stated[user])
        assert len({receipt.score.timestamp for receipt in came}) == len(applied), "a repeat says the same"
    if plan != FaultPlan():
        assert post.lms.faults.met, "the plan was played"
    if not plan.error_after and not plan.cut_after:
        assert post.outcomes()["repeated"] == 0


def test_what_is_sent_twice_is_sent_to_the_byte(post: Post) -> None:
    (user,) = post.enrol(1)
    post.score(user, 70)
    post.lms.faults.change(error_after=1.0)
    for _ in range(3):
        post.go_on(hours=1)
    post.lms.faults.lift()
    post.go_on(days=1)
    sent = [call.sent for call in post.lms.log.newest() if call.service == "scores"]
    assert len(sent) == 4
    assert len(set(sent)) == 1
    assert post.letters()[0].state is LetterState.SENT


def test_two_answers_in_a_row_end_with_the_last(post: Post) -> None:
    """The first one's sending fails; it is never sent after the second."""
    (user,) = post.enrol(1)
    post.lms.faults.change(cut_before=1.0)
    post.score(user, 40)
    post.go_on()
    post.score(user, 90)
    post.lms.faults.lift()
    post.go_on(seconds=1)
    assert [receipt.score.given for receipt in post.received(user)] == [90]


def test_two_hundred_grades_on_a_bad_evening(post: Post) -> None:
    """Every fault at once, a fifth of them 500; half of the learners better their score meanwhile."""
    users = post.enrol(200)
    post.lms.faults.set(
        FaultPlan(
            error_before=0.1, error_after=0.1, cut_before=0.05, cut_after=0.05, too_many=0.05, revoked=0.03,
            html=0.05, token_error=0.2, seed=5,
        )
    )  # fmt: skip
    for number, user in enumerate(users):
        post.score(user, number % 90)
    post.go_on(milliseconds=300)
    for number, user in enumerate(users[::2]):
        post.score(user, 90 + number % 10)
    post.go_on_until_settled()

    assert {letter.state for letter in post.letters()} == {LetterState.SENT}
    assert set(post.outcomes()) <= {"applied", "repeated"}, "none older, none conflicting"
    for user in users:
        came = [receipt.score for receipt in post.received(user)]
        assert came[-1].given == post.stated[user][-1]
        assert {score.given for score in came} <= set(post.stated[user]), "none wrong"
    assert len(post.lms.faults.met) >= 7
