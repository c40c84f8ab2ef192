"""Two-sided matching, exchange, and markets in time."""

import sys
from functools import cache
from heapq import heappop, heappush
from importlib import import_module

import numpy as np
from engine_case import Case, exponent

from mooc_tool.engine import (
    Draw,
    DynamicMarket,
    ImplicitPreferences,
    Market,
    Matching,
    Policy,
    Preferences,
    blocking_pairs,
    deferred_acceptance,
    deferred_acceptance_implicit,
    top_trading_cycles,
)
from mooc_tool.engine.kernels.build import plainly


@cache
def table(seed: str, rows: int, columns: int) -> np.ndarray:
    draw, lists = Draw(seed.encode()), np.empty((rows, columns), np.int16)
    for row in lists:
        row[:] = np.argsort(draw.words(columns))
    return lists


def from_lists(left: np.ndarray, right: np.ndarray) -> object:
    return deferred_acceptance(Market.of(Preferences.complete(left), Preferences.complete(right)))


def deferred_acceptance_1000() -> Case:
    left, right = table("left", 1000, 1000), table("right", 1000, 1000)

    def plain() -> object:
        with plainly():
            return from_lists(left, right)

    def matching() -> object:
        sys.setrecursionlimit(10**6)
        games = import_module("matching.games")
        men = dict(enumerate(left.tolist()))
        women = dict(enumerate(right.tolist()))
        return games.StableMarriage.create_from_dictionaries(men, women).solve()

    return Case(
        "deferred acceptance from lists, n = 1,000",
        lambda: from_lists(left, right),
        {"the same without numba": plain, "matching (PyPI)": matching},
        ">= 10,000 x matching; without numba >= 1,000 x",
    )


def small_market() -> Case:
    left, right = table("left", 8, 8).tolist(), table("right", 8, 8).tolist()
    return Case(
        "an exercise's market, 8 x 8, from lists",
        lambda: deferred_acceptance(Market.of(left, right)),
        goal="< 1 ms",
    )


def deferred_acceptance_10000() -> Case:
    left, right = table("left", 10_000, 10_000), table("right", 10_000, 10_000)
    lists = table("left", 5000, 5000), table("right", 5000, 5000)
    return Case(
        "deferred acceptance from lists, n = 10,000",
        lambda: from_lists(left, right),
        {"one pass over both tables (max)": lambda: (left.max(), right.max())},
        "within 5 x of the time to stream the lists",
        exponent(lambda: from_lists(*lists), lambda: from_lists(left, right), 2),
    )


def implicit_market() -> Case:
    n = 10**6
    sides = ImplicitPreferences(1, n, n), ImplicitPreferences(2, n, n)
    return Case("implicit market, 10^6 x 10^6", lambda: deferred_acceptance_implicit(*sides), goal="< 2.5 s")


def many_to_one() -> Case:
    people, places, seats = 10_000, 200, 50
    lists = [row[:8] for row in table("people", people, places).tolist()]
    wanted: list[list[int]] = [[] for _ in range(places)]
    for i in Draw(b"order").shuffled(range(people)):
        for j in lists[i]:
            wanted[j].append(i)
    capacity = [seats] * places

    def matching() -> object:
        sys.setrecursionlimit(10**6)
        games = import_module("matching.games")
        prefer = dict(enumerate(lists)), dict(enumerate(wanted))
        return games.HospitalResident.create_from_dictionaries(*prefer, dict(enumerate(capacity))).solve()

    return Case(
        "many to one, 10,000 x 200 x 50 seats, from lists",
        lambda: deferred_acceptance(Market.of(lists, wanted, capacity)),
        {"matching (PyPI)": matching},
        ">= 500 x",
    )


def blocking() -> Case:
    n = 10_000
    market = Market.of(Preferences.complete(table("left", n, n)), Preferences.complete(table("right", n, n)))
    matching = Matching.of(market, Draw(b"any").shuffled(range(n)))
    left, right = market.proposers.rank_table, market.receivers.rank_table
    return Case(
        "blocking pairs of a random matching, n = 10,000",
        lambda: blocking_pairs(market, matching, 0),
        {"one pass over both tables (max)": lambda: (left.max(), right.max())},
        ">= 80 % of the memory's bandwidth",
    )


def cycles() -> Case:
    size = 2000
    houses = table("houses", size, size)
    lists, rows = Preferences.complete(houses), houses.tolist()

    def textbook() -> object:
        graphs = import_module("networkx")
        left = set(range(size))
        while left:
            graph = graphs.DiGraph((i, next(j for j in rows[i] if j in left)) for i in left)
            left -= {i for cycle in graphs.simple_cycles(graph) for i in cycle}
        return left

    return Case(
        "top trading cycles, n = 2,000",
        lambda: top_trading_cycles(lists),
        {"textbook rounds with networkx": textbook},
        ">= 1,000 x networkx at 10,000",
    )


def dynamic() -> Case:
    market = DynamicMarket(1000, 4)
    stream = market.stream(Draw(b"line"), 10**6)
    market.run(stream, Policy("at-once"))

    def mesa() -> object:
        """The same market, by agents: those whose time is up go, a newcomer takes anyone who suits."""
        model_of, agent_of = import_module("mesa").Model, import_module("mesa").Agent
        model, pool, leaving = model_of(seed=1), [], []
        for k, (come, leave) in enumerate(zip(*stream.time.tolist(), strict=True)):
            while leaving and leaving[0][0] < come:
                gone = heappop(leaving)[2]
                if gone in pool:
                    pool.remove(gone)
                    gone.remove()
            newcomer, chance = agent_of(model), stream.noise[k]
            if pool and chance < 1 - (1 - 0.004) ** len(pool):
                pool.pop(int(chance * len(pool))).remove()
                newcomer.remove()
            else:
                pool.append(newcomer)
                heappush(leaving, (leave, k, newcomer))
        return len(pool)

    return Case(
        "dynamic market, 10^6 arrivals, matched at once",
        lambda: market.run(stream, Policy("at-once")),
        {"mesa": mesa},
        ">= 100 x mesa",
    )


CASES = (
    small_market,
    deferred_acceptance_1000,
    deferred_acceptance_10000,
    implicit_market,
    many_to_one,
    blocking,
    cycles,
    dynamic,
)
