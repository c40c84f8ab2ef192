"""Hypothesis strategies for small two-sided markets, and brute force over all their matchings."""

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

from mooc_tool.engine.matching.market import Market, Matching


@st.composite
def markets(draw: st.DrawFn, most: int = 4, seats: int = 1, least: int = 1) -> Market:
    """Incomplete lists, one-sided entries included.

    Up to ``seats`` seats a receiver (0 too when above 1).
    """
    left, right = draw(st.integers(least, most)), draw(st.integers(least, most))
    proposers = draw(st.lists(_row(right), min_size=left, max_size=left))
    receivers = draw(st.lists(_row(left), min_size=right, max_size=right))
    capacity = draw(st.lists(st.integers(0 if seats > 1 else 1, seats), min_size=right, max_size=right))
    return Market.of(proposers, receivers, capacity)


@st.composite
def complete_markets(draw: st.DrawFn, most: int = 5) -> Market:
    """Complete lists, one to one, not always of the same length."""
    left, right = draw(st.integers(1, most)), draw(st.integers(1, most))
    proposers = [draw(st.permutations(range(right))) for _ in range(left)]
    receivers = [draw(st.permutations(range(left))) for _ in range(right)]
    return Market.of(proposers, receivers)


def _row(others: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, others - 1), unique=True)


def every_matching(market: Market) -> Iterator[Matching]:
    """Every individually rational matching."""
    receivers = market.receivers.lists()
    open_to = [[-1, *(j for j in row if i in receivers[j])] for i, row in enumerate(market.proposers.lists())]
    for partner in product(*open_to):
        if all(partner.count(j) <= count for j, count in enumerate(market.capacity.tolist())):
            yield Matching.of(market, partner)


def blocking(market: Market, matching: Matching) -> list[tuple[int, int]]:
    """Blocking pairs by the definition, in plain lists."""
    proposers, receivers = market.proposers.lists(), market.receivers.lists()
    held = matching.held()
    found = []
    for i, row in enumerate(proposers):
        mine = int(matching.partner[i])
        for j in row:
            if i not in receivers[j] or j == mine or (mine >= 0 and row.index(mine) < row.index(j)):
                continue
            rank = receivers[j].index
            if len(held[j]) < market.capacity[j] or any(rank(i) < rank(other) for other in held[j]):
                found.append((i, j))
    return sorted(found)


def every_stable_matching(market: Market) -> list[Matching]:
    """By the definition."""
    return [matching for matching in every_matching(market) if not blocking(market, matching)]
