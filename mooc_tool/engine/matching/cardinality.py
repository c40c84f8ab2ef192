"""The largest number of pairs in a two-sided graph, with its proof.

Sources: J. Hopcroft and R. Karp, SIAM J. Comput. 2 (1973); D. König, Mat. Fiz. Lapok 38 (1931); C.
Berge, PNAS 43 (1957). Right-hand nodes offer seats; a left-hand node takes one seat at most.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.checks import UnprovenError, check_graph, check_partner
from mooc_tool.engine.kernels.cardinality import CLOSED, PARTNER, RIDERS, mark_reached, match

Edges = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Cover:
    """König's certificate: every edge touches one of these nodes.

    A left node weighs 1, a right node its seats.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]

    def weight(self, seats: Sequence[int]) -> int:
        """No matching is larger than this."""
        return len(self.left) + sum(seats[right] for right in self.right)


@dataclass(frozen=True, slots=True)
class CardinalityResult:
    """``partner[left]`` is a right-hand node, or -1.

    ``cover`` weighs ``size``, which proves that no matching is larger.
    """

    partner: tuple[int, ...]
    size: int
    cover: Cover


def maximum_matching(edges: Edges, seats: Sequence[int]) -> CardinalityResult:
    """A matching with as many pairs as can be.

    ``edges[left]`` lists the right-hand nodes open to it, ``seats[right]`` how many it takes. ValueError
    when the graph is none (see ``checks``). The certificate is checked before the answer is given.
    """
    check_graph(edges, seats)
    partner, cover = _match(edges, seats)
    size = len(partner) - partner.count(-1)
    if not proves_maximum(edges, seats, size, cover):
        raise UnprovenError("the cover found does not prove the matching found")
    return CardinalityResult(partner, size, cover)


def proves_maximum(edges: Edges, seats: Sequence[int], size: int, cover: Cover) -> bool:
    """Whether the cover touches every edge and weighs ``size``: then no matching has more pairs."""
    left, right = set(cover.left), set(cover.right)
    touched = all(i in left or right.issuperset(row) for i, row in enumerate(edges))
    return touched and cover.weight(seats) == size


def augmenting_path(
    edges: Edges, seats: Sequence[int], partner: Sequence[int]
) -> tuple[tuple[int, int], ...] | None:
    """The shortest way to one more pair, or None when the matching is already a maximum one.

    Steps (left, right): the first left node is free and takes a seat of ``right``, from which the left
    node of the next step is displaced, and so on; the last ``right`` has a free seat. ValueError when
    ``partner`` is no matching.
    """
    check_graph(edges, seats)
    check_partner(edges, seats, partner)
    return _shortest_path(edges, seats, partner)


def _match(edges: Edges, seats: Sequence[int]) -> tuple[tuple[int, ...], Cover]:
    """The cover.

    Left nodes that no alternating path from a free left node reaches, right nodes that one does.
    """
    start = np.cumsum([0, *map(len, edges)], dtype=np.int64)
    right = np.array([right for row in edges for right in row], dtype=np.int32)
    seat = np.full((3, len(edges)), -1, np.int64)
    node = np.full((3, len(seats)), -1, np.int64)
    node[RIDERS] = 0
    level, queue = np.empty(len(edges), np.int64), np.empty(len(edges), np.int64)
    tables = start, right, np.asarray(seats, dtype=np.int64), seat, node, level, queue
    match(*tables)
    mark_reached(*tables)
    cover = Cover(tuple(np.flatnonzero(level < 0).tolist()), tuple(np.flatnonzero(node[CLOSED]).tolist()))
    return tuple(seat[PARTNER].tolist()), cover


def _shortest_path(
    edges: Edges, seats: Sequence[int], partner: Sequence[int]
) -> tuple[tuple[int, int], ...] | None:
    riders = _riders(seats, partner)
    reached_from: dict[int, int] = {}  # right node -> the left node that first reached it
    queue = deque(left for left, right in enumerate(partner) if right == -1)
    while queue:
        left = queue.popleft()
        for right in edges[left]:
            if right in reached_from or right == partner[left]:
                continue
            reached_from[right] = left
            if len(riders[right]) < seats[right]:
                return _walk_back(right, reached_from, partner)
            queue.extend(riders[right])
    return None


def _walk_back(
    right: int, reached_from: dict[int, int], partner: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    steps = []
    while right != -1:
        left = reached_from[right]
        steps.append((left, right))
        right = partner[left]
    return tuple(reversed(steps))


def _riders(seats: Sequence[int], partner: Sequence[int]) -> list[list[int]]:
    riders: list[list[int]] = [[] for _ in seats]
    for left, right in enumerate(partner):
        if right >= 0:
            riders[right].append(left)
    return riders
