"""The cheapest assignment of a full table of costs: every row gets a column of its own.

Sources: R. Jonker and A. Volgenant, « A shortest augmenting path algorithm for dense and sparse linear
assignment problems », Computing 38 (1987); candidates first and the rest as a check, J. Bijsterbosch and
A. Volgenant, Operations Research 58 (2010) for the idea. Costs are taken as whole numbers, or rounded to
2**-40 of their range, so that the proof is exact.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mooc_tool.engine.arrays import Int64, Real
from mooc_tool.engine.checks import UnprovenError
from mooc_tool.engine.kernels.dense_assignment import (
    AMONG_CANDIDATES,
    EVERYWHERE,
    cheapest,
    place_rows,
    repair,
)

CANDIDATES = 24  # of each row at first
MORE = 16  # room for those that the check finds missing
ROUNDS = 5
LARGEST = 1 << 46
STEPS = 1 << 40


@dataclass(frozen=True, eq=False)
class DenseAssignment:
    """``column[i]``: the column of row i. ``total``: the sum of the costs given, as they were given.

    ``row_price`` and ``column_price`` never exceed a cost together and add up to the matched costs:
    ``gap`` = 0. They are in whole costs, or in steps of 2**-40 of the range.
    """

    column: Int64
    total: float
    row_price: Int64
    column_price: Int64
    gap: int


def cheapest_assignment(costs: ArrayLike) -> DenseAssignment:
    """The cheapest assignment of n rows to m columns, n <= m <= 2 n or so; each row gets one.

    Whole numbers are taken as they are; real costs are rounded to a 2**-40th of their range. ValueError
    for a table that is none, NaN or infinite entries (named), more rows than columns, or whole numbers
    beyond 2**46.
    """
    table = np.asarray(costs)
    whole, step = _whole(table)
    square = _squared(whole)
    size = len(square)
    row_price, column_price = np.zeros(size, np.int64), np.zeros(size, np.int64)
    column_of, row_of = np.full(size, -1, np.int64), np.full(size, -1, np.int64)
    first = min(CANDIDATES, size)
    candidate = np.full((size, first + MORE), -1, np.int64)
    cheapest(square, candidate, first)
    column, trail = np.zeros((size, 3), np.int64), np.empty(size, np.int64)
    state = row_price, column_price, column_of, row_of
    for _ in range(ROUNDS):
        place_rows(square, candidate, AMONG_CANDIDATES, *state, column, trail)
        if repair(square, candidate, *state, first) == 0:
            break
    else:
        place_rows(square, candidate, EVERYWHERE, *state, column, trail)
    gap = _gap(square, *state)
    if gap:
        raise UnprovenError("the prices found do not prove the assignment found")
    rows = np.arange(len(table))
    found = column_of[: len(table)]
    total = table[rows, found].sum()
    return DenseAssignment(found, total.item(), row_price, column_price, gap if step else 0)


def _whole(table: Real | Int64) -> tuple[Int64, float]:
    """The costs as whole numbers from 0, and the size of a step."""
    if table.ndim != 2 or 0 in table.shape:
        raise ValueError(f"costs must be a table with rows and columns: its shape is {table.shape}")
    if table.shape[0] > table.shape[1]:
        raise ValueError(f"{table.shape[0]} rows cannot each have one of {table.shape[1]} columns")
    if np.issubdtype(table.dtype, np.integer):
        if max(abs(int(table.min())), abs(int(table.max()))) > LARGEST:
            raise ValueError("whole costs must be within 2**46")
        return (table - table.min()).astype(np.int64), 1.0
    if not np.issubdtype(table.dtype, np.floating):
        raise ValueError(f"costs must be numbers, not {table.dtype}")
    if not np.isfinite(table).all():
        i, j = np.argwhere(~np.isfinite(table))[0]
        raise ValueError(f"the cost of row {i} and column {j} is {table[i, j]}")
    low = float(table.min())
    step = (float(table.max()) - low) / STEPS or 1.0
    return np.rint((table - low) / step).astype(np.int64), step


def _squared(whole: Int64) -> Int64:
    """Rows of zeros make the table square: who gets those stays free."""
    rows, columns = whole.shape
    if rows == columns:
        return np.ascontiguousarray(whole)
    square = np.zeros((columns, columns), np.int64)
    square[:rows] = whole
    return square


def _gap(square: Int64, row_price: Int64, column_price: Int64, column_of: Int64, row_of: Int64) -> int:
    """0 when everyone is matched once and the prices prove it the cheapest; else a number above 0."""
    rows = np.arange(len(square))
    if (column_of < 0).any() or not np.array_equal(row_of[column_of], rows):
        return 1
    for first in range(0, len(square), 256):
        block = slice(first, first + 256)
        if (square[block] - row_price[block, None] < column_price).any():
            return 1
    return int(square[rows, column_of].sum()) - int(row_price.sum()) - int(column_price.sum())
