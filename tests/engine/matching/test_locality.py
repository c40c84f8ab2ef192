"""A market laid out anew is the same market, and its assignment is as good."""

import numpy as np
import pytest
from hypothesis import given

from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching import assignment
from mooc_tool.engine.matching.gains import Gains
from mooc_tool.engine.matching.locality import Neighbourly
from tests.engine.graphs import weighted_graphs

Graph = tuple[list[dict[int, int]], list[int]]


@given(weighted_graphs(7))
def test_the_same_market_in_another_order(graph: Graph) -> None:
    gains = Gains.of(*graph)
    near = Neighbourly.of(gains)
    assert sorted(near.left) == list(range(len(gains)))
    assert sorted(near.right) == list(range(len(gains.seats)))
    named = zip(near.left[near.gains.left], near.right[near.gains.right], near.gains.gain, strict=True)
    assert sorted(named) == sorted(zip(gains.left, gains.right, gains.gain, strict=True))
    assert near.gains.seats.tolist() == gains.seats[near.right].tolist()
    with plainly():
        assert Neighbourly.of(gains).left.tolist() == near.left.tolist()


def test_neighbours_lie_together() -> None:
    """A ring in a random order becomes a ring whose neighbours are at most two places apart."""
    place = [3, 0, 5, 2, 6, 1, 4]
    rows: list[dict[int, int]] = [{} for _ in place]
    for here, there in zip(place, [*place[1:], place[0]], strict=True):
        rows[here] = {here: 1, there: 1}
    near = Neighbourly.of(Gains.of(rows, [1] * len(rows))).gains
    assert np.abs(near.left - near.right).max() <= 2


@given(weighted_graphs(6))
def test_large_markets_get_as_good_an_assignment(graph: Graph) -> None:
    gains = Gains.of(*graph)
    straight = assignment.best_assignment(gains)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "MANY", 0)
        found = assignment.best_assignment(gains)
    assert found.total == straight.total
    assert found.gap == 0
