"""« Run deferred acceptance »: its invariants, what is refused, and each round judged from the true state."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.lattice import all_stable_matchings
from mooc_tool.engine.matching.market import Matching
from mooc_tool.engine.matching.rounds import rounds
from mooc_tool.engine.matching.stability import is_stable
from mooc_tool.errors import Unreadable
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.run_deferred_acceptance import RunDeferredAcceptance, marking
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import LEVELS, Answer, Draft, Question, Turn
from mooc_tool.exercises.kinds.run_deferred_acceptance.judging import judge
from mooc_tool.exercises.kinds.run_deferred_acceptance.samples import true_turns
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


def sent(answer: Answer) -> list[dict[str, list[str]]]:
    """An answer as a browser sends it, stage by stage."""
    return [
        {"prediction": [str(answer.better)]},
        *(fields(turn) for turn in answer.turns),
        {f"final-{i}": chosen(j) for i, j in enumerate(answer.final)},
    ]


def fields(turn: Turn) -> dict[str, list[str]]:
    """A round as a browser sends it, with one seat."""
    return {
        **{f"ask-{i}": chosen(j) for i, j in enumerate(turn.asks)},
        **{f"keep-{j}-0": chosen(*kept, -1) for j, kept in enumerate(turn.keeps)},
    }


def chosen(who: int, *_: int) -> list[str]:
    return ["" if who < 0 else str(who)]


def points(question: Question, answer: Answer) -> dict[str, int]:
    solution = KIND.run(question)
    said = answer.model_copy(update={"better": solution.better})
    return {each.name: each.earned for each in KIND.grade(question, solution, None, said)}


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
    turns = true_turns(QUESTION, solution)
    wrong_first = turns[0].model_copy(update={"keeps": ((2,), (1,), ())})
    answer = Answer(turns=(wrong_first, *turns[1:]), final=marking.final_of(solution))
    judged = judge(QUESTION, solution.steps, answer.turns)
    assert judged[0].keeps == ("right", "wrong", "none")
    assert judged[1].asks == ("none", "right", "none")
    assert points(QUESTION, answer) == {"run": 60, "final": 20, "prediction": 10}


def test_a_needless_decision_undoes_a_right_one_but_saying_again_who_is_kept_does_not() -> None:
    solution = KIND.run(QUESTION)
    turns = true_turns(QUESTION, solution)
    again = turns[1].model_copy(update={"keeps": ((2,), (0,), (1,))})
    needless = turns[1].model_copy(update={"asks": (2, 2, -1)})
    final = marking.final_of(solution)
    assert points(QUESTION, Answer(turns=(turns[0], again), final=final))["run"] == 70
    assert points(QUESTION, Answer(turns=(turns[0], needless), final=final))["run"] == 60


def test_the_right_answer_can_be_typed_stage_by_stage() -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    draft, stages = Draft(), []
    for typed in sent(right):
        stages.append(KIND.due(QUESTION, draft))
        read: Any = KIND.read_stage(QUESTION, draft, typed)
        draft = read
    assert read == right
    assert stages == ["prediction", "round-1", "round-2", "final"]


def test_what_cannot_be_is_a_fault_of_its_field() -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    _, first, _, last = sent(right)
    begun, done = Draft(better="equal"), Draft(better="equal", turns=right.turns)
    assert codes(QUESTION, begun, {**first, "ask-0": ["7"]}) == [("ask-0", "not-an-option")]
    assert codes(QUESTION, done, {**last, "final-0": ["2"]}) == [("final-1", "seat-taken")]
    assert codes(QUESTION, done, {**last, **first})[0] == ("ask-0", "unknown-field")
    two = QUESTION.model_copy(update={"sides": SIDES.model_copy(update={"seats": 2})})
    second = {f"keep-{j}-1": [""] for j in range(3)}
    assert codes(two, begun, {**first, **second, "keep-0-1": ["2"]}) == [("keep-0-1", "kept-twice")]


def codes(question: Question, draft: Draft, typed: dict[str, list[str]]) -> list[tuple[str, str]]:
    faults = KIND.read_stage(question, draft, typed)
    assert isinstance(faults, tuple)
    return [(fault.field, fault.code) for fault in faults]


def test_a_prediction_is_one_of_three() -> None:
    read = KIND.read_stage(QUESTION, Draft(), {"prediction": ["equal"]})
    assert read == Draft(better="equal")
    assert codes(QUESTION, Draft(), {}) == [("prediction", "missing")]
    assert codes(QUESTION, Draft(), {"prediction": [""]}) == [("prediction", "missing")]
    assert codes(QUESTION, Draft(), {"prediction": ["me"]}) == [("prediction", "not-an-option")]


def test_an_error_is_told_after_its_round_and_the_true_state_put_back() -> None:
    turns = true_turns(QUESTION, KIND.run(QUESTION))
    slip = turns[0].model_copy(update={"keeps": ((2,), (1,), ())})
    shown: Any = KIND.outcome(QUESTION, Draft(better="equal", turns=(slip,)))
    wrong = [row for row in shown["last"] if row["verdict"] != "right"]
    assert wrong == [
        {"round": 0, "side": "receivers", "who": 1, "given": [1], "verdict": "wrong", "due": [0]}
    ]
    assert shown["tally"] == {"due": 5, "right": 4, "needless": 0}
    right: Any = KIND.outcome(QUESTION, Draft(better="equal", turns=turns[:1]))
    assert shown["pictures"] == right["pictures"]
    assert {(line["who"], line["to"], line["state"]) for line in shown["pictures"][0]["lines"]} == {
        (0, 1, "kept"), (1, 1, "refused"), (2, 0, "kept"),
    }  # fmt: skip


def test_a_page_shows_no_more_rounds_than_were_done() -> None:
    turns = true_turns(QUESTION, KIND.run(QUESTION))
    for count in range(3):
        shown: Any = KIND.outcome(QUESTION, Draft(better="equal", turns=turns[:count]))
        assert (len(shown["pictures"]), shown["over"]) == (count, count == 2)
    later = SIDES.model_copy(update={"proposers": ((1, 0, 2), (1, 0, 2), (0, 1, 2))})
    one, two = (
        KIND.outcome(question, Draft(better="equal", turns=turns[:1]))
        for question in (QUESTION, QUESTION.model_copy(update={"sides": later}))
    )
    assert one == two


def test_rounds_before_the_prediction_are_no_draft() -> None:
    turns = true_turns(QUESTION, KIND.run(QUESTION))
    with pytest.raises(ValueError, match="prediction"):
        KIND.due(QUESTION, Draft(turns=turns))


def test_a_run_that_was_answered_as_a_whole_is_marked_as_ever() -> None:
    """Answers had a turn for each round that the form had room for, and the prediction beside them."""
    solution = KIND.run(QUESTION)
    nothing = Turn(asks=(-1, -1, -1), keeps=((), (), ()))
    over = nothing.model_copy(update={"asks": (2, -1, -1)})
    for last, points, note in ((nothing, 100, "run-right"), (over, 90, "ask-over")):
        turns = (*true_turns(QUESTION, solution), last)
        stored = {"turns": [turn.model_dump(mode="json") for turn in turns], "final": [1, 2, 0]}
        question = QUESTION.model_dump(mode="json")
        marked = play.mark(NAME, question, {"better": solution.better}, stored)
        assert marked.points == points
        assert note in {each.name for each in marked.notes}
        assert len(list(play.asked(NAME, question, stored | {"better": "equal"}))) == 4
        assert play.feedback(NAME, question, stored, marked, last=True)["points"] == points


def test_an_answer_that_stops_before_the_end_cannot_be_given() -> None:
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"whole")).right
    changes: tuple[dict[str, Any], ...] = ({"turns": right.turns[:1]}, {"final": (1,)})
    for change in changes:
        short = right.model_copy(update=change).model_dump(mode="json")
        with pytest.raises(Unreadable):
            play.mark(NAME, QUESTION.model_dump(mode="json"), None, short)


def test_advice_names_the_first_slip_with_the_engine_s_decision() -> None:
    solution = KIND.run(QUESTION)
    turns = true_turns(QUESTION, solution)
    wrong = turns[0].model_copy(update={"asks": (1, 1, 1)})
    notes = KIND.explain(QUESTION, solution, None, Answer(turns=(wrong, *turns[1:]), final=(1, 2, 0)))
    slip = next(note for note in notes if note.name == "ask-wrong")
    assert slip.data == {"scene": "learners", "round": 0, "proposer": 2, "given": 1, "due": 0}
