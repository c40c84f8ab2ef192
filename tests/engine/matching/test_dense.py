"""The dense assignment: scipy's total, an exact proof, and Parisi's sum."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching import dense
from mooc_tool.engine.matching.dense import cheapest_assignment
from tests.engine.published import published


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    rows = draw(st.integers(1, 12))
    columns = draw(st.integers(rows, 16))
    most = draw(st.sampled_from([1, 3, 1000]))
    entries = st.integers(-most, most)
    return np.array(draw(st.lists(entries, min_size=rows * columns, max_size=rows * columns))).reshape(
        rows, columns
    )


@given(tables())
def test_total_is_scipys_and_proved_both_ways(table: np.ndarray) -> None:
    found = cheapest_assignment(table)
    rows, columns = linear_sum_assignment(table)
    assert found.total == table[rows, columns].sum()
    assert len(set(found.column.tolist())) == len(table)
    assert found.gap == 0
    with plainly():
        plain = cheapest_assignment(table)
    assert np.array_equal(plain.column, found.column)
    assert np.array_equal(plain.row_price, found.row_price)


@pytest.mark.parametrize("kind", ["uniform", "points", "ties"])
def test_larger_tables(kind: str) -> None:
    draw, size = Draw(kind.encode()), 250
    if kind == "uniform":
        table = draw.reals(size * size).reshape(size, size)
    elif kind == "points":
        here, there = draw.reals(2 * size).reshape(size, 1, 2), draw.reals(2 * size).reshape(1, size, 2)
        table = np.sqrt(((here - there) ** 2).sum(axis=2))
    else:
        table = (draw.words(size * size) % np.uint64(100)).astype(np.int64).reshape(size, size)
    found = cheapest_assignment(table)
    rows, columns = linear_sum_assignment(table)
    assert found.total == pytest.approx(table[rows, columns].sum(), rel=1e-11)


def test_few_candidates_and_little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Candidates are found missing, then the whole table is searched: the same total, both ways."""
    monkeypatch.setattr(dense, "CANDIDATES", 2)
    monkeypatch.setattr(dense, "ROUNDS", 2)
    draw = Draw(b"few")
    for table in (draw.reals(900).reshape(30, 30), (draw.words(900) % np.uint64(50)).reshape(30, 30)):
        found = cheapest_assignment(table)
        assert found.total == pytest.approx(table[linear_sum_assignment(table)].sum())
        with plainly():
            assert np.array_equal(cheapest_assignment(table).row_price, found.row_price)


@pytest.mark.parametrize(
    ("size", "repeats", "within"), [("5", 800, 0.06), ("20", 200, 0.08), ("100", 30, 0.1)]
)
def test_parisi(size: str, repeats: int, within: float) -> None:
    count, draw = int(size), Draw(b"Parisi")
    totals = [
        cheapest_assignment(-np.log1p(-draw.reals(count * count)).reshape(count, count)).total
        for _ in range(repeats)
    ]
    assert np.mean(totals) == pytest.approx(published("parisi")[size], abs=within)


def test_parisi_500() -> None:
    draw = Draw(b"Parisi 500")
    totals = [cheapest_assignment(-np.log1p(-draw.reals(250_000)).reshape(500, 500)).total for _ in range(4)]
    assert np.mean(totals) == pytest.approx(published("parisi")["500"], abs=0.12)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([1, 2], "rows and columns"),
        ([[]], "rows and columns"),
        ([[1], [2]], "2 rows cannot each have one of 1"),
        ([[1.0, float("nan")]], "row 0 and column 1 is nan"),
        ([[float("inf")]], "row 0 and column 0 is inf"),
        ([[1 << 50]], r"2\*\*46"),
        ([["a"]], "must be numbers"),
        ([[-1e308, 1e308], [0.0, 0.0]], "too near or too far"),
    ],
)
def test_what_is_no_table_is_refused(table: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        cheapest_assignment(table)
