"""What the pages may show: the press sheet, the table, sums of it; in the end the right indicators."""

from collections.abc import Callable, Iterable

from pydantic import JsonValue

from mooc_tool.exercises.kind import Sheet, Shown
from mooc_tool.exercises.kinds.the_audit.forms import (
    FAULTS,
    GRAMS,
    IN_PRESS,
    INDICATORS,
    MONTHS,
    SMALL,
    Answer,
    Question,
    Row,
    Solution,
)
from mooc_tool.exercises.kinds.the_audit.indicators import added_up
from mooc_tool.exercises.kinds.the_audit.marking import right_ones
from mooc_tool.exercises.kinds.the_audit.reading import Wanted

COLUMNS = ("month", "commune", "trips", "km", "aid", "new", "kept")
_LETTERS = "ABCDEF"


def view(question: Question) -> Shown:
    """The press sheet, the table, and what else one must know. Nothing of the faults."""
    return {
        "press": question.press.model_dump(),
        "columns": [*COLUMNS],
        "rows": [[*_cells(row)] for row in question.rows],
        "communes": [*_LETTERS[: question.communes]],
        "months": MONTHS,
        "running": question.running,
        "alone": question.alone,
        "grams": GRAMS,
        "small": SMALL,
        "faults": [*FAULTS],
        "in_press": [*IN_PRESS],
        "indicators": [*INDICATORS],
        "hint": question.hint,
        "sums": None,
    }


def _cells(row: Row) -> tuple[str | int, ...]:
    return (row.month, _LETTERS[row.commune], row.trips, row.km, row.aid, row.new, row.kept)


def sheet(question: Question) -> Sheet:
    """The table for a spreadsheet."""
    return Sheet(COLUMNS, tuple(_cells(row) for row in question.rows))


def summed(question: Question, wanted: Wanted) -> Shown:
    """The view with the sums that are wanted."""
    rows: Iterable[Row] = dict.fromkeys(question.rows) if wanted.once else question.rows
    kept = [
        row.model_copy(update={"km": row.km // 1000}) if row.month == wanted.metres else row
        for row in rows
        if wanted.month in (None, row.month) and wanted.commune in (None, row.commune)
    ]
    groups: dict[str, Callable[[Row], str]] = {
        "month": lambda row: str(row.month),
        "commune": lambda row: _LETTERS[row.commune],
        "nothing": lambda _: "",
    }
    key = groups[wanted.by]
    names = list(dict.fromkeys(map(key, kept))) if wanted.by != "nothing" else []
    lines: list[JsonValue] = [_line(name, [row for row in kept if key(row) == name]) for name in names]
    return {
        **view(question),
        "sums": {
            "by": wanted.by,
            "month": wanted.month,
            "commune": None if wanted.commune is None else _LETTERS[wanted.commune],
            "once": wanted.once,
            "metres": wanted.metres,
            "lines": lines,
            "all": _line("", kept),
        },
    }


def _line(name: str, rows: list[Row]) -> JsonValue:
    sums = added_up(rows)
    return {
        "name": name,
        "rows": len(rows),
        "values": [sums.trips, sums.km, sums.aid, sums.new, sums.kept],
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """Each indicator and fault as it was given; after the last try with the right ones."""
    exact = solution.indicators if solution else None
    right = right_ones(question, solution, answer) if solution else None
    indicators: list[JsonValue] = [
        {
            "name": name,
            "own": answer.indicators[place],
            "right": right[place] if right else None,
            "exact": exact[place] if exact else None,
        }
        for place, name in enumerate(INDICATORS)
    ]
    return {
        **view(question),
        "own": indicators,
        "marked": [*answer.faults],
        "exact": [*exact] if exact else None,
        "planted": [*solution.planted] if solution else None,
    }
