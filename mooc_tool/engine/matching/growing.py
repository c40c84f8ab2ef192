"""How many pairs can be made while people come one by one, on both sides of a market.

Sources: C. Berge, PNAS 43 (1957): a matching is a maximum one when no path augments it. When somebody comes
to a market whose matching is a maximum one, a path that augments the new one begins at them; so one search
for each arrival keeps a maximum matching, and one run gives the whole curve from nobody to everybody.
"""

from collections.abc import Iterable, Sequence

from mooc_tool.engine.checks import check_graph

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
    near = _neighbours(edges, rights)
    return tuple(_grown(near, order) for order in orders)


def _grown(near: list[int], order: Sequence[int]) -> tuple[int, ...]:
    if len(set(order)) != len(order) or not set(order) <= set(range(len(near))):
        raise ValueError(f"an order must name some of {len(near)} people, nobody twice")
    market = _Market(near)
    return tuple(market.come(who) for who in order)


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
