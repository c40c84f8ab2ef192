"""Draws stations of four sorts, each until one way to match is clearly the best on its mornings."""

from collections.abc import Callable

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.arrivals import Mornings
from mooc_tool.engine.matching.dynamic import DynamicMarket, Policy
from mooc_tool.engine.matching.dynamic import Outcome as Found
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.now_or_later.forms import (
    ASKED,
    AT_ONCE,
    BATCHES,
    PERIODS,
    Outcome,
    Params,
    Question,
    Station,
)
from mooc_tool.exercises.kinds.now_or_later.marking import best_of, fewest, sort_of

DRAWS = 200  # the bound on redraws of each station; most take one or two
CLEAR = 100  # hundredths of a point by which the best way must beat every way of another sort
MORNING, NIGHT = 60, 8  # minutes; mean lives, so that each morning begins with nobody waiting
ALIKE = 10  # stages of the lives of travellers who have about the same patience


def pose(params: Params, draw: Draw) -> Question:
    """Stations in any order, at least one of each sort of best way. Raises NoInstanceError."""
    hurried = [dear, alike] if params.stations > 3 else [draw.choice((dear, alike))]
    chosen = [*hurried, unequal, together]
    while len(chosen) < params.stations:
        chosen.append(draw.choice((dear, alike, unequal, together)))
    stations = tuple(_found(make, params, draw) for make in draw.shuffled(chosen))
    clear = [number for number, station in enumerate(stations) if _fewest_is_clear(station)]
    if not clear:
        raise NoInstanceError("at no station does one way clearly lose the fewest")
    return Question(
        stations=stations, mornings=params.mornings, asking=params.asking, foreseen=draw.choice(clear)
    )


def dear(draw: Draw) -> Station:
    """Waiting counts much: at once, although asking may lose fewer."""
    return Station(
        hourly=draw.between(18, 24), patience=draw.between(10, 14), alike=False,
        suits=10 * draw.between(3, 6), minute=5 * draw.between(3, 5),
    )  # fmt: skip


def alike(draw: Draw) -> Station:
    """All have about the same patience, so that asking teaches nothing: at once."""
    return Station(
        hourly=draw.between(18, 24), patience=draw.between(10, 14), alike=True,
        suits=10 * draw.between(3, 6), minute=draw.between(3, 5),
    )  # fmt: skip


def unequal(draw: Draw) -> Station:
    """Some can wait long, and waiting counts little: ask."""
    return Station(
        hourly=draw.between(34, 42), patience=draw.between(18, 22), alike=False,
        suits=5 * draw.between(7, 10), minute=1,
    )  # fmt: skip


def together(draw: Draw) -> Station:
    """Easy and hard ones leave a train together: short batches serve the hard ones first."""
    return Station(
        hourly=draw.between(22, 30), train=30, within=draw.choice((2, 3, 5)), patience=draw.between(11, 15),
        alike=True, suits=90, hard=50, hard_suits=5 * draw.between(6, 8), minute=draw.between(1, 5),
    )  # fmt: skip


SORTS: dict[Callable[[Draw], Station], int] = {
    dear: AT_ONCE,
    alike: AT_ONCE,
    unequal: ASKED,
    together: BATCHES,
}


def _found(make: Callable[[Draw], Station], params: Params, draw: Draw) -> Station:
    """A station at which the best way is of the right sort, and clearly so."""
    for _ in range(DRAWS):
        made = make(draw)
        station = made.model_copy(update={"outcomes": outcomes(made, params, Draw(b"%d" % draw.word()))})
        best = best_of(station)
        if sort_of(best.way) == SORTS[make] and best.balance >= best.reference + CLEAR:
            return station
    raise NoInstanceError(f"none of {DRAWS} stations has a clearly best way")


def outcomes(station: Station, params: Params, draw: Draw) -> tuple[Outcome, ...]:
    """What the engine finds for every way, on the same mornings."""
    life = station.patience  # the engine's unit of time
    rate = station.hourly * life / 60
    market = DynamicMarket(
        rate,
        density=station.suits * rate / 100,
        hard=station.hard / 100,
        hard_density=station.hard_suits * rate / 100,
        stages=ALIKE if station.alike else 1,
    )
    mornings = Mornings(params.mornings, MORNING / life, NIGHT, station.train / life, station.within / life)
    stream = market.stream_at(draw, mornings.arrivals(draw.fork("mornings"), rate))
    policies = (Policy("at-once"), Policy("patient"), *(Policy("batch", each / life) for each in PERIODS))
    found = [_outcome(market.run(stream, policy), life) for policy in policies]
    asked = found[ASKED]
    kept = 100 - params.asking
    found[ASKED] = Outcome(lost=100 * params.asking + (kept * asked.lost + 50) // 100, wait=asked.wait)
    return tuple(found)


def _outcome(found: Found, life: int) -> Outcome:
    gone = found.lost + found.matched
    lost = (10_000 * found.lost + gone // 2) // gone if gone else 0
    return Outcome(lost=lost, wait=round(100 * found.mean_wait * life))


def _fewest_is_clear(station: Station) -> bool:
    """Whether one sort of way loses fewer than the others by half a traveller of a hundred."""
    least, second, _ = fewest(station).values()
    return second >= least + CLEAR // 2
