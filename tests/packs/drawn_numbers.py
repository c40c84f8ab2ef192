"""The numbers of the course's charts as the engine works them out: the points of each line, as stored."""

from collections.abc import Callable, Iterable
from math import log

import numpy as np
from scipy.special import ndtr

from mooc_tool.engine.adoption.bass import Bass
from mooc_tool.engine.adoption.fixed_points import lowest_equilibrium
from mooc_tool.engine.adoption.presence import Group, fewest_places
from mooc_tool.engine.adoption.two_sided import Side, TwoSidedMarket
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.dynamic import DynamicMarket, Policy
from tests.packs.test_worked_examples import mean_ranks

Points = list[tuple[float, float]]


def line(xs: Iterable[float], ys: Iterable[float], digits: int) -> Points:
    """Points as a chart's table holds them."""
    return [(round(float(x), 2), round(float(y), digits)) for x, y in zip(xs, ys, strict=True)]


def the_long_side() -> list[Points]:
    """Mean ranks of passengers and of drivers, where 36 to 44 passengers propose to 40 drivers."""
    sizes = range(36, 45)
    ranks = [mean_ranks(size, 40, 60) for size in sizes]
    return [line(sizes, (found[side] for found in ranks), 1) for side in (0, 1)]


def waiting() -> list[Points]:
    """Per cent lost by the length of blind batches, at once, and knowing who is about to leave."""
    market = DynamicMarket(rate=60, density=4)
    stream = market.stream(Draw(b"waiting"), 20_000)

    def lost(policy: Policy) -> float:
        return 100 * market.run(stream, policy).lost_share

    lengths = [0.05, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0]
    batches = line(lengths, (lost(Policy("batch", length)) for length in lengths), 0)
    at_once, patient = lost(Policy("at-once")), lost(Policy("patient"))
    return [batches, line((0, 1), (at_once, at_once), 0), line((0, 1), (patient, patient), 0)]


def worth() -> list[Points]:
    """How many times the worth of 10 members, by the links, by n log n and by the members."""
    sizes = range(10, 101, 5)
    laws: tuple[Callable[[int], float], ...] = (lambda n: n * (n - 1), lambda n: n * log(n), float)
    return [line(sizes, (law(size) / law(10) for size in sizes), 1) for law in laws]


def the_jump() -> list[Points]:
    """Where a crowd of 100 with normal thresholds of mean 25 comes to rest, by their spread."""

    def rest(spread: float) -> float:
        return 100 * lowest_equilibrium(lambda share: float(ndtr((100 * share - 25) / spread)))

    spreads = [*np.arange(5, 12.1, 0.5), 12.2, 12.3, *np.arange(12.5, 20.1, 0.5)]
    return [line(spreads, map(rest, spreads), 1)]


def bass() -> list[Points]:
    """New adopters a period among 100 people: all, those who imitate, those who come by themselves."""
    curve, times = Bass(0.03, 0.38, 100), np.arange(0, 20.1, 0.5)
    rate, innovate = curve.rate(times), 0.03 * (100 - curve.adopters(times))
    return [line(times, each, 1) for each in (rate, rate - innovate, innovate)]


def the_frontier() -> list[Points]:
    """The frontier of a service of 300 drivers and 300 passengers at most, the paths from a start on each
    side of it, and its two states of rest.
    """

    def meeting(drivers: float, passengers: float) -> float:
        short, long = sorted((drivers, passengers))
        return short * float(1 - 0.99**long)

    side = Side(potential=300, threshold=0.5, spread=0.1)
    market = TwoSidedMarket(side, side, meeting)
    drivers = range(5, 111, 5)
    fewest = market.frontier(drivers)
    lives, dies = market.run((50, 60), 80), market.run((60, 35), 40)
    alive = (lives.first[-1], lives.second[-1])
    return [
        line(drivers, (each for each in fewest if each is not None), 0),
        _apart(lives.first[::4], lives.second[::4]),
        _apart(dies.first[::-1], dies.second[::-1]),
        _apart((0, alive[0]), (0, alive[1])),
    ]


def _apart(xs: Iterable[float], ys: Iterable[float]) -> Points:
    """Whole points of a path, each x once."""
    places = {round(float(x)): round(float(y)) for x, y in zip(xs, ys, strict=True)}
    return [(float(x), float(y)) for x, y in places.items()]


def desks() -> list[Points]:
    """Members, and desks so that on 95 days in 100 nobody is refused; and the members present on average."""
    sizes = range(10, 201, 10)
    needed = [fewest_places([[Group(size, 30)]], 95) for size in sizes]
    return [line(sizes, needed, 0), line(sizes, (0.3 * size for size in sizes), 0)]


COMPUTED: dict[str, Callable[[], list[Points]]] = {
    "cote-long": the_long_side,
    "attendre": waiting,
    "valeur-d-un-reseau": worth,
    "le-saut": the_jump,
    "courbe-de-bass": bass,
    "la-frontiere": the_frontier,
    "bureaux": desks,
}
"""The charts whose points the engine gives."""
