"""Draws a year of a service, its press sheet, and three faults in them."""

from dataclasses import dataclass

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.the_audit.forms import (
    FAULTS,
    GRAMS,
    IN_PRESS,
    MONTHS,
    PLANTED,
    SMALL,
    Params,
    Press,
    Question,
    Row,
)
from mooc_tool.exercises.kinds.the_audit.indicators import added_up

REDRAWS = 200
LEAST = 20  # trips of a commune in a month, where none is planted below the limit
BEST_MONTH = 115  # per cent of the year's trips: what twelve times the best month comes to, at least
FIRST = (30, 75)  # per cent of trips from the most served commune


@dataclass(frozen=True)
class _Places:
    """Where the faults of the table are: months, 0 for none."""

    twice: int
    metres: int
    shown: int


def pose(params: Params, draw: Draw) -> Question:
    """The first year that meets the invariants, with its faults."""
    for _ in range(REDRAWS):
        planted = tuple(sorted(draw.shuffled(FAULTS)[:PLANTED], key=FAULTS.index))
        rows = _year(params.communes, draw)
        if _worth_auditing(planted, rows):
            return _published(params, planted, rows, draw)
    raise NoInstanceError(f"no year in {REDRAWS} draws is worth auditing")


def _year(communes: int, draw: Draw) -> list[Row]:
    """Growing trips from each commune, at its own distance."""
    sizes = sorted((draw.between(30, 130) for _ in range(communes)), reverse=True)
    distances = [draw.between(8, 16) for _ in range(communes)]
    growth = draw.between(40, 130)  # per cent from January to December
    aid = draw.between(150, 220)  # cents a trip
    return [
        _row(
            month,
            commune,
            sizes[commune] * (1100 + growth * (month - 1)) // 1100,
            distances[commune],
            aid,
            draw,
        )
        for month in range(1, MONTHS + 1)
        for commune in range(communes)
    ]


def _row(month: int, commune: int, expected: int, distance: int, aid: int, draw: Draw) -> Row:
    trips = max(LEAST, expected * draw.between(90, 110) // 100)
    new = max(2, trips * draw.between(12, 24) // 100)
    return Row(
        month=month,
        commune=commune,
        trips=trips,
        km=trips * distance * draw.between(95, 105) // 100,
        aid=trips * aid // 100,
        new=new,
        kept=new * draw.between(50, 80) // 100,
    )


def _worth_auditing(planted: tuple[str, ...], rows: list[Row]) -> bool:
    """Something is wrong in the sums and something in the press sheet; the best month is far from usual."""
    sums = added_up(rows)
    return (
        not {"duplicate", "unit"}.isdisjoint(planted)
        and not set(IN_PRESS).isdisjoint(planted)
        and 100 * MONTHS * max(_by_month(rows)) >= BEST_MONTH * sums.trips
        and FIRST[0] * sums.trips <= 100 * sums.first <= FIRST[1] * sums.trips
    )


def _by_month(rows: list[Row]) -> list[int]:
    return [sum(row.trips for row in rows if row.month == month) for month in range(1, MONTHS + 1)]


def _published(params: Params, planted: tuple[str, ...], rows: list[Row], draw: Draw) -> Question:
    twice, metres, shown = draw.shuffled(range(2, MONTHS))[:3]
    places = _Places(
        twice=twice if "duplicate" in planted else 0,
        metres=metres if "unit" in planted else 0,
        shown=shown if "privacy" in planted else 0,
    )
    if places.shown:
        rows = _with_a_small_number(rows, places.shown, params.communes - 1, draw)
    sums = added_up(rows)
    return Question(
        communes=params.communes,
        rows=tuple(_with_faults(rows, places)),
        press=_press(planted, rows, draw),
        running=sums.aid * draw.between(110, 180) // 100,
        alone=draw.between(35, 70),
        planted=planted,
        twice=places.twice,
        metres=places.metres,
        shown=places.shown,
        hint=params.hint,
    )


def _with_a_small_number(rows: list[Row], month: int, commune: int, draw: Draw) -> list[Row]:
    """The same with so few trips from the last commune in a month that they may not be shown."""
    trips = draw.between(2, SMALL - 1)

    def changed(row: Row) -> Row:
        few = {"trips": trips, "km": max(1, row.km * trips // row.trips), "new": 1, "kept": 1}
        return row.model_copy(update={**few, "aid": max(1, row.aid * trips // row.trips)})

    return [changed(row) if (row.month, row.commune) == (month, commune) else row for row in rows]


def _with_faults(rows: list[Row], places: _Places) -> list[Row]:
    """A month's rows again at the end; a month's distances in metres."""
    again = [row for row in rows if row.month == places.twice]
    return [
        row.model_copy(update={"km": 1000 * row.km}) if row.month == places.metres else row
        for row in (*rows, *again)
    ]


def _press(planted: tuple[str, ...], rows: list[Row], draw: Draw) -> Press:
    """What is true of the year, unless a fault says otherwise."""
    months, sums = _by_month(rows), added_up(rows)
    times = 100 * months[-1] // months[0]
    crew = 2 if "everybody" in planted else 1
    return Press(
        registered=sums.trips * draw.between(20, 60) // 100,
        trips=MONTHS * max(months) if "best-month" in planted else sums.trips,
        growth=times if "percent" in planted else times - 100,
        co2=crew * sums.km * GRAMS // 10_000,
        satisfied=draw.between(88, 97),
    )
