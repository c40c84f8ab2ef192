"""The assignment of greatest total gain, with prices that prove it.

Sources: L. Shapley and M. Shubik, « The assignment game I: the core », Int. J. Game Theory 1 (1971);
successive shortest paths with node potentials, J. Edmonds and R. Karp, J. ACM 19 (1972); N. Tomizawa,
Networks 1 (1971).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.checks import UnprovenError
from mooc_tool.engine.kernels.sparse_assignment import (
    COST,
    FAR,
    FIRST,
    KEPT,
    OPEN,
    PARTNER,
    PLACE,
    PRICE,
    SEATS,
    assign,
)
from mooc_tool.engine.matching.gains import Gains
from mooc_tool.engine.matching.locality import Neighbourly

MANY = 1 << 16  # edges: fewer fit into the cache of a processor in any order

Weights = Sequence[Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Prices:
    """What each left node keeps and what a seat at each right node is worth; none is negative.

    For every pair, ``left[i] + right[j] >= weights[i][j]``. Nobody can then reach more than the sum of
    all of them.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]

    def bound(self, seats: Sequence[int]) -> int:
        """No assignment gains more than this."""
        return sum(self.left) + sum(price * count for price, count in zip(self.right, seats, strict=True))


@dataclass(frozen=True, slots=True)
class AssignmentResult:
    """``partner[left]`` is a right-hand node, or -1 (stays out).

    ``gap`` is the bound of the prices less ``total``: 0, which proves the assignment optimal.
    """

    partner: tuple[int, ...]
    total: int
    duals: Prices
    gap: int


@dataclass(frozen=True, eq=False)
class Assignment:
    """The same as arrays, for large markets: partners (-1.

    Out), total gain, and the prices of both sides.
    """

    partner: Int32
    total: int
    left_price: Int64
    right_price: Int64
    gap: int


def maximum_weight(weights: Weights, seats: Sequence[int]) -> AssignmentResult:
    """The assignment of greatest total gain; staying out is worth 0.

    ``weights[left]`` maps each right node open to it to a whole-number gain above 0. ValueError when the
    graph is none or a gain is not above 0. The prices are checked before the answer is given.
    """
    found = best_assignment(Gains.of(weights, seats))
    prices = Prices(tuple(found.left_price.tolist()), tuple(found.right_price.tolist()))
    return AssignmentResult(tuple(found.partner.tolist()), found.total, prices, found.gap)


def best_assignment(gains: Gains) -> Assignment:
    """The same for a graph in arrays. Each left node costs one search for the cheapest chain of moves."""
    partner, kept, price = _assigned(gains) if len(gains.right) < MANY else _assigned_nearby(gains)
    total = total_gain(gains, partner)
    gap = sum(kept.tolist()) + sum((price * gains.seats).tolist()) - total
    if gap or not are_feasible(gains, kept, price):
        raise UnprovenError("the prices found do not prove the assignment found")
    return Assignment(partner, total, kept, price, gap)


def _assigned(gains: Gains) -> tuple[Int32, Int64, Int64]:
    """Partners, and the prices of both sides."""
    rights = len(gains.seats)
    left = np.full((len(gains), 4), -1, np.int64)
    left[:, KEPT] = 0
    node = np.zeros((rights, 8), np.int64)
    node[:, COST], node[:, SEATS], node[:, FIRST], node[:, PLACE] = FAR, gains.seats, -1, OPEN
    edge = np.empty((len(gains.right), 2), np.int64)
    edge[:, 0], edge[:, 1] = gains.right, gains.gain
    assign(gains.start, edge, left, node, np.empty(rights, np.int64), np.empty((2, rights), np.int64))
    return left[:, PARTNER].astype(np.int32), left[:, KEPT].copy(), node[:, PRICE].copy()


def _assigned_nearby(gains: Gains) -> tuple[Int32, Int64, Int64]:
    """The same of a large market: neighbours are laid side by side first."""
    near = Neighbourly.of(gains)
    place, keeps, costs = _assigned(near.gains)
    partner, kept, price = np.empty_like(place), np.empty_like(keeps), np.empty_like(costs)
    partner[near.left] = np.where(place >= 0, near.right[place], -1)
    kept[near.left], price[near.right] = keeps, costs
    return partner, kept, price


def total_gain(gains: Gains, partner: Int32) -> int:
    """What a given assignment gains.

    ValueError names a left node whose partner is not open to it, or a full one.
    """
    mine = gains.right == partner[gains.left]
    reached = np.zeros(len(gains), bool)
    reached[gains.left[mine]] = True
    strangers = np.flatnonzero((partner >= 0) & ~reached)
    if strangers.size:
        raise ValueError(f"left node {strangers[0]} is matched with {partner[strangers[0]]}, not open to it")
    load = np.bincount(partner[partner >= 0], minlength=len(gains.seats))
    full = np.flatnonzero(load > gains.seats)
    if full.size:
        raise ValueError(
            f"right node {full[0]} has {gains.seats[full[0]]} seats and is given {load[full[0]]}"
        )
    return int(gains.gain[mine].sum())


def are_feasible(gains: Gains, left_price: Int64, right_price: Int64) -> bool:
    """Whether no price is negative and no pair gains more than its two prices together."""
    covered = (left_price[gains.left] + right_price[gains.right] >= gains.gain).all()
    return bool(covered and left_price.min() >= 0 and right_price.min() >= 0)
