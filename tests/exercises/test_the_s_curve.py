"""« The S curve »: its invariants, a mark by hand, what is refused, what trying a curve shows."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.the_s_curve import TheSCurve, curves, marking, showing
from mooc_tool.exercises.kinds.the_s_curve.forms import LEVELS, UNSEEN, Answer, Curve, Question

KIND = TheSCurve()
TRUE = Curve(p=10, q=300, m=10_000)  # it peaks in month 11
QUESTION = Question(
    scene="cars",
    seen=tuple(curves.new_adopters(TRUE, 7)),
    true=TRUE,
    events=("poster", "leave", "neighbours", "few-left"),
)
TYPED = {
    "p": ["0,010"],
    "q": ["0.3"],
    "m": ["10 000"],
    "peak": ["11"],
    "final": ["10000"],
    "event": ["leave"],
}


def questions(level: str, count: int) -> list[Question]:
    posed: list[Any] = [
        play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question for number in range(count)
    ]
    return [Question.model_validate(each) for each in posed]


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    for question in questions(level, 20):
        solution = KIND.run(question)
        assert len(question.seen) == LEVELS[level]["shown"]
        assert len(question.seen) < solution.peak <= len(question.seen) + 4
        assert solution.small.curve.m * 2 <= solution.large.curve.m + 1
        assert max(solution.small.error, solution.large.error) <= solution.best.error + 16
        assert solution.textbook.error >= solution.best.error + 60
        assert len(set(question.events)) == 4
        assert len(set(question.events) & set(UNSEEN)) == 1


def test_without_chance_the_best_curve_is_the_one_it_came_from() -> None:
    solution = KIND.run(QUESTION)
    best = solution.best.curve
    assert (best.p, best.q, solution.best.error) == (10, 300, 1)  # people are whole
    assert best.m == pytest.approx(10_000, rel=0.002)
    assert solution.peak == 11
    assert solution.future == tuple(curves.new_adopters(TRUE, 14))


def test_what_is_typed_with_comma_point_and_spaces() -> None:
    read = KIND.read_answer(QUESTION, TYPED)
    assert read == Answer(curve=TRUE, peak=11, final=10_000, event="leave")


def test_the_mark_by_hand() -> None:
    """The best fit, 99.9, less 1.5 points; the peak one off of four; 80 % near, from 50 to 95."""
    answer = Answer(curve=TRUE, peak=12, final=8_000, event="poster")
    fit, peak, final, event = KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)
    assert (fit.value, fit.best, fit.earned) == (9840, 9840, 40)
    assert (peak.value, peak.reference, peak.best, peak.earned) == (-1, -4, 0, 15)
    assert (final.value, final.earned) == (80, 13)  # 20 times 30 out of 45
    assert (event.value, event.earned) == (0, 0)


def test_months_off_are_told_without_a_sign(macro: Callable[[str, str, str], Callable[..., str]]) -> None:
    question = QUESTION.model_dump(mode="json")
    given = Answer(curve=TRUE, peak=12, final=8_000, event="poster").model_dump(mode="json")
    marked = play.mark(KIND.name, question, None, given)
    page = macro(KIND.name, "marked", "en")(play.feedback(KIND.name, question, given, marked, last=False))
    (row,) = re.findall(r"months off</th>(.*?)</tr>", str(page), re.DOTALL)
    assert re.findall(r">(-?\d+)</td>", row) == ["4", "1", "0"]


@pytest.mark.parametrize(
    ("one", "other", "near"), [(100, 100, 100), (50, 100, 50), (2, 3, 67), (1, 1000, 0), (995, 1000, 100)]
)
def test_nearness_does_not_ask_which_is_larger(one: int, other: int, near: int) -> None:
    assert marking.nearness(one, other) == marking.nearness(other, one) == near


def test_the_step_that_helps_most_mends_the_number_that_is_wrong() -> None:
    solution = KIND.run(QUESTION)
    for what, wrong in (("p", 30), ("q", 400), ("m", 4_000)):
        answer = Answer(curve=TRUE.model_copy(update={what: wrong}), peak=11, final=10_000, event="leave")
        notes = {note.name: note.data for note in KIND.explain(QUESTION, solution, None, answer)}
        assert (notes["step"]["what"], notes["step"]["own"], notes["step"]["after"]) == (what, wrong, 1)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("p", "", "missing"),
        ("p", "x", "not-a-decimal"),
        ("p", "0,0155", "too-fine"),
        ("p", "0", "out-of-bounds"),
        ("p", "0.9", "out-of-bounds"),
        ("q", "-0.4", "not-a-decimal"),
        ("m", "10,5", "not-a-number"),
        ("m", "0", "out-of-bounds"),
        ("peak", "0", "out-of-range"),
        ("final", "many", "not-a-number"),
        ("event", "town", "not-an-option"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str, code: str) -> None:
    faults = KIND.read_answer(QUESTION, {**TYPED, field: [value]})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


def test_a_curve_is_tried_without_the_rest_of_the_form() -> None:
    shown = play.try_out(KIND.name, QUESTION.model_dump(mode="json"), {**TYPED, "p": ["0.03"], "peak": ["?"]})
    assert isinstance(shown, dict)
    trial: Any = shown["trial"]
    assert trial["error"] == curves.error(TRUE.model_copy(update={"p": 30}), QUESTION.seen)
    assert trial["rows"][0]["left"] == trial["rows"][0]["seen"] - trial["rows"][0]["own"]
    assert len(trial["chart"]["rows"]) == 14
    faults = play.try_out(KIND.name, QUESTION.model_dump(mode="json"), {"p": ["0.03"], "q": ["0.3"]})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [("m", "missing")]


def test_trying_tells_nothing_of_what_will_come() -> None:
    question = questions("standard", 1)[0]
    other = question.model_copy(update={"true": Curve(p=50, q=250, m=99_999)})
    assert KIND.try_out(question, TYPED) == KIND.try_out(other, TYPED)
    assert KIND.view(question) == KIND.view(other)


def test_curves_that_nobody_would_type_are_marked_too() -> None:
    solution = KIND.run(QUESTION)
    for curve in (
        Curve(p=200, q=10, m=1),
        Curve(p=1, q=2000, m=9_999_999),
        Curve(p=200, q=2000, m=9_999_999),
    ):
        answer = Answer(curve=curve, peak=60, final=1, event="leave")
        assert sum(each.earned for each in KIND.grade(QUESTION, solution, None, answer)) == 20
        assert KIND.explain(QUESTION, solution, None, answer)
        KIND.review(QUESTION, answer, solution)


def test_samples_are_what_they_say() -> None:
    solution = KIND.run(QUESTION)
    samples = KIND.samples(QUESTION, solution, Draw(b"samples"))
    assert samples.right.final == TRUE.m
    assert samples.careful.final == solution.best.curve.m


def test_the_curves_in_s_sum_up_those_of_each_month() -> None:
    answer = Answer(curve=TRUE, peak=11, final=10_000, event="leave")
    shown: Any = showing.review(QUESTION, answer, KIND.run(QUESTION))
    names = [series["name"] for series in shown["chart"]["series"]]
    assert names == [series["name"] for series in shown["total"]["series"]]
    last = {name: shown["total"]["rows"][-1]["values"][n] for n, name in enumerate(names)}
    months = shown["chart"]["rows"]
    for name in ("own", "best", "small", "large"):
        assert last[name] == sum(row["values"][names.index(name)] for row in months)
    assert last["came"] == sum(QUESTION.seen) + sum(KIND.run(QUESTION).future[len(QUESTION.seen) :])
