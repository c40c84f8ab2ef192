"""How many pairs can be made while people come one by one, on both sides of a market.

Sources: C. Berge, PNAS 43 (1957): a matching is a maximum one when no path augments it. When somebody comes
to a market whose matching is a maximum one, a path that augments the new one begins at them; so one search
for each arrival keeps a maximum matching, and one run gives the whole curve from nobody to everybody.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.checks import check_graph
from mooc_tool.engine.kernels.build import runs_compiled
from mooc_tool.engine.kernels.growing import COLUMNS, PARTNER, grow

Edges = Sequence[Sequence[int]]


def pairs_as_people_come(
    edges: Edges, rights: int, orders: Iterable[Sequence[int]]
) -> tuple[tuple[int, ...], ...]:
    """For each order of arrival: the most pairs among those who have come, after each arrival.

    ``edges[left]`` lists the right-hand nodes open to a left-hand node, each of one seat. In an order left
    nodes are 0 to ``len(edges) - 1``, right nodes follow; some may stay away. ValueError when the graph or
    an order is none.
    """
    check_graph(edges, (1,) * rights)
    people = len(edges) + rights
    given = [_checked(order, people) for order in orders]
    if runs_compiled():
        start, others = _rows(edges, rights)
        return tuple(_grown(start, others, order) for order in given)
    near = _neighbours(edges, rights)
    return tuple(tuple(map(_Market(near).come, order)) for order in given)


def _checked(order: Sequence[int], people: int) -> Sequence[int]:
    if len(set(order)) != len(order) or not set(order) <= set(range(people)):
        raise ValueError(f"an order must name some of {people} people, nobody twice")
    return order


def _grown(start: Int64, others: Int32, order: Sequence[int]) -> tuple[int, ...]:
    person = np.zeros((COLUMNS, len(start) - 1), np.int64)
    person[PARTNER] = -1
    pairs = np.empty(len(order), np.int64)
    grow(start, others, np.array(order, np.int64), person, pairs)
    return tuple(pairs.tolist())


def _rows(edges: Edges, rights: int) -> tuple[Int64, Int32]:
    """Everybody's neighbours in a row, and where each one's begin."""
    left = np.repeat(np.arange(len(edges)), [len(row) for row in edges])
    right = len(edges) + np.array([right for row in edges for right in row], np.int64)
    one, other = np.concatenate((left, right)), np.concatenate((right, left))
    order = np.argsort(one, kind="stable")
    start = np.searchsorted(one[order], np.arange(len(edges) + rights + 1))
    return start.astype(np.int64), other[order].astype(np.int32)


def _neighbours(edges: Edges, rights: int) -> list[int]:
    """For everybody a set, as the bits of a number, of those with whom they can be paired."""
    near = [0] * (len(edges) + rights)
    for left, row in enumerate(edges):
        for right in row:
            near[left] |= 1 << (len(edges) + right)
            near[len(edges) + right] |= 1 << left
    return near


class _Market:
    """Those who have come, and a maximum matching among them. Sets are the bits of numbers."""

    def __init__(self, near: list[int]) -> None:
        self.near = near
        self.present = 0
        self.free = 0
        self.partner: dict[int, int] = {}

    def come(self, who: int) -> int:
        """Somebody comes; how many pairs there are then."""
        self.present |= 1 << who
        self.free |= 1 << who
        self._augment(who)
        return len(self.partner) // 2

    def _augment(self, who: int) -> None:
        """Looks along alternating paths from ``who``, breadth first, for somebody free."""
        unseen = self.present
        reached_from: dict[int, int] = {}
        queue = [who]
        for here in queue:
            others = self.near[here] & unseen
            unseen &= ~others
            if found := others & self.free:
                self._pair(who, here, _least(found), reached_from)
                return
            while others:
                other = _least(others)
                others &= others - 1
                reached_from[self.partner[other]] = here
                queue.append(self.partner[other])

    def _pair(self, who: int, here: int, other: int, reached_from: dict[int, int]) -> None:
        """Pairs along the path back to ``who``: each takes the next, and leaves theirs to the one before."""
        self.free &= ~(1 << who | 1 << other)
        while True:
            left_behind = self.partner.get(here)
            self.partner[here], self.partner[other] = other, here
            if left_behind is None:
                return
            here, other = reached_from[here], left_behind


def _least(people: int) -> int:
    return (people & -people).bit_length() - 1
