"""The best lie of one agent, the others being known and honest: by trying every list it could send."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from mooc_tool.engine.matching.deferred_acceptance import Side
from mooc_tool.engine.matching.market import Market, Matching

Rule = Callable[[Market], Matching]
LONGEST = 7  # 13,700 lists to try


@dataclass(frozen=True, slots=True)
class Manipulation:
    """Places on the agent's *true* list, 0 the best; the list's length stands for staying alone.

    ``sent`` is the first list found that reaches ``best``: the true one whenever it does.
    """

    honest: int
    best: int
    worst: int
    sent: tuple[int, ...]

    @property
    def pays(self) -> bool:
        """Whether a lie gets the agent more than the truth."""
        return self.best < self.honest


def best_manipulation(
    market: Market, rule: Rule, agent: int, side: Side = "proposers", *, shorten: bool = False
) -> Manipulation:
    """What one agent of ``side`` could reach under ``rule`` by ranking in another order (or fewer.

    ``shorten``).

    A receiver's place is that of the best proposer it gets. ValueError for a list longer than 7.
    """
    own_side = market.proposers if side == "proposers" else market.receivers
    if not 0 <= agent < len(own_side):
        raise ValueError(f"agent must be from 0 to {len(own_side) - 1}, not {agent}")
    truth = own_side.lists()[agent]
    if len(truth) > LONGEST:
        raise ValueError(f"agent {agent} ranks {len(truth)}; trying every list is for {LONGEST} at most")
    reached = {
        sent: _place(rule(_sending(market, agent, side, sent)), agent, side, truth)
        for sent in _lists(truth, shorten=shorten)
    }
    best = min(reached.values())
    sent = next(sent for sent, place in reached.items() if place == best)
    return Manipulation(reached[truth], best, max(reached.values()), sent)


def _lists(truth: Sequence[int], *, shorten: bool) -> Iterator[tuple[int, ...]]:
    """The truth comes first."""
    yield from permutations(truth)
    if shorten:
        for length in range(len(truth) - 1, -1, -1):
            yield from permutations(truth, length)


def _sending(market: Market, agent: int, side: Side, sent: tuple[int, ...]) -> Market:
    lists = {"proposers": list(market.proposers.lists()), "receivers": list(market.receivers.lists())}
    lists[side][agent] = sent
    return Market.of(lists["proposers"], lists["receivers"], market.capacity)


def _place(matching: Matching, agent: int, side: Side, truth: Sequence[int]) -> int:
    partners = matching.held()[agent] if side == "receivers" else [int(matching.partner[agent])]
    return min((truth.index(partner) for partner in partners if partner in truth), default=len(truth))
