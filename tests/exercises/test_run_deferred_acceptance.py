"""« Run deferred acceptance »: its invariants, what is refused, and each round judged from the true state."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.lattice import all_stable_matchings
from mooc_tool.engine.matching.market import Matching
from mooc_tool.engine.matching.rounds import rounds
from mooc_tool.engine.matching.stability import is_stable
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.run_deferred_acceptance import RunDeferredAcceptance, marking
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import LEVELS, Answer, Prediction, Question
from mooc_tool.exercises.two_sides import TwoSides

NAME = "run-deferred-acceptance"
KIND = RunDeferredAcceptance()
# The learners' market of unit 2-2: Ana, Brice, Chen; Denis, Emma, Farid.
SIDES = TwoSides(
    scene="learners",
    proposers=((1, 0, 2), (1, 2, 0), (0, 1, 2)),
    receivers=((0, 1, 2), (2, 0, 1), (1, 0, 2)),
)
QUESTION = Question(sides=SIDES, rounds=3)


def fields(answer: Answer) -> dict[str, list[str]]:
    """An answer as a browser sends it."""
    seats = 1 + max((len(kept) for turn in answer.turns for kept in turn.keeps), default=0)
    typed = {f"final-{i}": [str(j)] for i, j in enumerate(answer.final)}
    for number, turn in enumerate(answer.turns):
        typed |= {f"ask-{number}-{i}": [str(j)] for i, j in enumerate(turn.asks)}
        for j, kept in enumerate(turn.keeps):
            whole = [*kept, *(-1 for _ in range(seats))]
            typed |= {f"keep-{number}-{j}-{seat}": [str(whole[seat])] for seat in range(1)}
    return {name: ["" if values == ["-1"] else values[0]] for name, values in typed.items()}


def points(question: Question, answer: Answer) -> dict[str, int]:
    solution = KIND.run(question)
    prediction = Prediction(better=solution.better)
    return {each.name: each.earned for each in KIND.grade(question, solution, prediction, answer)}


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    size = LEVELS[level]
    for number in range(20):
        stored: Any = play.pose(NAME, {"level": level}, f"case {number}".encode()).question
        market = Question.model_validate(stored).sides.market()
        run = rounds(market)
        assert 3 <= len(run) <= size["rounds"]
        assert size["least"] <= sum(len(each.proposals) for each in run) <= size["most"]
        assert len(all_stable_matchings(market)) > 1
        solution = KIND.run(Question.model_validate(stored))
        assert is_stable(market, Matching.of(market, marking.final_of(solution)))


def test_the_run_of_the_unit() -> None:
    solution = KIND.run(QUESTION)
    first, second = solution.steps
    assert [(ask.proposer, ask.receiver) for ask in first.asks] == [(0, 1), (1, 1), (2, 0)]
    assert [(keep.receiver, keep.proposers, keep.among) for keep in first.keeps] == [
        (0, (2,), (2,)), (1, (0,), (0, 1)),
    ]  # fmt: skip
    assert [(ask.proposer, ask.receiver) for ask in second.asks] == [(1, 2)]
    assert marking.final_of(solution) == (1, 2, 0)
    assert solution.better == "proposers"


def test_a_slip_spoils_nothing_after_it() -> None:
    solution = KIND.run(QUESTION)
    turns = marking.true_turns(QUESTION, solution)
    wrong_first = turns[0].model_copy(update={"keeps": ((2,), (1,), ())})
    answer = Answer(turns=(wrong_first, *turns[1:]), final=marking.final_of(solution))
    judged = marking.judge(QUESTION, solution, answer)
    assert judged[0].keeps == ("right", "wrong", "none")
    assert judged[1].asks == ("none", "right", "none")
    assert points(QUESTION, answer) == {"run": 60, "final": 20, "prediction": 10}


def test_a_needless_decision_undoes_a_right_one_but_saying_again_who_is_kept_does_not() -> None:
    solution = KIND.run(QUESTION)
    turns = marking.true_turns(QUESTION, solution)
    again = turns[1].model_copy(update={"keeps": ((2,), (0,), (1,))})
    needless = turns[2].model_copy(update={"asks": (2, -1, -1)})
    final = marking.final_of(solution)
    assert points(QUESTION, Answer(turns=(turns[0], again, turns[2]), final=final))["run"] == 70
    assert points(QUESTION, Answer(turns=(*turns[:2], needless), final=final))["run"] == 60


def test_the_right_answer_can_be_typed_and_impossible_ones_cannot() -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    typed = fields(right)
    assert KIND.read_answer(QUESTION, typed) == right
    faults = KIND.read_answer(QUESTION, {**typed, "final-0": ["2"], "ask-0-0": ["7"]})
    assert isinstance(faults, tuple)
    assert {(fault.field, fault.code) for fault in faults} == {
        ("ask-0-0", "not-an-option"),
        ("final-1", "seat-taken"),
    }
    two = QUESTION.model_copy(update={"sides": SIDES.model_copy(update={"seats": 2})})
    second = {f"keep-{r}-{j}-1": [""] for r in range(3) for j in range(3)}
    twice = KIND.read_answer(two, {**typed, **second, "keep-0-0-1": ["2"]})
    assert isinstance(twice, tuple)
    assert [(fault.field, fault.code) for fault in twice] == [("keep-0-0-1", "kept-twice")]


def test_a_prediction_is_one_of_three() -> None:
    assert KIND.read_prediction(QUESTION, {"prediction": ["equal"]}) == Prediction(better="equal")
    for given, code in (
        ({}, "missing"),
        ({"prediction": [""]}, "missing"),
        ({"prediction": ["me"]}, "not-an-option"),
    ):
        faults = KIND.read_prediction(QUESTION, given)
        assert isinstance(faults, tuple)
        assert [fault.code for fault in faults] == [code]


def test_advice_names_the_first_slip_with_the_engine_s_decision() -> None:
    solution = KIND.run(QUESTION)
    turns = marking.true_turns(QUESTION, solution)
    wrong = turns[0].model_copy(update={"asks": (1, 1, 1)})
    notes = KIND.explain(QUESTION, solution, None, Answer(turns=(wrong, *turns[1:]), final=(1, 2, 0)))
    slip = next(note for note in notes if note.name == "ask-wrong")
    assert slip.data == {"scene": "learners", "round": 0, "proposer": 2, "given": 1, "due": 0}
