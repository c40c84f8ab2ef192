"""Maximum weight: brute force, LP duality, and the free seats that are worth nothing."""

import pytest
from hypothesis import given

from mooc_tool.engine.matching.assignment import Prices, are_feasible, maximum_weight
from tests.engine.graphs import all_matchings, weighted_graphs

Graph = tuple[list[dict[int, int]], list[int]]


def total(weights: list[dict[int, int]], partner: tuple[int, ...]) -> int:
    return sum(weights[left][right] for left, right in enumerate(partner) if right >= 0)


def test_gain_counts_not_pairs() -> None:
    result = maximum_weight([{0: 5, 1: 1}, {0: 1}], [1, 1])
    assert result.partner == (0, -1)
    assert result.total == 5


@given(weighted_graphs())
def test_total_is_that_of_brute_force(graph: Graph) -> None:
    weights, seats = graph
    result = maximum_weight(weights, seats)
    assert result.partner in set(all_matchings(weights, seats))
    best = max(total(weights, partner) for partner in all_matchings(weights, seats))
    assert result.total == total(weights, result.partner) == best


@given(weighted_graphs(7))
def test_duality(graph: Graph) -> None:
    weights, seats = graph
    result = maximum_weight(weights, seats)
    prices = result.duals
    assert result.gap == 0
    assert prices.bound(seats) == result.total
    assert min((*prices.left, *prices.right)) >= 0
    for left, row in enumerate(weights):
        for right, gain in row.items():
            assert prices.left[left] + prices.right[right] >= gain
            if result.partner[left] == right:
                assert prices.left[left] + prices.right[right] == gain
    for right, count in enumerate(seats):
        assert prices.right[right] == 0 or result.partner.count(right) == count


def test_false_prices_are_seen() -> None:
    weights = [{0: 5}]
    assert are_feasible(Prices((2,), (3,)), weights)
    assert not are_feasible(Prices((2,), (2,)), weights)
    assert not are_feasible(Prices((6,), (-1,)), weights)


@pytest.mark.parametrize("gain", [0, -3])
def test_a_gain_must_be_above_0(gain: int) -> None:
    with pytest.raises(ValueError, match=f"the gain of left node 0 with right node 0 is {gain}"):
        maximum_weight([{0: gain}], [1])
