"""The cheapest assignment of a full table of costs: every row gets a column of its own.

Sources: R. Jonker and A. Volgenant, « A shortest augmenting path algorithm for dense and sparse linear
assignment problems », Computing 38 (1987); candidates first and the rest as a check, J. Bijsterbosch and
A. Volgenant, Operations Research 58 (2010) for the idea. Costs are taken as whole numbers, or rounded
down to 2**-40 of their range, so that the proof is exact.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mooc_tool.engine.arrays import Int64, Real
from mooc_tool.engine.checks import UnprovenError
from mooc_tool.engine.kernels.dense_assignment import AMONG_CANDIDATES, EVERYWHERE, FAR, place_rows
from mooc_tool.engine.kernels.dense_table import cheapest, repair, too_cheap

CANDIDATES = 20  # of each row at first
MORE = 40  # room for those that the check finds missing
ROUNDS = 10
LARGEST = 1 << 46
STEPS_IN_ALL = 1 << 40


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

    Whole numbers are taken as they are; real costs are rounded down to a 2**-40th of their range.
    ValueError for a table that is none, NaN or infinite entries (named), more rows than columns, or whole
    numbers beyond 2**46.
    """
    table = np.asarray(costs)
    low, scale = _measured(table)
    square = _squared(table, low)
    size = len(square)
    row_price, column_price = np.zeros(size, np.int64), np.zeros(size, np.int64)
    column_of, row_of = np.full(size, -1, np.int64), np.full(size, -1, np.int64)
    first = min(CANDIDATES, size)
    candidate = np.full((size, first + MORE, 2), -1, np.int64)
    cheapest(square, low, scale, column_price, first, candidate)
    column, trail = np.full((size, 2), FAR, np.int64), np.empty((2, size), np.int64)
    state = row_price, column_price, column_of, row_of
    for _ in range(ROUNDS):
        place_rows(square, low, scale, candidate, AMONG_CANDIDATES, *state, column, trail)
        if repair(square, low, scale, candidate, first, *state) == 0:
            break
    else:
        place_rows(square, low, scale, candidate, EVERYWHERE, *state, column, trail)
    _prove(square, low, scale, *state)
    rows = np.arange(len(table))
    found = column_of[: len(table)]
    return DenseAssignment(found, table[rows, found].sum().item(), row_price, column_price, 0)


def _measured(table: Real | Int64) -> tuple[float, float]:
    """The lowest cost, and how many steps there are to 1; both whole for whole numbers."""
    if table.ndim != 2 or 0 in table.shape:
        raise ValueError(f"costs must be a table with rows and columns: its shape is {table.shape}")
    if table.shape[0] > table.shape[1]:
        raise ValueError(f"{table.shape[0]} rows cannot each have one of {table.shape[1]} columns")
    if not np.issubdtype(table.dtype, np.integer) and not np.issubdtype(table.dtype, np.floating):
        raise ValueError(f"costs must be numbers, not {table.dtype}")
    low, high = table.min().item(), table.max().item()
    if np.issubdtype(table.dtype, np.integer):
        if max(abs(low), abs(high)) > LARGEST:
            raise ValueError("whole costs must be within 2**46")
        return low, 1
    if not (np.isfinite(low) and np.isfinite(high)):
        i, j = np.argwhere(~np.isfinite(table))[0]
        raise ValueError(f"the cost of row {i} and column {j} is {table[i, j]}")
    scale = STEPS_IN_ALL / (high - low) if high > low else 1.0
    if not 0 < scale < np.inf:
        raise ValueError(f"costs from {low} to {high} lie too near or too far to be told apart")
    return low, scale


def _squared(table: Real | Int64, low: float) -> Real | Int64:
    """Rows of the lowest cost make the table square: who gets those stays free."""
    square: Real | Int64
    if np.issubdtype(table.dtype, np.integer):
        square = table.astype(np.int64, order="C", copy=False)
    else:
        square = table.astype(np.float64, order="C", copy=False)
    rows, columns = table.shape
    if rows < columns:
        square = np.vstack((square, np.full((columns - rows, columns), low, square.dtype)))
    return square


def _prove(
    square: Real | Int64,
    low: float,
    scale: float,
    row_price: Int64,
    column_price: Int64,
    column_of: Int64,
    row_of: Int64,
) -> None:
    """UnprovenError unless everyone is matched once and the prices prove it the cheapest."""
    rows = np.arange(len(square))
    everyone = (column_of >= 0).all() and np.array_equal(row_of[column_of], rows)
    if everyone and not too_cheap(square, low, scale, row_price, column_price):
        steps = ((square[rows, column_of] - low) * scale).astype(np.int64)
        if int(steps.sum()) == int(row_price.sum()) + int(column_price.sum()):
            return
    raise UnprovenError("the prices found do not prove the assignment found")
