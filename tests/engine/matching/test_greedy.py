"""First come, first served."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.matching.cardinality import maximum_matching
from mooc_tool.engine.matching.greedy import first_come
from tests.engine.graphs import all_matchings, graphs, size


def test_order_and_preference_decide() -> None:
    edges = [[0, 1], [0]]
    assert first_come(edges, [1, 1]) == (0, -1)
    assert first_come(edges, [1, 1], order=[1, 0]) == (1, 0)
    assert first_come(edges, [1, 1], prefer=[{0: 2, 1: 3}, {}]) == (1, 0)
    assert first_come(edges, [2, 1]) == (0, 0)


@given(graphs(), st.randoms(use_true_random=False))
def test_nobody_open_is_passed_over_and_half_the_maximum_is_reached(graph, random) -> None:  # type: ignore[no-untyped-def] # hypothesis
    edges, seats = graph
    order = list(range(len(edges)))
    random.shuffle(order)
    partner = first_come(edges, seats, order)
    assert partner in set(all_matchings(edges, seats))
    for left, row in enumerate(edges):
        if partner[left] == -1:
            assert all(partner.count(right) == seats[right] for right in row)
    assert 2 * size(partner) >= maximum_matching(edges, seats).size


def test_what_is_no_order_is_refused() -> None:
    with pytest.raises(ValueError, match="each of the 2 left-hand nodes once"):
        first_come([[0], [0]], [1], order=[0, 0])
    with pytest.raises(ValueError, match="prefer has 1 entries for 2"):
        first_come([[0], [0]], [1], prefer=[{}])
