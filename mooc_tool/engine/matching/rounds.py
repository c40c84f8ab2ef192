"""Deferred acceptance told round by round, as Gale and Shapley (1962) wrote it.

For reading and for doing by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mooc_tool.engine.matching.deferred_acceptance import Side
from mooc_tool.engine.matching.market import Market

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One round. Pairs are (who asks, who is asked), ascending.

    ``held[j]``: whom j keeps when the round ends, best first. ``refused``: those whom it sends away, new
    or kept before.
    """

    proposals: Pairs
    held: tuple[tuple[int, ...], ...]
    refused: Pairs


def rounds(market: Market, side: Side = "proposers") -> tuple[Round, ...]:
    """All rounds.

    In each, everyone with a free seat asks the next on the list, and the asked keep the best.
    """
    if side not in ("proposers", "receivers"):
        raise ValueError(f"side must be proposers or receivers, not {side}")
    ones = (1,) * len(market.proposers)
    seats = tuple(market.capacity.tolist())
    asking, asked = market.proposers.lists(), market.receivers.lists()
    if side == "receivers":
        return _rounds(asked, asking, seats, ones)
    return _rounds(asking, asked, ones, seats)


def _rounds(
    asking: Sequence[Sequence[int]],
    asked: Sequence[Sequence[int]],
    quota: Sequence[int],
    seats: Sequence[int],
) -> tuple[Round, ...]:
    rank = [{i: place for place, i in enumerate(row)} for row in asked]
    next_place = [0] * len(asking)
    free = list(quota)
    held: list[list[int]] = [[] for _ in asked]
    told = []
    while proposals := _ask(asking, next_place, free):
        refused = []
        for j in sorted({j for _, j in proposals}):
            suitors = [*held[j], *(i for i, receiver in proposals if receiver == j)]
            wanted = sorted((i for i in suitors if i in rank[j]), key=rank[j].__getitem__)
            held[j] = wanted[: seats[j]]
            sent_away = [i for i in suitors if i not in held[j]]
            refused += [(i, j) for i in sent_away]
            for i in sent_away:
                free[i] += 1
        told.append(Round(proposals, tuple(map(tuple, held)), tuple(sorted(refused))))
    return tuple(told)


def _ask(asking: Sequence[Sequence[int]], next_place: list[int], free: list[int]) -> Pairs:
    proposals = []
    for i, row in enumerate(asking):
        turn = row[next_place[i] : next_place[i] + free[i]]
        next_place[i] += len(turn)
        free[i] -= len(turn)
        proposals += [(i, j) for j in turn]
    return tuple(sorted(proposals))
