"""« What if we lied? »: a lie pays under one rule and under the other none does; what is refused."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.manipulation import best_manipulation
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.what_if_we_lied import WhatIfWeLied
from mooc_tool.exercises.kinds.what_if_we_lied.forms import LEVELS, Answer, Question, Sent
from mooc_tool.exercises.kinds.what_if_we_lied.rules import RULES
from mooc_tool.exercises.two_sides import TwoSides

KIND = WhatIfWeLied()
# The schools of unit 2-3: Léa, Max, Nour; North, South, West (who takes anybody).
QUESTION = Question(
    sides=TwoSides(
        scene="learners",
        proposers=((0, 1, 2), (0, 1, 2), (1, 0, 2)),
        receivers=((1, 0, 2), (0, 2, 1), (0, 1, 2)),
    )
)


def marks(first: Sent, deferred: Sent) -> dict[str, int]:
    answer = Answer(first=first, deferred=deferred)
    return {each.name: each.earned for each in KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)}


@pytest.mark.parametrize("level", LEVELS)
def test_in_every_case_a_lie_pays_under_one_rule_only(level: str) -> None:
    for number in range(8):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        question = Question.model_validate(stored)
        solution = KIND.run(question)
        assert solution.first.best < solution.first.honest
        assert solution.deferred.best == solution.deferred.honest
        market = question.sides.market()
        for rule, reached in (("first", solution.first), ("deferred", solution.deferred)):
            known = best_manipulation(market, RULES[rule], 0)
            assert (reached.honest, reached.best) == (known.honest, known.best)


def test_lea_gains_by_hiding_her_first_wish_and_needs_not_under_deferred_acceptance() -> None:
    solution = KIND.run(QUESTION)
    assert (solution.first.honest, solution.first.best) == (2, 1)
    assert (solution.deferred.honest, solution.deferred.best) == (1, 1)
    lie, truth = Sent(wishes=(1, 0, 2), guess=1), Sent(wishes=(0, 1, 2), guess=1)
    assert marks(lie, truth) == {"first": 40, "deferred": 40, "first-guess": 10, "deferred-guess": 10}
    assert marks(truth, truth) == {"first": 0, "deferred": 40, "first-guess": 0, "deferred-guess": 10}


def test_lists_are_read_and_a_name_stands_once() -> None:
    typed = {f"{rule}-{place}": [str(place)] for rule in RULES for place in range(3)}
    guesses = {"first-guess": ["2"], "deferred-guess": ["3"]}
    assert KIND.read_answer(QUESTION, {**typed, **guesses}) == Answer(
        first=Sent(wishes=(0, 1, 2), guess=2), deferred=Sent(wishes=(0, 1, 2), guess=-1)
    )
    faults = KIND.read_answer(
        QUESTION, {**typed, "first-2": ["1"], "first-guess": [""], "deferred-guess": ["4"]}
    )
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [
        ("first-2", "chosen-twice"), ("first-guess", "missing"), ("deferred-guess", "not-an-option"),
    ]  # fmt: skip


def test_a_list_that_is_none_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="once"):
        marks(Sent(wishes=(0, 0, 2), guess=0), Sent(wishes=(0, 1, 2), guess=0))


def test_samples_lie_where_it_pays() -> None:
    samples = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"samples"))
    assert samples.right.first.wishes == (1, 0, 2)
    assert samples.right.deferred.wishes == (0, 1, 2)
