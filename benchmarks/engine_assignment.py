"""Assignment, dense and sparse, and maximum matching."""

from importlib import import_module

import numpy as np
from engine_case import Case, exponent
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching
from scipy.spatial import cKDTree

from mooc_tool.engine import (
    Draw,
    Gains,
    best_assignment,
    best_full_assignment,
    cheapest_assignment,
    maximum_matching,
)


def _costs(kind: str, n: int) -> np.ndarray:
    draw = Draw(kind.encode())
    if kind == "uniform":
        return draw.reals(n * n).reshape(n, n)
    if kind == "ties":
        return (draw.words(n * n) % np.uint64(100)).astype(np.int64).reshape(n, n)
    here, there = draw.reals(2 * n).reshape(n, 2), draw.reals(2 * n).reshape(n, 2)
    return np.sqrt(((here[:, None] - there[None]) ** 2).sum(axis=2))


def _dense(kind: str, goal: str) -> Case:
    table, small = _costs(kind, 3000), _costs(kind, 1500)

    def lapx() -> object:
        return import_module("lap").lapjv(table.astype(float))

    def scipy() -> object:
        return linear_sum_assignment(table)

    grows = exponent(lambda: cheapest_assignment(small), lambda: cheapest_assignment(table), 2)
    peers = {"scipy linear_sum_assignment": scipy}
    if kind == "uniform":
        peers["lapx lapjv"] = lapx
    return Case(
        f"dense assignment, {kind}, n = 3,000", lambda: cheapest_assignment(table), peers, goal, grows
    )


def dense_uniform() -> Case:
    return _dense("uniform", ">= 8 x scipy")


def dense_points() -> Case:
    return _dense("points", ">= 5 x scipy")


def dense_ties() -> Case:
    return _dense("ties", ">= 2 x scipy")


def sparse() -> Case:
    n, out = 100_000, 3000
    draw = Draw(b"sparse")
    here, there = 60_000 * draw.reals(2 * n).reshape(n, 2), 60_000 * draw.reals(2 * n).reshape(n, 2)
    distance, near = cKDTree(there).query(here, k=10)
    gain = np.round(out - distance).astype(np.int64)
    kept = gain > 0
    start = np.concatenate(([0], np.cumsum(kept.sum(axis=1))))
    gains = Gains.of_arrays(start, near[kept], gain[kept], np.ones(n, np.int64))
    total = best_assignment(gains).total

    def ortools() -> object:
        flow = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
        edges, ones = len(gains.right), np.ones(len(gains.right), np.int64)
        flow.add_arcs_with_capacity_and_unit_cost(gains.left, n + gains.right, ones, -gains.gain)
        people, places = np.arange(n), n + np.arange(n)
        source, sink = np.full(n, 2 * n), np.full(n, 2 * n + 1)
        flow.add_arcs_with_capacity_and_unit_cost(source, people, ones[:n], 0 * people)
        flow.add_arcs_with_capacity_and_unit_cost(people, sink, ones[:n], 0 * people)
        flow.add_arcs_with_capacity_and_unit_cost(places, sink, ones[:n], 0 * people)
        flow.set_node_supply(2 * n, n)
        flow.set_node_supply(2 * n + 1, -n)
        flow.solve()
        assert -flow.optimal_cost() == total
        return edges

    return Case(
        "sparse assignment, 10^5 x 10^5, ten nearest, out at 3 km",
        lambda: best_assignment(gains),
        {"OR-Tools SimpleMinCostFlow": ortools},
        ">= 10 x OR-Tools",
    )


def full() -> Case:
    n, draw = 100_000, Draw(b"full")
    right = np.column_stack((draw.shuffled(range(n)), draw.words(9 * n).reshape(n, 9) % np.uint64(n)))
    pair = np.unique(np.arange(n).repeat(10) * n + right.astype(np.int64).ravel())
    left, right, cost = pair // n, pair % n, (draw.words(len(pair)) % np.uint64(10_000)).astype(np.int64)
    gains = Gains.of_arrays(
        np.searchsorted(left, np.arange(n + 1)), right, 10_000 - cost, np.ones(n, np.int64)
    )
    total = best_full_assignment(gains).total

    def ortools() -> None:
        solver = import_module("ortools.graph.python.linear_sum_assignment").SimpleLinearSumAssignment()
        solver.add_arcs_with_cost(left, right, cost)
        solver.solve()
        assert 10_000 * n - solver.optimal_cost() == total

    return Case(
        "sparse assignment of everyone, 10^5 x 10^5, ten at random",
        lambda: best_full_assignment(gains),
        {"OR-Tools SimpleLinearSumAssignment": ortools},
        "no slower than OR-Tools",
    )


def cardinality() -> Case:
    n = 10_000
    draw = Draw(b"near")
    here, there = draw.reals(2 * n).reshape(n, 2), draw.reals(2 * n).reshape(n, 2)
    near = cKDTree(there).query(here, k=5)[1]
    edges = [row.tolist() for row in near]
    graph = csr_array((np.ones(5 * n), (np.repeat(np.arange(n), 5), near.ravel())), shape=(n, n))

    def networkx() -> object:
        graphs = import_module("networkx")
        made = graphs.Graph((i, n + j) for i, row in enumerate(edges) for j in row)
        return graphs.bipartite.hopcroft_karp_matching(made, range(n))

    return Case(
        "maximum matching of neighbours, 10^4 x 10^4, from lists",
        lambda: maximum_matching(edges, [1] * n),
        {
            "scipy maximum_bipartite_matching": lambda: maximum_bipartite_matching(graph, perm_type="column"),
            "networkx hopcroft_karp_matching": networkx,
        },
    )


CASES = (dense_uniform, dense_points, dense_ties, sparse, full, cardinality)
