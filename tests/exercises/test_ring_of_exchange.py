"""« The ring of exchange »: its invariants, the desks and pairs of the unit, and what is refused."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.top_trading_cycles import trading_rounds
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.ring_of_exchange import RingOfExchange, marking
from mooc_tool.exercises.kinds.ring_of_exchange.forms import LEVELS, Answer, Pair, Question
from mooc_tool.exercises.kinds.ring_of_exchange.pointing import pointing

KIND = RingOfExchange()
# The desks of unit 2-4 (Inès, Jules, Karim, Lou), and a register with a cycle of two and one of three.
QUESTION = Question(
    wishes=((1, 0, 2, 3), (2, 1, 0, 3), (0, 2, 1, 3), (0, 3, 1, 2)),
    pairs=(Pair(donor="A", patient="O"),) * 5,
    suits=((1,), (0, 2), (3,), (4,), (2,)),
)


def typed(answer: Answer) -> dict[str, list[str]]:
    """An answer as a browser sends it."""
    parts = {"desk": answer.desks, "round": answer.rounds, "two": answer.two, "three": answer.three}
    return {
        f"{part}-{i}": ["" if value < 0 else str(value)]
        for part, values in parts.items()
        for i, value in enumerate(values)
    }


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    for number in range(15):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        question = Question.model_validate(stored)
        solution = KIND.run(question)
        assert 2 <= max(swap.round for swap in solution.swaps) <= 4
        assert 2 <= solution.two.served < solution.three.served
        assert solution.apart < solution.three.served
        assert all(i not in row for i, row in enumerate(question.suits))


def test_the_exchanges_of_the_unit() -> None:
    solution = KIND.run(QUESTION)
    assert [(swap.desk, swap.round) for swap in solution.swaps] == [(1, 1), (2, 1), (0, 1), (3, 2)]
    assert (solution.two.served, solution.three.served, solution.apart) == (2, 5, 5)


def test_the_right_answer_can_be_typed() -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    assert KIND.read_answer(QUESTION, typed(right)) == right
    assert sum(each.earned for each in KIND.grade(QUESTION, KIND.run(QUESTION), None, right)) == 100


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("desk-0", "2", "desk-taken"),
        ("desk-0", "", "missing"),
        ("round-0", "9", "not-an-option"),
        ("two-2", "3", "not-given-to"),
        ("two-4", "2", "not-given-to"),
        ("three-1", "2", "given-to-twice"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str, code: str) -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    faults = KIND.read_answer(QUESTION, {**typed(right), field: [value]})
    assert isinstance(faults, tuple)
    assert code in {fault.code for fault in faults}


def test_a_cycle_of_three_is_too_long_where_two_are_asked() -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    faults = KIND.read_answer(QUESTION, typed(right.model_copy(update={"two": right.three})))
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code, fault.data) for fault in faults] == [
        ("two-2", "cycle-too-long", {"longest": 2})
    ]


@pytest.mark.parametrize(
    "gifts", [(1, -1, -1, -1, -1), (3, -1, -1, 0, -1), (1, 0, -1, -1), (-1, -1, 3, 4, 2)]
)
def test_gifts_that_nobody_can_make_cannot_be_marked(gifts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"pair|gift|give"):
        marking.served(QUESTION, gifts, 2)


def test_advice_adds_an_exchange_that_is_free() -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    half = right.model_copy(update={"three": right.two})
    notes = {note.name: note.data for note in KIND.explain(QUESTION, KIND.run(QUESTION), None, half)}
    assert notes["three-short"] == {"served": 2, "best": 5, "cycle": [2, 3, 4], "free": True}


def test_the_pictures_are_the_rounds_of_the_engine() -> None:
    told: Any = pointing(QUESTION, KIND.run(QUESTION))
    engine = trading_rounds(QUESTION.wishes)
    assert [each["cycles"] for each in told] == [[list(cycle) for cycle in each] for each in engine]
    first, last = told
    assert {(arrow["who"], arrow["to"]) for arrow in first["arrows"]} == {(0, 1), (1, 2), (2, 0), (3, 0)}
    assert [arrow["trades"] for arrow in first["arrows"]] == [True, True, True, False]
    assert [one["who"] for one in last["people"]] == [3]
    assert last["arrows"][0]["path"].count("a") == 2, "around oneself"
