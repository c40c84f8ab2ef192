"""Stable roommates: one group whose members rank each other.

There may be no stable matching, and then there is a proof.

Sources: R. Irving, « An efficient algorithm for the stable roommates problem », J. Algorithms 6 (1985);
J. Tan, « A necessary and sufficient condition for the existence of a complete stable matching », J.
Algorithms 12 (1991). Tan's stable partition always exists: parties of two are couples, and a party of
three or more, odd, in which each prefers the next to the one before, proves that no matching is stable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from mooc_tool.engine.checks import UnprovenError

Parties = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Roommates:
    """``partner[i]``, or -1 for someone alone; None when no matching is stable.

    ``parties`` proves either.
    """

    partner: tuple[int, ...] | None
    parties: Parties

    @property
    def odd_party(self) -> tuple[int, ...]:
        """The ring that makes stability impossible; empty when a matching is stable."""
        return next((party for party in self.parties if _is_odd_ring(party)), ())


def stable_roommates(lists: Sequence[Sequence[int]]) -> Roommates:
    """A stable matching, or the proof that there is none.

    ``lists[i]`` ranks others from 0, best first; lists may be short, and only those who rank each other
    can share. ValueError names the person whose list cannot be.
    """
    _check(lists)
    table = _Table(lists)
    table.propose()
    rings = table.eliminate_rotations()
    couples = [(i, j) for i, row in enumerate(table.rows) if len(row) == 1 for j in row if i < j]
    alone = [(i,) for i, row in enumerate(table.rows) if not row]
    parties = tuple(sorted([*rings, *couples, *alone]))
    if not is_stable_partition(lists, parties):
        raise UnprovenError("the partition found is not stable")
    if rings:
        return Roommates(None, parties)
    partner = [-1] * len(lists)
    for i, j in couples:
        partner[i], partner[j] = j, i
    return Roommates(tuple(partner), parties)


def is_stable_partition(lists: Sequence[Sequence[int]], parties: Parties) -> bool:
    """Tan's conditions, looked at pair by pair."""
    rank = [{j: place for place, j in enumerate(row)} for row in lists]
    following = {i: party[(k + 1) % len(party)] for party in parties for k, i in enumerate(party)}
    before = {j: i for i, j in following.items()}
    if sorted(following) != list(range(len(lists))) or sum(map(len, parties)) != len(lists):
        return False
    for i, j in following.items():
        if i != j and (j not in rank[i] or i not in rank[j]):
            return False
        if before[i] != j and rank[i][j] > rank[i][before[i]]:
            return False

    def would_leave(i: int, j: int) -> bool:  # i prefers j to the one before it
        return before[i] == i or rank[i][j] < rank[i][before[i]]

    pairs = ((i, j) for i, row in enumerate(lists) for j in row if i in rank[j])
    return not any(would_leave(i, j) and would_leave(j, i) for i, j in pairs)


def _is_odd_ring(party: Sequence[int]) -> bool:
    return len(party) >= 3 and len(party) % 2 == 1


def _check(lists: Sequence[Sequence[int]]) -> None:
    if not len(lists):
        raise ValueError("there is nobody to match")
    for i, row in enumerate(lists):
        for j in row:
            if not 0 <= j < len(lists):
                raise ValueError(f"person {i} ranks {j}; there are {len(lists)} persons, from 0")
        if i in row:
            raise ValueError(f"person {i} ranks itself")
        if len(set(row)) != len(row):
            raise ValueError(f"person {i} ranks someone twice: {list(row)}")


class _Table:
    """Irving's table: who is still possible for whom, best first, always on both lists.

    The rows are mappings for their order alone: striking out costs the same wherever one stands.
    """

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        known = [set(row) for row in lists]
        self.rows: list[dict[int, None]] = [
            dict.fromkeys(j for j in row if i in known[j]) for i, row in enumerate(lists)
        ]

    def first(self, i: int) -> int:
        """Whom i likes best of those left."""
        return next(iter(self.rows[i]))

    def second(self, i: int) -> int:
        """The next after that."""
        return next(islice(self.rows[i], 1, None))

    def last(self, i: int) -> int:
        """Whom i likes least of those left."""
        return next(reversed(self.rows[i]))

    def propose(self) -> None:
        """Phase 1: everyone proposes down the list.

        Whoever is asked strikes out all worse than the asker.
        """
        held: list[int | None] = [None] * len(self.rows)
        waiting = list(range(len(self.rows)))
        while waiting:
            suitor = waiting.pop()
            if not self.rows[suitor]:
                continue
            asked = self.first(suitor)
            displaced = held[asked]
            held[asked] = suitor
            self._strike_after(asked, suitor)
            if displaced is not None and displaced != suitor:
                waiting.append(displaced)

    def eliminate_rotations(self) -> list[tuple[int, ...]]:
        """Phase 2: cycles of second choices are struck out.

        Those that are odd rings are left, and returned.
        """
        rings: list[tuple[int, ...]] = []
        settled: set[int] = set()
        while start := next(
            ([i] for i, row in enumerate(self.rows) if len(row) > 1 and i not in settled), None
        ):
            members = self._rotation(start[0])
            if {self.first(i) for i in members} == set(members):
                ring = self._ring(members[0])
                rings.append(ring)
                settled.update(ring)
                continue
            for asked, second in [(self.second(i), i) for i in members]:
                self._strike_after(asked, second)
        return rings

    def _rotation(self, start: int) -> list[int]:
        """From anyone with two choices.

        The last on the list of the second choice, and so on until it repeats.
        """
        path = [start]
        while (following := self.last(self.second(path[-1]))) not in path:
            path.append(following)
        return path[path.index(following) :]

    def _ring(self, start: int) -> tuple[int, ...]:
        ring = [start]
        while (following := self.first(ring[-1])) != start:
            ring.append(following)
        first = ring.index(min(ring))
        return tuple(ring[first:] + ring[:first])

    def _strike_after(self, i: int, j: int) -> None:
        for worse in list(takewhile(lambda k: k != j, reversed(self.rows[i]))):
            del self.rows[i][worse], self.rows[worse][i]
