"""The largest number of pairs in one group, where any two who are compatible can pair.

With the odd cut that proves it.

Sources: J. Edmonds, « Paths, trees, and flowers », Canad. J. Math. 17 (1965); W. Tutte (1947) and C.
Berge (1958): with a set of persons removed, every component of odd size leaves one of its own unpaired
unless it pairs with that set, so no pairing has more than (n + set - odd components) / 2 pairs.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from mooc_tool.engine.checks import UnprovenError


@dataclass(frozen=True, slots=True)
class PairingResult:
    """``partner[i]``, or -1. ``cut`` is the set whose removal proves that ``size`` pairs are the most."""

    partner: tuple[int, ...]
    size: int
    cut: tuple[int, ...]


def maximum_pairing(friends: Sequence[Sequence[int]]) -> PairingResult:
    """As many pairs as can be.

    ``friends[i]`` lists those who can pair with i; the relation must go both ways.
    """
    _check(friends)
    search = _Search(friends)
    for root in range(len(friends)):
        if search.partner[root] == -1:
            search.augment(root)
    alone = [i for i, j in enumerate(search.partner) if j == -1]
    outer = {i for root in alone for i in search.outer_from(root)}
    cut = tuple(sorted({j for i in outer for j in friends[i]} - outer))
    size = (len(friends) - len(alone)) // 2
    if most_pairs_with(friends, cut) != size:
        raise UnprovenError("the cut found does not prove the pairing found")
    return PairingResult(tuple(search.partner), size, cut)


def most_pairs_with(friends: Sequence[Sequence[int]], cut: Sequence[int]) -> int:
    """Berge's bound: no pairing has more pairs than this."""
    seen = set(cut)
    odd = 0
    for first in range(len(friends)):
        component, waiting = 0, [first]
        while waiting:
            i = waiting.pop()
            if i not in seen:
                seen.add(i)
                component += 1
                waiting.extend(friends[i])
        odd += component % 2
    return (len(friends) + len(cut) - odd) // 2


def _check(friends: Sequence[Sequence[int]]) -> None:
    if not len(friends):
        raise ValueError("there is nobody to pair")
    for i, row in enumerate(friends):
        for j in row:
            if not 0 <= j < len(friends) or j == i:
                raise ValueError(f"person {i} cannot pair with {j}; others are from 0 to {len(friends) - 1}")
            if i not in friends[j]:
                raise ValueError(f"person {i} can pair with {j}, but {j} not with {i}")


class _Search:
    """Edmonds' search of one tree at a time; a blossom is shrunk by giving its members one base."""

    def __init__(self, friends: Sequence[Sequence[int]]) -> None:
        self.friends = friends
        self.partner = [-1] * len(friends)

    def augment(self, root: int) -> None:
        """Pairs the root, if some alternating path leads to another person alone."""
        end = self._grow(root)
        while end != -1:
            before = self.parent[end]
            following = self.partner[before]
            self.partner[end], self.partner[before] = before, end
            end = following

    def outer_from(self, root: int) -> list[int]:
        """Those whom an alternating path of even length from the root reaches.

        For a root that stays alone.
        """
        self._grow(root)
        return [i for i, is_outer in enumerate(self.outer) if is_outer]

    def _grow(self, root: int) -> int:
        count = len(self.friends)
        self.outer = [False] * count
        self.parent = [-1] * count
        self.base = list(range(count))
        self.outer[root] = True
        self.queue = deque([root])
        while self.queue:
            i = self.queue.popleft()
            for j in self.friends[i]:
                if self.base[i] == self.base[j] or self.partner[i] == j:
                    continue
                if j == root or (self.partner[j] != -1 and self.parent[self.partner[j]] != -1):
                    self._shrink(i, j)
                elif self.parent[j] == -1:
                    self.parent[j] = i
                    if self.partner[j] == -1:
                        return j
                    self.outer[self.partner[j]] = True
                    self.queue.append(self.partner[j])
        return -1

    def _shrink(self, i: int, j: int) -> None:
        stem = self._common_base(i, j)
        blossom: set[int] = set()
        self._mark(i, stem, j, blossom)
        self._mark(j, stem, i, blossom)
        for k in range(len(self.friends)):
            if self.base[k] in blossom:
                self.base[k] = stem
                if not self.outer[k]:
                    self.outer[k] = True
                    self.queue.append(k)

    def _common_base(self, i: int, j: int) -> int:
        above = set()
        while True:
            i = self.base[i]
            above.add(i)
            if self.partner[i] == -1:
                break
            i = self.parent[self.partner[i]]
        while self.base[j] not in above:
            j = self.parent[self.partner[self.base[j]]]
        return self.base[j]

    def _mark(self, i: int, stem: int, child: int, blossom: set[int]) -> None:
        while self.base[i] != stem:
            blossom.update((self.base[i], self.base[self.partner[i]]))
            self.parent[i] = child
            child = self.partner[i]
            i = self.parent[child]
