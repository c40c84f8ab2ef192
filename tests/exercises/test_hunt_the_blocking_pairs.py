"""« Hunt the blocking pairs »: the cases, the score, what is refused, and comparisons that are true."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.hunt_the_blocking_pairs import (
    LEVELS,
    Answer,
    HuntTheBlockingPairs,
    Pair,
    Question,
)
from mooc_tool.exercises.two_sides import TwoSides

KIND = HuntTheBlockingPairs()
# The plan of unit 2-2: Ana with Denis, Brice with Emma, Chen with Farid. Two pairs block it.
SIDES = TwoSides(
    scene="learners",
    proposers=((1, 0, 2), (1, 2, 0), (0, 1, 2)),
    receivers=((0, 1, 2), (2, 0, 1), (1, 0, 2)),
)
QUESTION = Question(sides=SIDES, partner=(0, 1, 2))
ANA_EMMA, CHEN_EMMA, BRICE_FARID = (Pair(proposer=i, receiver=j) for i, j in ((0, 1), (2, 1), (1, 2)))


def earned(*pairs: Pair) -> int:
    solution = KIND.run(QUESTION)
    return KIND.grade(QUESTION, solution, None, Answer(pairs=pairs))[0].earned


@pytest.mark.parametrize("level", LEVELS)
def test_cases_have_few_blocking_pairs_and_some_have_none(level: str) -> None:
    counts = []
    for number in range(60):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        counts.append(len(KIND.run(Question.model_validate(stored)).pairs))
    size = LEVELS[level]
    assert all(count == 0 or size["least"] <= count <= size["most"] for count in counts)
    assert 2 <= counts.count(0) <= 20


def test_the_plan_of_the_unit_is_blocked_twice() -> None:
    assert KIND.run(QUESTION).pairs == (ANA_EMMA, CHEN_EMMA)


def test_misses_and_false_alarms_cost_the_same() -> None:
    assert earned(ANA_EMMA, CHEN_EMMA) == 100
    assert earned(ANA_EMMA) == 66
    assert earned(ANA_EMMA, BRICE_FARID) == 50
    assert earned(BRICE_FARID) == earned() == 0


def test_a_stable_plan_has_to_be_seen() -> None:
    stable = Question(sides=SIDES, partner=(1, 2, 0))
    solution = KIND.run(stable)
    assert solution.pairs == ()
    assert KIND.grade(stable, solution, None, Answer(pairs=()))[0].earned == 100
    assert KIND.grade(stable, solution, None, Answer(pairs=(Pair(proposer=0, receiver=0),)))[0].earned == 0


def test_boxes_are_read_and_contradictions_refused() -> None:
    assert KIND.read_answer(QUESTION, {"pair-0-1": ["1"], "pair-2-1": ["on"]}) == Answer(
        pairs=(ANA_EMMA, CHEN_EMMA)
    )
    assert KIND.read_answer(QUESTION, {"stable": ["1"]}) == Answer(pairs=())
    for given, code in (
        ({}, "nothing-said"),
        ({"stable": ["1"], "pair-0-1": ["1"]}, "pairs-and-stable"),
        ({"pair-0-1": ["1", "1"]}, "given-twice"),
        ({"pair-0-0": ["1"], "stable": ["1"]}, "unknown-field"),
    ):
        faults = KIND.read_answer(QUESTION, given)
        assert isinstance(faults, tuple)
        assert code in {fault.code for fault in faults}


def test_a_pair_that_the_plan_has_cannot_block() -> None:
    with pytest.raises(ValueError, match="puts together"):
        earned(Pair(proposer=0, receiver=0))


def test_comparisons_are_those_of_the_lists() -> None:
    notes = {
        note.name: note.data
        for note in KIND.explain(QUESTION, KIND.run(QUESTION), None, Answer(pairs=(BRICE_FARID,)))
    }
    assert notes["pair-missed"] == {
        "scene": "learners", "proposer": 0, "receiver": 1, "proposer_with": 0, "receiver_with": 1,
        "proposer_place": 1, "proposer_now": 2, "receiver_place": 2, "receiver_now": 3,
    }  # fmt: skip
    assert (notes["pair-wrong"]["proposer_place"], notes["pair-wrong"]["proposer_now"]) == (2, 1)


def test_samples_are_answers_that_can_be_given() -> None:
    samples = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"samples"))
    for answer in (samples.right, samples.careful, *samples.wrong, samples.blind):
        typed = {f"pair-{pair.proposer}-{pair.receiver}": ["1"] for pair in answer.pairs} or {"stable": ["1"]}
        assert KIND.read_answer(QUESTION, typed) == answer
