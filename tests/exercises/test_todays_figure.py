"""« Today's figure »: its models by hand, its invariants, a case marked by hand, its faults."""

from fractions import Fraction
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.bank import figure
from mooc_tool.exercises.kinds.todays_figure import TodaysFigure
from mooc_tool.exercises.kinds.todays_figure.bank import BANK
from mooc_tool.exercises.kinds.todays_figure.forms import (
    FAULTY,
    LEVELS,
    NO_FAULT,
    Answer,
    Check,
    Question,
    Sentence,
)
from mooc_tool.exercises.kinds.todays_figure.marking import is_near
from mooc_tool.exercises.kinds.todays_figure.models import MODELS, hundredths, printed

KIND = TodaysFigure()
QUESTION = Question(
    sentences=(
        Sentence(
            story="active-users",
            values={"a": 287300, "b": 2509500, "ratio": 873, "gain": 2222200, "factor": 87300},
            claim=87300,
            right=77348,
            fault="percentage",
        ),
        Sentence(
            story="suppliers",
            values={"registered": 3000, "supplying": 500},
            claim=150,
            right=150,
            fault=NO_FAULT,
        ),
        Sentence(
            story="cost-of-a-trip",
            values={"budget": 20000000, "weekly": 50000, "yearly": 2600000},
            claim=40000,
            right=769,
            fault="time",
        ),
    ),
    definitions=False,
)
RIGHT = Answer(
    checks=(
        Check(verdict="wrong", fault="percentage", number=77300),
        Check(verdict="exact", fault=NO_FAULT, number=150),
        Check(verdict="wrong", fault="time", number=770),
    )
)


def typed(answer: Answer) -> dict[str, list[str]]:
    """An answer as a browser sends it."""
    parts = ("verdict", "fault")
    words = {f"{part}-{i}": [getattr(each, part)] for i, each in enumerate(answer.checks) for part in parts}
    return words | {f"number-{i}": [figure(each.number, "fr")] for i, each in enumerate(answer.checks)}


@pytest.mark.parametrize(
    ("story", "drawn", "right", "wrong"),
    [
        ("active-users", {"a": 2000, "factor": 900}, 800, 900),  # times nine is +800 %
        ("month-or-day", {"n": 900_000}, 30_000, 900_000),
        ("july", {"n": 75_950}, 2450, 75_950),
        ("cost-of-a-trip", {"budget": 200_000, "weekly": 500}, Fraction(100, 13), 400),
        ("all-car-pooling", {"total": 900_000, "share": 5}, 45_000, 900_000),
        ("suppliers", {"registered": 30, "supplying": 5}, Fraction(3, 2), 5),
        ("passengers", {"total": 2500, "part": 300}, 300, 2500),
        ("rural", {"total": 3500, "wide": 62, "narrow": 34}, 1190, 2170),
        ("shared-cars", {"fleet": 100, "given_up": 10, "thanks": 5}, 500, 1000),
        ("kilometres", {"total": 50_000, "share": 4}, 2000, 50_000),
        ("tonnes", {"total": 400, "cancelled": 75}, 100, 400),
        ("parking", {"planned": 1862, "counted": 1267}, 1267, 1862),
        ("inhabitants", {"n": 10}, 10, 100),
        ("plan", {"tonnes": 450, "trips": 300}, Fraction(300, 73), Fraction(3000, 73)),
    ],
)
def test_the_arithmetic_of_the_real_pairs(
    story: str, drawn: dict[str, int], right: Fraction | int, wrong: Fraction | int
) -> None:
    figures = MODELS[BANK.stories[story].model](drawn)
    assert (figures.right, figures.wrong) == (right, wrong)


def test_numbers_are_printed_and_written_as_people_do() -> None:
    assert [printed(number) for number in (Fraction(100, 13), Fraction(200, 13), Fraction(5000, 13))] == [
        769, 1540, 38500,
    ]  # fmt: skip
    assert hundredths(Fraction(100, 13)) == 769
    assert [figure(number, "fr") for number in (123456, 150, 769, 200000, 5)] == [
        "1\u202f234,56", "1,5", "7,69", "2\u202f000", "0,05",
    ]  # fmt: skip
    assert figure(123456, "en") == "1,234.56"


def test_no_story_is_ever_taken_away() -> None:
    assert set(BANK.stories) >= {
        "active-users", "cooperatives", "platform-trips", "third-places", "month-or-day", "july",
        "cost-of-a-trip", "all-car-pooling", "suppliers", "passengers", "rural", "shared-cars", "kilometres",
        "tonnes", "parking", "jobs", "stops", "inhabitants", "plan",
    }  # fmt: skip
    assert {story.fault for story in BANK.stories.values()} == set(FAULTY)


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    """True and false sentences are both there; what is printed is right or clearly is not; all texts fill."""
    seen = set()
    for number in range(100):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        question = Question.model_validate(stored)
        exact = [each for each in question.sentences if each.fault == NO_FAULT]
        assert 1 <= len(exact) <= len(question.sentences) // 2
        faults = [BANK.stories[each.story].fault for each in question.sentences]
        assert len(set(faults)) == len(faults) == LEVELS[level]["sentences"]
        for sentence in question.sentences:
            assert is_near(sentence.claim, sentence.right) == (sentence.fault == NO_FAULT)
            assert sentence.right > 0
        assert "{" not in str(KIND.view(question)["sentences"]).replace("{'", "")
        seen |= {each.story for each in question.sentences}
    assert seen == set(BANK.stories)


def test_a_case_marked_by_hand() -> None:
    """Believing all is worth nothing: of three verdicts one is right, and it is the reference."""
    solution = KIND.run(QUESTION)
    assert [each.earned for each in KIND.grade(QUESTION, solution, None, RIGHT)] == [40, 20, 40]
    believed = KIND.samples(QUESTION, solution, Draw(b"hand")).wrong[0]
    assert [each.earned for each in KIND.grade(QUESTION, solution, None, believed)] == [0, 0, 0]
    slip = RIGHT.checks[0].model_copy(update={"number": 87300})
    criteria = KIND.grade(QUESTION, solution, None, Answer(checks=(slip, *RIGHT.checks[1:])))
    assert [(each.value, each.reference, each.best, each.earned) for each in criteria] == [
        (3, 1, 3, 40), (3, 1, 3, 20), (2, 1, 3, 20),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "near"), [(75802, True), (75801, False), (78894, True), (78895, False)])
def test_two_per_cent_more_or_less_are_right(number: int, near: bool) -> None:  # noqa: FBT001 - a parameter
    assert is_near(number, 77348) == near


def test_the_calculation_is_told_with_its_numbers() -> None:
    (note,) = (
        note
        for note in KIND.explain(
            QUESTION,
            KIND.run(QUESTION),
            None,
            Answer(checks=(RIGHT.checks[0].model_copy(update={"number": 87300}), *RIGHT.checks[1:])),
        )
        if note.name == "number-wrong"
    )
    how: Any = KIND.told(note).data["how"]
    assert how["en"].startswith("25,095 ÷ 2,873 = 8.73. Multiplied by 8.73 means 773.48% more")


def test_the_answer_can_be_typed() -> None:
    assert KIND.read_answer(QUESTION, typed(RIGHT)) == RIGHT


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("verdict-0", "", "missing"),
        ("verdict-0", "maybe", "not-an-option"),
        ("fault-1", "time", "exact-with-fault"),
        ("fault-0", "none", "wrong-without-fault"),
        ("number-0", "", "missing"),
        ("number-0", "+ 773 %", "not-a-decimal"),
        ("number-0", "99 999 999", "out-of-range"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str, code: str) -> None:
    faults = KIND.read_answer(QUESTION, {**typed(RIGHT), field: [value]})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


def test_what_cannot_be_an_answer_cannot_be_marked() -> None:
    solution = KIND.run(QUESTION)
    with pytest.raises(ValueError, match="checked once"):
        KIND.grade(QUESTION, solution, None, Answer(checks=RIGHT.checks[:2]))
    torn = RIGHT.checks[0].model_copy(update={"verdict": "exact"})
    with pytest.raises(ValueError, match="exact or has a fault"):
        KIND.grade(QUESTION, solution, None, Answer(checks=(torn, *RIGHT.checks[1:])))
