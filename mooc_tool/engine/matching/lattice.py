"""All stable matchings of a small market.

Source: D. Gusfield and R. Irving, *The Stable Marriage Problem* (1989), chapter 2: from the matching
best for the proposers, every other one is reached by eliminating rotations, cycles of proposers who all
step down to the next receiver that would rather have them. Receivers with several seats are first split
into seats (section 1.6).
"""

from collections.abc import Iterator, Sequence

from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.market import Market, Matching

Partners = tuple[int, ...]


def all_stable_matchings(market: Market, limit: int = 10_000) -> tuple[Matching, ...]:
    """Every stable matching, the one best for the proposers first.

    ValueError when there are more than ``limit``.
    """
    seats = [
        j
        for j, count in enumerate(market.capacity.tolist())
        for _ in range(min(count, len(market.proposers)))
    ]
    if not seats:
        return (deferred_acceptance(market),)
    split = _split(market, seats)
    best = tuple(deferred_acceptance(split).partner.tolist())
    search = _Rotations(split)
    seen, waiting = {best: None}, [best]
    while waiting:
        for lower in search.next_below(waiting.pop()):
            if lower not in seen:
                seen[lower] = None
                waiting.append(lower)
        if len(seen) > limit:
            raise ValueError(f"the market has more than {limit} stable matchings")
    joined = {tuple(seats[seat] if seat >= 0 else -1 for seat in partner): None for partner in seen}
    return tuple(Matching.of(market, partner) for partner in joined)


def _split(market: Market, seats: Sequence[int]) -> Market:
    """One receiver a seat; a proposer ranks the seats of one receiver in the order of their numbers."""
    of_receiver: dict[int, list[int]] = {}
    for seat, j in enumerate(seats):
        of_receiver.setdefault(j, []).append(seat)
    proposers = [[seat for j in row for seat in of_receiver.get(j, [])] for row in market.proposers.lists()]
    receivers = market.receivers.lists()
    return Market.of(proposers, [receivers[j] for j in seats])


class _Rotations:
    def __init__(self, market: Market) -> None:
        self.lists = market.proposers.lists()
        self.ranks = [{i: place for place, i in enumerate(row)} for row in market.receivers.lists()]

    def next_below(self, partner: Partners) -> Iterator[Partners]:
        """The stable matchings one rotation below this one."""
        successor = self._successors(partner)
        done: set[int] = set()
        for start in successor:
            path: dict[int, int] = {}
            i = start
            while i in successor and i not in done:
                done.add(i)
                path[i] = len(path)
                i = successor[i][1]
            if i in path:
                turned = list(partner)
                for member in list(path)[path[i] :]:
                    turned[member] = successor[member][0]
                yield tuple(turned)

    def _successors(self, partner: Partners) -> dict[int, tuple[int, int]]:
        """For a proposer: the next receiver that prefers it to its own, and that receiver's proposer."""
        holder = {j: i for i, j in enumerate(partner) if j >= 0}
        found = {}
        for i, j in enumerate(partner):
            if j < 0:
                continue
            row = self.lists[i]
            for lower in row[row.index(j) + 1 :]:
                rank = self.ranks[lower]
                if i in rank and (lower not in holder or rank[i] < rank[holder[lower]]):
                    if lower in holder:  # a free receiver would block any step below it
                        found[i] = (lower, holder[lower])
                    break
        return found
