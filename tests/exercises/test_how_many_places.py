"""« How many places? »: its invariants, desks and costs worked by hand, and what is refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.how_many_places import HowManyPlaces, marking, posing
from mooc_tool.exercises.kinds.how_many_places.forms import LEVELS, Answer, Members, Prices, Question

KIND = HowManyPlaces()
# The desks of unit 4-5: 10 members of 30 % take 5 desks, 20 of them 9. The second village's members make
# 44 weeks x 5 days x 0.3 x 10 = 660 visits of 20 km there and back: 660 x 20 x 0.30 = 3,960 euros.
TEN = (Members(count=10, percents=(30,) * 5),)
QUESTION = Question(first=TEN, second=TEN, prices=Prices(desk=1000, rent=9000, km=10), served=95, hints=False)
RIGHT = {"first": ["5"], "second": ["5"], "together": ["9"], "choice": ["together"]}


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    choices = set()
    for number in range(8):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        question = Question.model_validate(stored)
        solution = KIND.run(question)
        assert solution.together < solution.first + solution.second
        gap = abs(solution.apart_cost - solution.together_cost)
        assert posing.NEAREST * question.prices.desk <= gap <= posing.FURTHEST * question.prices.desk
        assert all(1 <= percent <= 99 for each in question.members("together") for percent in each.percents)
        choices.add(marking.cheaper(solution))
    assert choices == {"apart", "together"}


def test_desks_and_costs_by_hand() -> None:
    solution = KIND.run(QUESTION)
    assert (solution.first, solution.second, solution.together) == (5, 5, 9)
    assert QUESTION.travel() == 3960
    assert (solution.apart_cost, solution.together_cost) == (28_000, 21_960)


def test_the_right_answer_can_be_typed() -> None:
    answer = KIND.read_answer(QUESTION, RIGHT)
    assert answer == KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    assert isinstance(answer, Answer)
    criteria = KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)
    assert [each.earned for each in criteria] == [20, 20, 20, 40]


def test_points_by_hand() -> None:
    answer = Answer(first=6, second=4, together=12, choice="together")
    criteria = KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)
    # four of five desks spared; too few; 8 of 11 spared; 28,000 - 24,960 of 6,040 euros saved
    assert [each.earned for each in criteria] == [16, 0, 15, 20]
    notes = [note.name for note in KIND.explain(QUESTION, KIND.run(QUESTION), None, answer)]
    assert notes[:4] == ["places-more", "places-short", "places-more", "choice-right"]


def test_a_plan_that_refuses_too_often_earns_nothing() -> None:
    answer = Answer(first=5, second=5, together=8, choice="together")
    assert [each.earned for each in KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)] == [20, 20, 0, 0]
    assert "choice-short" in {note.name for note in KIND.explain(QUESTION, KIND.run(QUESTION), None, answer)}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("first", "", "missing"),
        ("first", "five", "not-a-number"),
        ("together", "21", "out-of-range"),
        ("choice", "both", "not-an-option"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str, code: str) -> None:
    faults = KIND.read_answer(QUESTION, {**RIGHT, field: [value]})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


def test_too_few_desks_never_look_like_enough(macro: Callable[[str, str, str], Callable[..., str]]) -> None:
    for number in range(20):
        question = play.pose(KIND.name, {}, b"short %d" % number).question
        read = Question.model_validate(question)
        best = marking.solve(read)
        few = Answer(
            first=best.first - 1, second=best.second - 1, together=best.together - 1, choice="apart"
        ).model_dump(mode="json")
        marked = play.mark(KIND.name, question, None, few)
        feedback = play.feedback(KIND.name, question, few, marked, last=False)
        page = str(macro(KIND.name, "marked", "en")(feedback))
        shares = re.findall(r'"right">([\d.]+)% of days', page)
        assert len(shares) == 3
        assert all(float(share) < read.served for share in shares)


def test_more_desks_than_members_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="11 desks for 10 members"):
        KIND.grade(QUESTION, KIND.run(QUESTION), None, Answer(first=11, second=5, together=9, choice="apart"))
