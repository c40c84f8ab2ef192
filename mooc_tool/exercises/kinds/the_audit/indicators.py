"""Adds the table up, mended or as it stands, and computes the indicators; all in whole numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping

from mooc_tool.exercises.kinds.the_audit.forms import GRAMS, INDICATORS, Question, Row, Sums

TOLERANCE = 3  # per cent


def mended(question: Question, *, once: bool = True, kilometres: bool = True) -> list[Row]:
    """The rows, each ``once``, and those in metres in ``kilometres``."""
    rows = dict.fromkeys(question.rows) if once else question.rows
    if not (kilometres and question.metres):
        return list(rows)
    return [
        row.model_copy(update={"km": row.km // 1000}) if row.month == question.metres else row for row in rows
    ]


def added_up(rows: Iterable[Row]) -> Sums:
    """Every column's sum."""
    kept = list(rows)
    trips = Counter[int]()
    for row in kept:
        trips[row.commune] += row.trips
    return Sums(
        trips=trips.total(),
        km=sum(row.km for row in kept),
        aid=sum(row.aid for row in kept),
        new=sum(row.new for row in kept),
        kept=sum(row.kept for row in kept),
        first=max(trips.values(), default=0),
    )


def fractions(sums: Sums, question: Question) -> Mapping[str, tuple[int, int]]:
    """Each indicator in hundredths of its unit, as a numerator and a denominator."""
    grams = sums.km * GRAMS
    return {
        "gross": (grams, 10_000),
        "net": (grams * question.alone, 1_000_000),
        "cost": (100 * (sums.aid + question.running), sums.trips),
        "leakage": (10_000 * (sums.new - sums.kept), sums.new),
        "share": (10_000 * sums.first, sums.trips),
    }


def is_near(given: int, exact: tuple[int, int]) -> bool:
    """Whether a number of hundredths is within the tolerance of an exact one."""
    numerator, denominator = exact
    return 100 * abs(given * denominator - numerator) <= TOLERANCE * numerator


def in_hundredths(exact: tuple[int, int]) -> int:
    """Rounded, halves upwards."""
    numerator, denominator = exact
    return (2 * numerator + denominator) // (2 * denominator)


def all_in_hundredths(sums: Sums, question: Question) -> tuple[int, ...]:
    """Every indicator, in order."""
    found = fractions(sums, question)
    return tuple(in_hundredths(found[name]) for name in INDICATORS)
