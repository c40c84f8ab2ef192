"""Communities that might car-pool on a territory, and how each grows or dies: what several exercises share.

A community is people ready to try who have something in common: a destination, a road, or nothing but the
territory. The engine draws them (from known flows, or a gravity model), says who can take whom, and matches
more and more of them; the share matched is kept as a table in whole numbers. From the tables, ``services``
gives the engine's weekly adoption, exact and quick, from stored data alone. A teaching model: the communes
are real, the people are not.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

import numpy as np

from mooc_tool.engine.adoption.behaviour import Behaviour, Levers
from mooc_tool.engine.adoption.tabulated import Services, rate_thresholds
from mooc_tool.engine.arrays import Bits, Int64, Real
from mooc_tool.engine.carpool.candidates import Candidates, feasible_pairs
from mooc_tool.engine.carpool.gravity import Places, Timetable, commuters
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.growing import pairs_as_people_come
from mooc_tool.exercises import commuting
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.territory import Territory

Sort = Literal["whole", "villages", "campus", "corridor", "zone"]
"""Anywhere to anywhere; the small communes alone; students to the largest commune; a road axis towards its
end; everybody who works in one commune."""
Flexibility = Literal["none", "window", "meeting"]
"""What is asked of members: nothing; to shift their departure by half an hour; to walk to meeting points."""
FLEXIBILITIES: tuple[Flexibility, ...] = get_args(Flexibility)

STEP = 10
"""People between two points of a table of rates."""
WORKDAYS = 5
_LIMITS: dict[Flexibility, tuple[int, int]] = {"none": (15, 8), "window": (20, 8), "meeting": (15, 12)}
# minutes of window and of detour; meeting points spare the driver the detour to the door (fact F-504)
_WIDEST = Timetable(window=20, max_detour=12)
_NEAREST = 2500.0  # metres: nobody car-pools next door
_SCATTER = 600.0  # metres around the seat of a commune
_VILLAGE = 2500  # inhabitants, at most
_ALL_THE_WAY = 1  # orders of arrival followed to the end: where many are present luck counts less
_BEGINNINGS = 5  # orders followed through the first quarter only


class Sketch(Form):
    """Who a community is, before anybody is matched: codes of communes, and who is ready.

    ``titles``: of the corridor, by language; empty for other sorts. ``end``: the code of the destination, ""
    for several. ``ready``: people ready to try, a multiple of STEP; ``drivers``: per cent of them;
    ``spread``: minutes, about two in three leave within it around 7:45.
    """

    sort: Sort
    titles: dict[str, str]
    origins: tuple[str, ...]
    end: str
    ready: int
    drivers: int
    spread: int


class Community(Form):
    """A sketch with what the engine found: tables of rates, and how many pairs suit.

    ``rates``: by flexibility, in thousandths, the share of those present who are matched when 0, STEP, 2
    STEP... are. ``suiting``: in thousandths, the share of driver-passenger pairs that could travel together.
    """

    sketch: Sketch
    rates: dict[Flexibility, tuple[int, ...]]
    suiting: int


def matched(sketch: Sketch, territory: Territory, draw: Draw) -> Community:
    """Draws the people of a community and matches more and more of them, under each flexibility."""
    places, flows = journeys(sketch, territory)
    drivers = sketch.ready * sketch.drivers // 100
    table = Timetable(spread=sketch.spread, window=_WIDEST.window, max_detour=_WIDEST.max_detour)
    given, asked = (
        commuters(draw.fork(side), places, flows, count, table, _SCATTER)
        for side, count in (("drivers", drivers), ("riders", sketch.ready - drivers))
    )
    found = feasible_pairs(given, asked)
    late = np.abs(found.pickup - asked.departure[found.passenger])
    orders = _orders(sketch.ready, draw)
    allowed: dict[Flexibility, Bits] = {
        name: (late <= window) & (found.detour_minutes <= detour)
        for name, (window, detour) in _LIMITS.items()
    }
    rates = {name: _rates(found, kept, orders) for name, kept in allowed.items()}
    pairs = drivers * (sketch.ready - drivers)
    return Community(sketch=sketch, rates=rates, suiting=1000 * int(allowed["none"].sum()) // max(pairs, 1))


def _orders(people: int, draw: Draw) -> list[list[int]]:
    """Orders of arrival: some of everybody, more of the first quarter, where the critical mass lies."""
    chances = [draw.fork(f"order {n}").reals(people) for n in range(_ALL_THE_WAY + _BEGINNINGS)]
    orders: list[list[int]] = [np.argsort(each, kind="stable").tolist() for each in chances]
    return [order if n < _ALL_THE_WAY else order[: people // 4] for n, order in enumerate(orders)]


def journeys(sketch: Sketch, territory: Territory) -> tuple[Places, Real]:
    """Who lives where and works where, among the community's people: places, and weights between them."""
    ends = (sketch.end,) if sketch.end else territory.communes
    return commuting.journeys(territory, sketch.origins, ends, _NEAREST)


def _rates(found: Candidates, kept: Bits, orders: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The mean over orders of arrival; more people never find less, whatever luck says of a few orders."""
    drivers = found.driver[kept].tolist()
    ends = np.searchsorted(found.passenger[kept], np.arange(found.passengers + 1)).tolist()
    edges = [drivers[start:end] for start, end in pairwise(ends)]
    points = len(orders[0]) // STEP
    pairs, times = [0] * (points + 1), [0] * (points + 1)
    for grown in pairs_as_people_come(edges, found.drivers, orders):
        for point in range(1, len(grown) // STEP + 1):
            pairs[point] += grown[point * STEP - 1]
            times[point] += 1
    rates = [0]
    for point in range(1, points + 1):
        rates.append(max(rates[-1], 2000 * pairs[point] // (times[point] * point * STEP)))
    return tuple(rates)


class Attitude(Form):
    """When an attempt pays, in cents: its cost (mean and spread between people), and what a match brings."""

    cost: int
    spread: int
    benefit: int

    def thresholds(self, incentive: int = 0, guarantee: int = 0) -> Int64:
        """The engine's classes of people; ``incentive`` for a match, ``guarantee`` for none, in cents."""
        behaviour = Behaviour(cost=self.cost / 100, spread=self.spread / 100, benefit=self.benefit / 100)
        return rate_thresholds(behaviour, Levers(incentive=incentive / 100, guarantee=guarantee / 100))


def services(
    communities: Sequence[Community], flexibility: Flexibility, attitude: Attitude, incentive: int = 0
) -> Services:
    """The communities as the engine lets them live side by side, each with its own service."""
    tables = [community.rates[flexibility] for community in communities]
    longest = max(map(len, tables))
    padded = [(*table, *[table[-1]] * (longest - len(table))) for table in tables]
    return Services.of(
        np.array(padded, np.int64),
        np.full(len(communities), STEP),
        np.array([community.sketch.ready for community in communities]),
        attitude.thresholds(incentive),
    )


def trips(matched_people: Int64) -> Int64:
    """Passengers' trips in each week, there and back, of so many thousandths of a person matched a day.

    Half of those matched are passengers.
    """
    made: Int64 = matched_people * WORKDAYS // 1000
    return made


def whole_of(territory: Territory, draw: Draw, ready: int) -> Sketch:
    """Everybody, from anywhere to anywhere."""
    codes = tuple(territory.communes)
    spread = draw.between(30, 40)
    return Sketch(sort="whole", titles={}, origins=codes, end="", ready=ready, drivers=50, spread=spread)


def sketches(territory: Territory, draw: Draw, count: int) -> tuple[Sketch, ...]:
    """``count`` communities of the territory in any order: villages, a campus, corridors, zones.

    Who is ready, how many drive and when they leave is drawn. Corridors are at most a third; zones make up
    the number as long as the territory has communes. Meant for territories where ``too_small`` is False.
    """
    largest = sorted(territory.communes.values(), key=lambda each: (-each.population, each.code))
    codes = tuple(territory.communes)
    small = tuple(each.code for each in largest if each.population <= _VILLAGE) or codes
    found = [
        _sketch(_VILLAGERS, small, draw),
        _sketch(_STUDENTS, codes, draw, largest[0].code),
    ]
    for axis in draw.shuffled(list(territory.corridors.values()))[: count // 3]:
        drawn = _sketch(_ALONG_A_ROAD, axis.origins, draw, axis.destination)
        found.append(drawn.model_copy(update={"titles": axis.titles}))
    ends = draw.shuffled([each.code for each in largest[1 : 2 * count]])
    found.extend(_sketch(_WORKERS, codes, draw, end) for end in ends[: count - len(found)])
    return tuple(draw.shuffled(found)[:count])


def too_small(territory: Territory, count: int) -> bool:
    """Whether the territory has too few communes for so many communities."""
    return len(territory.communes) < 2 * count


class _Likely(NamedTuple):
    """What is drawn of a sort of community: tens of people, per cent of drivers, minutes."""

    sort: Sort
    ready: tuple[int, int]
    drivers: tuple[int, int]
    spread: tuple[int, int]


_VILLAGERS = _Likely("villages", (8, 14), (45, 60), (35, 50))
_STUDENTS = _Likely("campus", (12, 20), (35, 45), (50, 65))
_ALONG_A_ROAD = _Likely("corridor", (6, 12), (30, 55), (45, 75))
_WORKERS = _Likely("zone", (8, 16), (40, 60), (30, 60))


def _sketch(likely: _Likely, origins: tuple[str, ...], draw: Draw, end: str = "") -> Sketch:
    return Sketch(
        sort=likely.sort,
        titles={},
        origins=tuple(code for code in origins if code != end),
        end=end,
        ready=STEP * draw.between(*likely.ready),
        drivers=draw.between(*likely.drivers),
        spread=5 * draw.between(likely.spread[0] // 5, likely.spread[1] // 5),
    )
