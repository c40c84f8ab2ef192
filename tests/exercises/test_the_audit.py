"""« The audit »: its invariants, a year by hand, the slips that the engine knows, the sums on the page."""

from typing import Any

import pytest

from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Sheet
from mooc_tool.exercises.kinds.the_audit import TheAudit
from mooc_tool.exercises.kinds.the_audit.forms import (
    FAULTS,
    IN_PRESS,
    INDICATORS,
    LEVELS,
    SMALL,
    Answer,
    Press,
    Question,
    Row,
)
from mooc_tool.exercises.kinds.the_audit.indicators import added_up, is_near, mended

KIND = TheAudit()


def row(month: int, commune: int, trips: int, km: int) -> Row:
    return Row(month=month, commune=commune, trips=trips, km=km, aid=2 * trips, new=10, kept=6)


# Two months and two communes: month 2 twice, month 1 in metres, and everybody aboard counted.
QUESTION = Question(
    communes=2,
    rows=(
        row(1, 0, 100, 1_000_000), row(1, 1, 50, 500_000), row(2, 0, 150, 1500), row(2, 1, 100, 1000),
        row(2, 0, 150, 1500), row(2, 1, 100, 1000),
    ),
    press=Press(registered=90, trips=400, growth=66, co2=156, satisfied=93),
    running=1200,
    alone=50,
    planted=("duplicate", "unit", "everybody"),
    twice=2,
    metres=1,
    shown=0,
)  # fmt: skip
RIGHT = Answer(indicators=(78, 39, 500, 4000, 6250), faults=("duplicate", "unit", "everybody"))
TYPED = {
    "gross": ["0,78"], "net": ["0.39"], "cost": ["5"], "leakage": ["40,0"], "share": ["62.5"],
    "fault-duplicate": ["1"], "fault-unit": ["1"], "fault-everybody": ["1"],
    "sum-by": ["month"], "sum-month": [""], "sum-commune": [""], "sum-metres": [""],
}  # fmt: skip


def questions(level: str, count: int) -> list[Question]:
    posed: list[Any] = [
        play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question for number in range(count)
    ]
    return [Question.model_validate(each) for each in posed]


@pytest.mark.parametrize("level", LEVELS)
def test_every_fault_is_there_when_it_is_planted_and_only_then(level: str) -> None:
    for question in questions(level, 40):
        rows = mended(question)
        sums, press, planted = added_up(rows), question.press, set(question.planted)
        months = [sum(each.trips for each in rows if each.month == month) for month in range(1, 13)]
        assert len(rows) == 12 * question.communes
        assert (len(question.rows) > len(rows)) == ("duplicate" in planted)
        assert any(each.km > 100 * each.trips for each in question.rows) == ("unit" in planted)
        assert all(each.km <= 20 * each.trips for each in rows)
        assert any(each.trips < SMALL for each in rows) == ("privacy" in planted)
        assert (press.trips != sums.trips) == ("best-month" in planted)
        assert press.trips in (sums.trips, 12 * max(months))
        assert (press.co2 > 156 * sums.km * 25 // 200_000) == ("everybody" in planted)
        assert press.growth == 100 * months[11] // months[0] - (0 if "percent" in planted else 100)
        assert len(planted) == 3
        assert planted & {"duplicate", "unit"}
        assert planted & set(IN_PRESS)
        assert all(each.kept <= each.new <= each.trips for each in rows)


def test_the_year_by_hand() -> None:
    """400 trips and 4,000 km: 0.78 t; half of it; (800 + 1,200) / 400; 16 of 40 lost; 250 of 400."""
    assert KIND.run(QUESTION).indicators == RIGHT.indicators
    assert KIND.read_answer(QUESTION, TYPED) == RIGHT
    assert [each.earned for each in KIND.grade(QUESTION, KIND.run(QUESTION), None, RIGHT)] == [70, 30]


def test_points_for_each_indicator_and_each_fault() -> None:
    answer = Answer(indicators=(80, 78, 500, 4000, 6250), faults=("duplicate", "unit", "percent"))
    assert [each.earned for each in KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)] == [56, 20]


@pytest.mark.parametrize(
    ("given", "near"), [(97, True), (96, False), (103, True), (104, False), (100, True), (0, False)]
)
def test_three_per_cent_exactly(given: int, *, near: bool) -> None:
    assert is_near(given, (1_000_000, 10_000)) == near


@pytest.mark.parametrize(
    ("place", "given", "cause"),
    [
        (0, 78 + 2500 * 195 // 10_000, "counted-twice"),  # 2,500 km more
        (0, 1_502_500 * 195 // 10_000, "in-metres"),
        (0, 1_505_000 * 195 // 10_000, "in-metres"),  # as it stands is as near
        (1, 78, "gross-for-net"),
        (0, 156, "doubled"),
        (2, 100, None),
    ],
)
def test_the_slip_behind_a_number_is_named(place: int, given: int, cause: str | None) -> None:
    indicators = [*RIGHT.indicators]
    indicators[place] = given
    answer = Answer(indicators=tuple(indicators), faults=RIGHT.faults)
    notes = {note.name: note.data for note in KIND.explain(QUESTION, KIND.run(QUESTION), None, answer)}
    assert notes["indicator-wrong"]["indicator"] == INDICATORS[place]
    causes = {"counted-twice", "in-metres", "gross-for-net", "doubled"} & set(notes)
    assert causes == ({cause} if cause else set())


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("gross", [""], ("gross", "missing")),
        ("net", ["much"], ("net", "not-a-decimal")),
        ("cost", ["5,125"], ("cost", "too-fine")),
        ("share", ["99999999999"], ("share", "not-a-decimal")),
        ("fault-percent", ["1"], ("faults", "not-three")),
        ("fault-none", ["1"], ("fault-none", "unknown-field")),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: list[str], fault: tuple[str, str]) -> None:
    faults = KIND.read_answer(QUESTION, {**TYPED, field: value})
    assert isinstance(faults, tuple)
    assert [(each.field, each.code) for each in faults] == [fault]


def test_the_page_adds_up_as_it_is_told() -> None:
    def sums(**wanted: str) -> Any:
        fields = {**TYPED, **{f"sum-{name}": [value] for name, value in wanted.items()}}
        shown = KIND.try_out(QUESTION, fields)
        assert isinstance(shown, dict)
        return shown["sums"]

    assert sums()["all"] == {"name": "", "rows": 6, "values": [650, 1_505_000, 1300, 60, 36]}
    assert [line["name"] for line in sums()["lines"]] == ["1", "2"]
    clean = sums(by="commune", once="1", metres="1")
    assert [(line["name"], line["values"][:2]) for line in clean["lines"]] == [
        ("A", [250, 2500]),
        ("B", [150, 1500]),
    ]
    one = sums(by="nothing", month="2", commune="1")
    assert (one["lines"], one["all"]["rows"], one["all"]["values"][0]) == ([], 2, 200)
    faults = KIND.try_out(QUESTION, {**TYPED, "sum-by": ["week"], "sum-month": ["13"]})
    assert isinstance(faults, tuple)
    assert {each.field for each in faults} == {"sum-by", "sum-month"}


def test_the_sheet_is_the_table_as_it_was_sent() -> None:
    sheet = play.sheet(KIND.name, QUESTION.model_dump(mode="json"))
    assert isinstance(sheet, Sheet)
    assert sheet.columns == ("month", "commune", "trips", "km", "aid", "new", "kept")
    assert len(sheet.rows) == 6
    assert sheet.rows[0] == (1, "A", 100, 1_000_000, 200, 10, 6)


def test_the_view_does_not_say_what_is_wrong() -> None:
    other = QUESTION.model_copy(update={"planted": FAULTS[:3], "twice": 0, "metres": 0, "shown": 5})
    assert KIND.view(QUESTION) == KIND.view(other)
    assert KIND.try_out(QUESTION, TYPED) == KIND.try_out(other, TYPED)
