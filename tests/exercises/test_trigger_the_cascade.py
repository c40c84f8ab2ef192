"""« Trigger the cascade »: its invariants, a street worked by hand, a network, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.trigger_the_cascade import TriggerTheCascade, posing, spreading
from mooc_tool.exercises.kinds.trigger_the_cascade.forms import (
    LEVELS,
    Answer,
    Prediction,
    Question,
    Tie,
)
from mooc_tool.web.paper import on_paper

KIND = TriggerTheCascade()
# Alone, P1 and P2 join; P3 waits for 3. One talk (two fewer) with P4 brings P3, then P4 is there, P5 and P6
# follow; P7 waits for 7.
STREET = Question(
    thresholds=(0, 1, 3, 4, 4, 5, 7, 8), hours=(2, 2, 4, 5, 5, 5, 7, 8), budget=2, relief=2, hints=False
)
NETWORK = Question(
    thresholds=(0, 1, 2, 1),
    hours=(2, 2, 2, 2),
    budget=2,
    relief=1,
    hints=False,
    ties=(Tie(one=0, other=1), Tie(one=1, other=2), Tie(one=2, other=3)),
)


def typed(answer: Answer) -> dict[str, list[str]]:
    """An answer as a browser sends it."""
    return {f"push-{i}": [str(push) if push else ""] for i, push in enumerate(answer.pushes)}


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    for number in range(4):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        question = Question.model_validate(stored)
        people, solution = len(question.thresholds), KIND.run(question)
        naive = spreading.joined(question, posing.next_on_the_ladder(question))
        assert 2 <= solution.alone <= people / 5
        assert solution.joined > naive > solution.alone
        assert solution.joined >= (people / 2 if question.ties else people * 0.8)
        assert solution.hours == spreading.spent(question, solution.pushes(people)) <= question.budget
        if not question.ties:
            assert list(question.thresholds) == sorted(question.thresholds)
            assert spreading.best(question, question.budget + 1).joined == people


def test_a_street_worked_by_hand() -> None:
    assert spreading.rounds(STREET, (0,) * 8) == (1, 2, 0, 0, 0, 0, 0, 0)
    talk_with_p4 = (0, 0, 0, 1, 0, 0, 0, 0)
    assert spreading.rounds(STREET, talk_with_p4) == (1, 2, 4, 3, 5, 6, 0, 0)
    solution = KIND.run(STREET)
    assert (solution.alone, solution.joined) == (2, 8)
    assert (solution.convinced, solution.talked) == ((), (4, 7))


def test_points_of_the_street() -> None:
    solution = KIND.run(STREET)
    six = Answer(pushes=(0, 0, 0, 1, 0, 0, 0, 0))
    criteria = KIND.grade(STREET, solution, Prediction(joined=2), six)
    assert [(each.name, each.value, each.earned) for each in criteria] == [
        ("cascade", 6, 60),
        ("prediction", 1, 10),
    ]
    assert [each.earned for each in KIND.grade(STREET, solution, Prediction(joined=3), six)] == [60, 0]
    assert [each.earned for each in KIND.grade(STREET, solution, None, Answer(pushes=(0,) * 8))] == [0, 0]


def test_advice_says_the_gap_and_what_the_hours_could_do() -> None:
    solution = KIND.run(STREET)

    def notes(pushes: tuple[int, ...]) -> dict[str, Any]:
        found = KIND.explain(STREET, solution, Prediction(joined=5), Answer(pushes=pushes))
        return {note.name: note.data for note in found}

    six = notes((0, 0, 0, 1, 0, 0, 0, 0))
    assert six["stop"] == {"person": 6, "waits": 7, "sees": 6, "network": False}
    assert six["spare"] == {"convinced": [], "talked": [7], "joined": 8}
    assert six["predicted-high"] == {"predicted": 5, "alone": 2}
    wasted = notes((1, 0, 0, 1, 0, 0, 0, 0))
    assert wasted["swap"] == {"convinced": [], "talked": [7], "joined": 8, "removed": [0]}
    assert wasted["one-person"] == {"person": 2, "waits": 3, "alone": 2, "joined": 3}


def test_on_a_network_each_sees_those_they_know() -> None:
    assert spreading.rounds(NETWORK, (0,) * 4) == (1, 2, 0, 0)
    assert spreading.rounds(NETWORK, (0, 0, 1, 0)) == (1, 2, 3, 4)
    solution = KIND.run(NETWORK)
    assert (solution.alone, solution.joined, solution.hours) == (2, 4, 1)
    notes = {note.name: note.data for note in KIND.explain(NETWORK, solution, None, Answer(pushes=(0,) * 4))}
    assert notes["stop"] == {"person": 2, "waits": 2, "sees": 1, "network": True}
    assert "one-person" not in notes


def test_the_right_answer_can_be_typed() -> None:
    right = KIND.samples(STREET, KIND.run(STREET), Draw(b"typed")).right
    assert KIND.read_answer(STREET, typed(right)) == right
    assert KIND.read_prediction(STREET, {"prediction": ["2"]}) == Prediction(joined=2)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"push-0": ["3"]}, ["not-an-option"]),
        ({"push-0": ["1", "2"]}, ["given-twice"]),
        ({"push-0": ["2"], "push-1": ["1"]}, ["too-many-hours"]),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, list[str]], codes: list[str]) -> None:
    faults = KIND.read_answer(STREET, {**typed(Answer(pushes=(0,) * 8)), **fields})
    assert isinstance(faults, tuple)
    assert [fault.code for fault in faults] == codes


def test_a_prediction_is_a_number_of_people() -> None:
    faults = KIND.read_prediction(STREET, {"prediction": ["9"]})
    assert isinstance(faults, tuple)
    assert [(fault.code, fault.data) for fault in faults] == [("out-of-range", {"low": 0, "high": 8})]


@pytest.mark.parametrize("pushes", [(0,) * 7, (3, *(0,) * 7), (2, 1, *(0,) * 6)])
def test_pushes_that_cannot_be_cannot_be_marked(pushes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"choice|hours"):
        KIND.grade(STREET, KIND.run(STREET), None, Answer(pushes=pushes))


def test_on_paper_no_picture_answers_the_prediction(
    macro: Callable[[str, str, str], Callable[..., str]],
) -> None:
    """On the screen the ladder comes with the answer's form, once the prediction is kept."""
    view = KIND.view(STREET)
    predict, answer = (str(macro(KIND.name, name, "en")(view, {}, ())) for name in ("predict", "answer"))
    assert "People to spare" not in predict
    assert "People to spare" in answer
    assert "People to spare" not in on_paper([predict, answer]).html
