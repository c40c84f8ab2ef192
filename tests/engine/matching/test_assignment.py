"""Maximum weight: brute force, LP duality, and the free seats that are worth nothing."""

import numpy as np
import pytest
from hypothesis import given
from scipy.optimize import linear_sum_assignment

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.assignment import are_feasible, best_assignment, maximum_weight, total_gain
from mooc_tool.engine.matching.gains import Gains
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


@given(weighted_graphs(7))
def test_both_ways_agree(graph: Graph) -> None:
    with plainly():
        plain = maximum_weight(*graph)
    assert plain == maximum_weight(*graph)


def test_false_prices_are_seen() -> None:
    gains = Gains.of([{0: 5}], [1])
    for left, right, feasible in ((2, 3, True), (2, 2, False), (6, -1, False)):
        assert are_feasible(gains, np.array([left]), np.array([right])) == feasible


def random_gains(seed: bytes, size: int, each: int, most: int) -> Gains:
    draw = Draw(seed)
    rows = (draw.words(size * each) % np.uint64(size)).reshape(size, each).astype(np.int64)
    weights = [{int(j): 1 + draw.integer(most) for j in row} for row in rows]
    return Gains.of(weights, [1 + draw.integer(2) for _ in range(size)])


@pytest.mark.parametrize("most", [3, 10**6])
def test_larger_graphs_are_proved_and_agree_both_ways(most: int) -> None:
    """With gains all about the same, pairs are worth more than their gains: long chains."""
    gains = random_gains(b"larger", 300, 4, most)
    found = best_assignment(gains)
    with plainly():
        plain = best_assignment(gains)
    assert found.gap == plain.gap == 0
    assert found.total == plain.total
    assert np.array_equal(found.partner, plain.partner)
    assert np.array_equal(found.right_price, plain.right_price)


def test_agrees_with_scipy_on_dense_tables() -> None:
    table = (Draw(b"dense").words(40 * 50) % np.uint64(1000)).reshape(40, 50).astype(np.int64) + 1
    weights = [dict(enumerate(row)) for row in table.tolist()]
    rows, columns = linear_sum_assignment(table, maximize=True)
    assert maximum_weight(weights, [1] * 50).total == table[rows, columns].sum()


def test_what_is_no_assignment_is_refused() -> None:
    gains = Gains.of([{0: 5}, {0: 3, 1: 1}], [1, 1])
    assert total_gain(gains, np.array([0, 1], np.int32)) == 6
    with pytest.raises(ValueError, match="left node 0 is matched with 1, not open"):
        total_gain(gains, np.array([1, -1], np.int32))
    with pytest.raises(ValueError, match="right node 0 has 1 seats and is given 2"):
        total_gain(gains, np.array([0, 0], np.int32))


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (([0], [], [], [1]), "empty"),
        (([0, 2], [0], [1], [1]), "start must rise"),
        (([0, 1], [0], [1, 1], [1]), "2 gains for 1 edges"),
        (([0, 1], [1], [1], [1]), r"right\[0\] is 1; it must be from 0 to 0"),
        (([0, 1], [0], [0], [1]), r"gain\[0\] is 0"),
        (([0, 1], [0], [1], [-1]), r"seats\[0\] is -1"),
        (([0, 2], [0, 0], [1, 1], [1]), "left node 0 names a right node twice"),
    ],
)
def test_arrays_that_are_no_graph_are_refused(arrays: tuple[list[int], ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Gains.of_arrays(*arrays)


@pytest.mark.parametrize("gain", [0, -3])
def test_a_gain_must_be_above_0(gain: int) -> None:
    with pytest.raises(ValueError, match=f"the gain of left node 0 with right node 0 is {gain}"):
        maximum_weight([{0: gain}], [1])
