"""Pairs while people come: after each arrival as many as the maximum matching of those who are there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.cardinality import maximum_matching
from mooc_tool.engine.matching.growing import pairs_as_people_come


@given(st.data())
def test_each_arrival_keeps_a_maximum_matching(data: st.DataObject) -> None:
    lefts, rights = data.draw(st.integers(1, 7)), data.draw(st.integers(1, 7))
    row = st.sets(st.integers(0, rights - 1)).map(sorted)
    edges = data.draw(st.lists(row, min_size=lefts, max_size=lefts))
    orders = data.draw(st.lists(st.permutations(range(lefts + rights)), min_size=1, max_size=3))
    found = pairs_as_people_come(edges, rights, orders)
    with plainly():
        assert pairs_as_people_come(edges, rights, orders) == found
    for order, grown in zip(orders, found, strict=True):
        for count, pairs in enumerate(grown, 1):
            here = set(order[:count])
            present = [[j for j in edges[i] if lefts + j in here] if i in here else [] for i in range(lefts)]
            assert pairs == maximum_matching(present, [1] * rights).size


def test_a_chain_of_people_gives_way() -> None:
    """P1 comes and takes D1; P0, whom D1 alone suits, comes; D2 comes and P1 moves over."""
    assert pairs_as_people_come([[0], [0, 1]], 2, [[1, 2, 0, 3]]) == ((0, 1, 1, 2),)


def test_some_may_stay_away() -> None:
    draw = Draw(b"away")
    edges = [[j for j in range(40) if draw.integer(10) == 0] for _ in range(40)]
    order = draw.shuffled(range(80))
    whole, part = pairs_as_people_come(edges, 40, [order, order[:30]])
    assert whole[:30] == part


@pytest.mark.parametrize("order", [[0, 0], [2], [-1]])
def test_an_order_names_people_once(order: list[int]) -> None:
    with pytest.raises(ValueError, match="nobody twice"):
        pairs_as_people_come([[0]], 1, [order])
