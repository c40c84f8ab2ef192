"""Hypothesis strategies for small graphs, and brute force over all their matchings."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import strategies as st


@st.composite
def graphs(draw: st.DrawFn, most: int = 5) -> tuple[list[list[int]], list[int]]:
    """(edges, seats) of a two-sided graph, up to ``most`` nodes a side."""
    rights = draw(st.integers(1, most))
    row = st.lists(st.integers(0, rights - 1), unique=True)
    edges = draw(st.lists(row, min_size=1, max_size=most))
    seats = draw(st.lists(st.integers(0, 2), min_size=rights, max_size=rights))
    return edges, seats


@st.composite
def weighted_graphs(draw: st.DrawFn, most: int = 5) -> tuple[list[dict[int, int]], list[int]]:
    """(weights, seats), with gains of 1 to 9 so that ties are common."""
    edges, seats = draw(graphs(most))
    return [{right: draw(st.integers(1, 9)) for right in row} for row in edges], seats


def all_matchings(
    edges: Sequence[Sequence[int] | Mapping[int, int]], seats: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Every matching of the graph."""
    for partner in product(*([-1, *row] for row in edges)):
        if all(partner.count(right) <= count for right, count in enumerate(seats)):
            yield partner


def size(partner: Sequence[int]) -> int:
    """Pairs in a matching."""
    return sum(right >= 0 for right in partner)
