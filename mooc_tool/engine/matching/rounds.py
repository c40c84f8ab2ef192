"""Rules told round by round, for reading and for doing by hand.

Deferred acceptance as Gale and Shapley (1962) wrote it, and first choice first (see ``first_choice_first``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mooc_tool.engine.matching.deferred_acceptance import Side
from mooc_tool.engine.matching.market import Market

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One round. Pairs are (who asks, who is asked), ascending.

    ``held[j]``: whom j keeps when the round ends, best first (where it is for good, in the order in which
    they came). ``refused``: those whom it sends away, new or kept before.
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


def first_choice_rounds(market: Market) -> tuple[Round, ...]:
    """The same under first choice first: whoever is kept is kept for good."""
    seats = tuple(market.capacity.tolist())
    asking, asked = market.proposers.lists(), market.receivers.lists()
    return _rounds(asking, asked, (1,) * len(asking), seats, for_good=True)


def _rounds(
    asking: Sequence[Sequence[int]],
    asked: Sequence[Sequence[int]],
    quota: Sequence[int],
    seats: Sequence[int],
    *,
    for_good: bool = False,
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
            safe = held[j] if for_good else []
            new = sorted((i for i in suitors if i in rank[j] and i not in safe), key=rank[j].__getitem__)
            held[j] = [*safe, *new][: seats[j]]
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
