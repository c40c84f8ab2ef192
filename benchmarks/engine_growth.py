"""How cost grows with size: the measured exponent of each algorithm beside what its page says.

``python benchmarks/engine_growth.py [name ...]``. From the CPU time at two sizes, four times apart; what is
told apart is n from n² and n² from n³, not 1.9 from 2. Large tables leave the processor's caches on the way,
which adds some tenths.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
from engine_matching import from_lists, table

from mooc_tool.engine import (
    Draw,
    DynamicMarket,
    Gains,
    ImplicitPreferences,
    Market,
    Matching,
    Policy,
    Preferences,
    Trips,
    best_assignment,
    blocking_pairs,
    cheapest_assignment,
    deferred_acceptance,
    deferred_acceptance_implicit,
    feasible_pairs,
    first_choice_first,
    first_come,
    maximum_matching,
    maximum_pairing,
    random_network,
    spread_in_crowd,
    spread_on_network,
    stable_roommates,
    top_trading_cycles,
)

FACTOR, TIMES = 4, 5
Call = Callable[[], object]


@dataclass(frozen=True)
class Growth:
    """``made(n)``: the work on a market of size n, ready to run. ``said``: the exponent of the page named."""

    page: str
    size: int
    said: str
    made: Callable[[int], Call]


def _near(n: int) -> list[list[int]]:
    """Each of n on a line knows five of those opposite."""
    shift = (Draw(b"near").words(5 * n) % np.uint64(40)).astype(np.int64).reshape(n, 5) - 20
    return [sorted({*row}) for row in ((np.arange(n)[:, None] + shift) % n).tolist()]


def _lists(n: int) -> Call:
    return lambda: from_lists(table("left", n, n), table("right", n, n))


def _few_choices(n: int) -> Call:
    places = n // 50
    lists = [row[:8] for row in table("people", n, places).tolist()]
    wanted: list[list[int]] = [[] for _ in range(places)]
    for i in Draw(b"order").shuffled(range(n)):
        for j in lists[i]:
            wanted[j].append(i)
    market = Market.of(lists, wanted, [50] * places)
    return lambda: (deferred_acceptance(market), first_choice_first(market))


def _implicit(n: int) -> Call:
    sides = ImplicitPreferences(1, n, n), ImplicitPreferences(2, n, n)
    return lambda: deferred_acceptance_implicit(*sides)


def _blocking(n: int) -> Call:
    market = Market.of(Preferences.complete(table("left", n, n)), Preferences.complete(table("right", n, n)))
    matching = Matching.of(market, Draw(b"any").shuffled(range(n)))
    return lambda: blocking_pairs(market, matching, 0)


def _cycles(n: int) -> Call:
    lists = Preferences.complete(table("houses", n, n))
    return lambda: top_trading_cycles(lists)


def _dense(n: int) -> Call:
    costs = Draw(b"dense").reals(n * n).reshape(n, n)
    return lambda: cheapest_assignment(costs)


def _sparse(n: int) -> Call:
    rows = _near(n)
    gain = Draw(b"gain").words(sum(map(len, rows))) % np.uint64(1000) + np.uint64(1)
    start = np.cumsum([0, *map(len, rows)])
    gains = Gains.of_arrays(start, np.concatenate(rows), gain.astype(np.int64), np.ones(n, np.int64))
    return lambda: best_assignment(gains)


def _most(n: int) -> Call:
    rows = _near(n)
    return lambda: maximum_matching(rows, [1] * n)


def _in_turn(n: int) -> Call:
    rows = _near(n)
    return lambda: first_come(rows, [1] * n)


def _pairs(n: int) -> Call:
    friends: list[set[int]] = [set() for _ in range(n)]
    for i, row in enumerate(_near(n)):
        for j in row:
            if i != j:
                friends[i].add(j)
                friends[j].add(i)
    rows = [sorted(row) for row in friends]
    return lambda: maximum_pairing(rows)


def _rooms(n: int) -> Call:
    lists = [[j + (j >= i) for j in row] for i, row in enumerate(table("rooms", n, n - 1).tolist())]
    return lambda: stable_roommates(lists)


def _arrivals(n: int) -> Call:
    market = DynamicMarket(1000, 4)
    stream = market.stream(Draw(b"line"), n)
    return lambda: market.run(stream, Policy("at-once"))


def _trips(seed: str, n: int) -> Trips:
    at = Draw(seed.encode()).reals(4 * n).reshape(4, n)
    ends = (45.2 + 0.5 * at[0], 4.0 + 0.7 * at[1]), (45.2 + 0.5 * at[2], 4.0 + 0.7 * at[3])
    return Trips.of(*ends, np.full(n, 480), window=5, max_detour=5)


def _candidates(n: int) -> Call:
    drivers, riders = _trips("drivers", n), _trips("riders", n)
    return lambda: feasible_pairs(drivers, riders)


def _network(n: int) -> Call:
    network = random_network(Draw(b"town"), n, 4)
    return lambda: spread_on_network(network, 0.18, list(range(50)))


def _crowd(n: int) -> Call:
    thresholds = Draw(b"crowd").shuffled(range(n))
    return lambda: spread_in_crowd(thresholds)


GROWTHS = (
    Growth("deferred-acceptance", 500, "2 in people, complete lists", _lists),
    Growth("deferred-acceptance", 2500, "1 in entries, lists of 8 (and first-choice-first)", _few_choices),
    Growth("implicit-markets", 50_000, "1 in people, and a logarithm", _implicit),
    Growth("blocking-pairs", 1000, "2 in people", _blocking),
    Growth("top-trading-cycles", 1000, "2 in people at most, complete lists", _cycles),
    Growth("dense-assignment", 600, "3 in people at worst", _dense),
    Growth("assignment", 5000, "2 in people at worst, five choices each", _sparse),
    Growth("maximum-matching", 5000, "1.5 in people at worst, five choices each", _most),
    Growth("greedy", 5000, "1 in entries", _in_turn),
    Growth("pairing", 200, "3 in people at worst", _pairs),
    Growth("roommates", 100, "2 in people", _rooms),
    Growth("dynamic-markets", 50_000, "1 in arrivals", _arrivals),
    Growth("candidates", 2500, "2 in people, who are found in pairs", _candidates),
    Growth("networks", 50_000, "1 in ties", _network),
    Growth("crowds", 50_000, "1 in people, and a logarithm", _crowd),
)


def seconds(call: Call) -> float:
    """Median CPU time of a few runs, after one to warm."""
    call()
    runs = []
    for _ in range(TIMES):
        before = process_time()
        call()
        runs.append(process_time() - before)
    return median(runs)


def main(wanted: list[str]) -> None:
    """Every algorithm, or those whose page's name holds one of the words."""
    for growth in GROWTHS:
        if not wanted or any(word in growth.page for word in wanted):
            small, large = (seconds(growth.made(size)) for size in (growth.size, FACTOR * growth.size))
            print(f"{growth.page:22} {log(large / small, FACTOR):5.2f}   said: {growth.said}")


if __name__ == "__main__":
    main(sys.argv[1:])
