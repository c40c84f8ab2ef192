"""The best assignment of everyone: brute force, its proof, both ways, and markets where it cannot be."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching import everyone
from mooc_tool.engine.matching.everyone import best_full_assignment
from mooc_tool.engine.matching.gains import Gains


@st.composite
def square_markets(draw: st.DrawFn) -> list[dict[int, int]]:
    size = draw(st.integers(1, 5))
    return [{j: draw(st.integers(1, 9)) for j in range(size) if draw(st.booleans())} for _ in range(size)]


def best_total(rows: list[dict[int, int]]) -> int | None:
    totals = [
        sum(row[j] for row, j in zip(rows, order, strict=True))
        for order in permutations(range(len(rows)))
        if all(j in row for row, j in zip(rows, order, strict=True))
    ]
    return max(totals, default=None)


@pytest.mark.parametrize("bids", [0, everyone.MOST_BIDS])
@given(rows=square_markets())
def test_total_is_that_of_brute_force_by_bids_and_by_chains(bids: int, rows: list[dict[int, int]]) -> None:
    gains, best = Gains.of(rows, [1] * len(rows)), best_total(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(everyone, "MOST_BIDS", bids)
        if best is None:
            with pytest.raises(ValueError, match=r"nowhere|cannot have a partner"):
                best_full_assignment(gains)
            return
        found = best_full_assignment(gains)
        with plainly():
            plain = best_full_assignment(gains)
    assert found.total == best
    assert found.gap == 0
    assert sorted(found.partner.tolist()) == list(range(len(rows)))
    assert found.partner.tolist() == plain.partner.tolist()
    assert found.right_price.tolist() == plain.right_price.tolist()
    bound = int(found.left_price.sum() + found.right_price.sum())
    assert bound // found.scale == best


def test_bids_alone_settle_a_random_market(monkeypatch: pytest.MonkeyPatch) -> None:
    size, draw = 300, Draw(b"everyone")
    rows = [{draw.integer(size): 1 + draw.integer(1000) for _ in range(9)} for _ in range(size)]
    for row, j in zip(rows, draw.shuffled(range(size)), strict=True):
        row[j] = 1 + draw.integer(1000)
    gains = Gains.of(rows, [1] * size)
    by_bids = best_full_assignment(gains)
    monkeypatch.setattr(everyone, "MOST_BIDS", 0)
    by_chains = best_full_assignment(gains)
    assert (by_bids.scale, by_chains.scale) == (size + 1, 1)
    assert by_bids.total == by_chains.total
    assert np.unique(by_bids.partner).size == size


@pytest.mark.parametrize(
    ("rows", "seats", "words"),
    [
        ([{0: 1}], [1, 1], "as many right nodes"),
        ([{0: 1}], [2], "as many right nodes"),
        ([{0: 1}, {}], [1, 1], "left node 1 can go nowhere"),
        ([{0: 1}, {0: 1}], [1, 1], "1 of 2 left nodes cannot have a partner"),
        ([{0: 1 << 52}], [1], "too large"),
    ],
)
def test_what_cannot_be_is_refused(rows: list[dict[int, int]], seats: list[int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        best_full_assignment(Gains.of(rows, seats))
