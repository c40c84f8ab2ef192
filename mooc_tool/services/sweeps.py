"""Critical mass on the shipped territory, for many settings: how many must begin for a service to live?

A cell of a sweep is one setting and one share of beginners. What it yields hangs on its own fields alone:
any process on any machine may compute it, in any order, and again.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, fields
from functools import lru_cache
from itertools import product

import numpy as np

from mooc_tool.engine import (
    Behaviour,
    Commute,
    CriticalMass,
    Draw,
    Levers,
    Places,
    Rules,
    cells_of,
    commuters,
    feasible_pairs,
    gravity_flows,
    recruited,
)
from mooc_tool.exercises.territory import Territory, read_territory
from mooc_tool.services.communes import shipped

NEAREST = 2500.0  # metres: shorter trips are walked or cycled
SCATTER = 600.0  # metres: addresses around the seat of a commune
AROUND = 8000.0  # metres: how far people know of one another
DETOUR_PERCENT = 35
SEPARATE_SHARE = 0.25  # of people who, where services are separate, are with the smaller one
ALIVE = 0.5  # of all people present in the end: the service lives


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """``incentive``: euros a match. ``separate``: two services, a quarter of the people with one."""

    people: int
    separate: bool
    incentive: float
    weeks: int
    runs: int
    seed: int
    initial: float


@dataclass(frozen=True, slots=True, order=True)
class Outcome:
    """Means over the runs, of all people: ``present`` in the end, ``alive`` the share of runs that live.

    ``match_rate``: of those present in the last week.
    """

    cell: Cell
    present: float
    alive: float
    match_rate: float


_HEADINGS = [one.name for one in (*fields(Cell), *fields(Outcome)[1:])]


def cells(
    people: Iterable[int], incentives: Iterable[float], initial: Iterable[float], *,
    separate: bool, weeks: int, runs: int, seed: int,
) -> list[Cell]:  # fmt: skip
    """Every combination, once."""
    combined = product(people, incentives, initial)
    return sorted({Cell(n, separate, paid, weeks, runs, seed, share) for n, paid, share in combined})


def compute(cell: Cell) -> Outcome:
    """What becomes of the service. Cells that differ in one lever meet the same people and chances."""
    commute = _commute(cell.people, cell.seed, separate=cell.separate)
    model = CriticalMass(commute, Behaviour(), Levers(cell.incentive))
    ends = np.zeros((3, cell.runs))
    for number in range(cell.runs):
        draw = _draw(cell.seed, cell.people).fork(f"run {number}")
        start = recruited(draw.fork("first"), cell.people, round(cell.initial * cell.people))
        run = model.run(start, cell.weeks, draw)
        last = run.matched[-1] / run.present[-1] if run.present[-1] else 0.0
        ends[:, number] = run.share, run.share > ALIVE, last
    present, alive, rate = (round(float(mean), 6) for mean in ends.mean(axis=1))
    return Outcome(cell, present, alive, rate)


def _draw(seed: int, people: int) -> Draw:
    return Draw(f"sweep {seed} {people}".encode())


@lru_cache(maxsize=4)
def _commute(people: int, seed: int, *, separate: bool) -> Commute:
    """Half of the people drive, half ride; homes and workplaces by the gravity model."""
    draw = _draw(seed, people)
    places = _places()
    flows = gravity_flows(places, nearest=NEAREST)
    riders, drivers = (
        commuters(draw.fork(side), places, flows, count, scatter=SCATTER)
        for side, count in (("riders", people // 2), ("drivers", people - people // 2))
    )
    found = feasible_pairs(drivers, riders, Rules(detour_percent=DETOUR_PERCENT))
    around = cells_of(np.concatenate((riders.origin, drivers.origin)), AROUND)
    together = Commute.of(found, np.ones(len(drivers), np.int64), around)
    if not separate:
        return together
    return together.apart((draw.fork("services").reals(people) < SEPARATE_SHARE).astype(np.int64))


def _places() -> Places:
    territory = read_territory(shipped())
    if not isinstance(territory, Territory):
        raise TypeError(f"the shipped communes are damaged: {territory}")
    towns = territory.communes.values()
    return Places.of(
        [town.latitude for town in towns],
        [town.longitude for town in towns],
        [town.population for town in towns],
    )


def as_csv(outcomes: Iterable[Outcome]) -> bytes:
    """A row a cell, in order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for one in sorted(outcomes):
        named = asdict(one.cell) | {"separate": int(one.cell.separate)}
        writer.writerow([*named.values(), *astuple(one)[1:]])
    return text.getvalue().encode()


def read_csv(content: bytes) -> list[Outcome]:
    """What ``as_csv`` wrote. ValueError names the line that it cannot have written."""
    rows = csv.reader(io.StringIO(content.decode(errors="replace"), newline=""))
    if next(rows, None) != _HEADINGS:
        raise ValueError("line 1 is not the heading of a sweep")
    outcomes = []
    for row in rows:
        try:
            outcomes.append(_outcome(dict(zip(_HEADINGS, row, strict=True))))
        except ValueError as error:
            raise ValueError(f"line {rows.line_num} is no row of a sweep ({error})") from None
    return outcomes


def _outcome(row: dict[str, str]) -> Outcome:
    cell = Cell(
        int(row["people"]),
        bool(int(row["separate"])),
        float(row["incentive"]),
        int(row["weeks"]),
        int(row["runs"]),
        int(row["seed"]),
        float(row["initial"]),
    )
    return Outcome(cell, float(row["present"]), float(row["alive"]), float(row["match_rate"]))
