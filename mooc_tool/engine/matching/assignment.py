"""The assignment of greatest total gain, with prices that prove it.

Sources: L. Shapley and M. Shubik, « The assignment game I: the core », Int. J. Game Theory 1 (1971);
successive shortest paths with node potentials, J. Edmonds and R. Karp, J. ACM 19 (1972); N. Tomizawa,
Networks 1 (1971).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from mooc_tool.engine.checks import UnprovenError, check_graph

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


def maximum_weight(weights: Weights, seats: Sequence[int]) -> AssignmentResult:
    """The assignment of greatest total gain; staying out is worth 0.

    ``weights[left]`` maps each right node open to it to a whole-number gain above 0. ValueError when the
    graph is none or a gain is not above 0. The prices are checked before the answer is given.
    """
    check_graph(weights, seats)
    for left, row in enumerate(weights):
        for right, gain in row.items():
            if gain <= 0:
                where = f"left node {left} with right node {right}"
                raise ValueError(f"the gain of {where} is {gain}; it must be above 0")
    search = _Search(weights, seats)
    for left in range(len(weights)):
        search.add(left)
    total = sum(weights[left][right] for left, right in enumerate(search.partner) if right >= 0)
    prices = Prices(tuple(search.kept), tuple(search.price))
    gap = prices.bound(seats) - total
    if gap or not are_feasible(prices, weights):
        raise UnprovenError("the prices found do not prove the assignment found")
    return AssignmentResult(tuple(search.partner), total, prices, gap)


def are_feasible(prices: Prices, weights: Weights) -> bool:
    """Whether no price is negative and no pair gains more than its two prices together."""
    pairs_covered = all(
        prices.left[left] + prices.right[right] >= gain
        for left, row in enumerate(weights)
        for right, gain in row.items()
    )
    return pairs_covered and min(prices.left, default=0) >= 0 and min(prices.right, default=0) >= 0


class _Search:
    """Left nodes enter one by one; each time the cheapest chain of moves restores the optimum."""

    def __init__(self, weights: Weights, seats: Sequence[int]) -> None:
        self.weights = weights
        self.seats = seats
        self.partner = [-1] * len(weights)
        self.kept = [0] * len(weights)
        self.price = [0] * len(seats)
        self.riders: list[set[int]] = [set() for _ in seats]

    def add(self, start: int) -> None:
        left_over = (gain - self.price[right] for right, gain in self.weights[start].items())
        self.kept[start] = max([0, *left_over])
        left_cost, right_cost, came_from, end_left, end_right, cost = self._cheapest_chain(start)
        for left, at in left_cost.items():
            self.kept[left] -= cost - at
        for right, at in right_cost.items():
            self.price[right] += cost - at
        self._shift(end_left, end_right, came_from)

    def _cheapest_chain(
        self, start: int
    ) -> tuple[dict[int, int], dict[int, int], dict[int, int], int, int, int]:
        """Dijkstra's search over reduced costs, to a free seat or to someone's staying out (right = -1)."""
        left_cost = {start: 0}
        right_cost: dict[int, int] = {}
        came_from: dict[int, int] = {}
        heap: list[tuple[int, int, int]] = []  # cost, left, right; right = -1 is staying out
        self._open(start, 0, heap)
        while True:  # staying out is always in the heap: the search ends
            cost, left, right = heappop(heap)
            if right in right_cost:
                continue
            if right == -1 or len(self.riders[right]) < self.seats[right]:
                return left_cost, right_cost, came_from, left, right, cost
            right_cost[right] = cost
            came_from[right] = left
            for rider in self.riders[right]:
                left_cost[rider] = cost
                self._open(rider, cost, heap)

    def _open(self, left: int, at: int, heap: list[tuple[int, int, int]]) -> None:
        heappush(heap, (at + self.kept[left], left, -1))
        for right, gain in self.weights[left].items():
            if right != self.partner[left]:
                heappush(heap, (at + self.kept[left] + self.price[right] - gain, left, right))

    def _shift(self, left: int, right: int, came_from: dict[int, int]) -> None:
        """Moves everyone on the chain, from its end back to the newcomer."""
        while True:
            before = self.partner[left]
            if before >= 0:
                self.riders[before].discard(left)
            self.partner[left] = right
            if right >= 0:
                self.riders[right].add(left)
            if before == -1:
                return
            left, right = came_from[before], before
