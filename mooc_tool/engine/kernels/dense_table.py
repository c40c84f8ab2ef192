"""Loops of the dense assignment that read the whole table: which columns are candidates, and the proof.

The tables are those of ``dense_assignment``.
"""

from mooc_tool.engine.arrays import Int64, Real
from mooc_tool.engine.kernels.build import kernel

FAR = 1 << 62
COLUMN, STEPS = 0, 1  # of a candidate
MOST_NEW = 8  # candidates of a row at a time


@kernel()
def steps(value: float, low: float, scale: float) -> int:
    """A cost counted in whole steps, rounded down."""
    return int((value - low) * scale)


@kernel()
def insert(i: int, j: int, there: int, column_price: Int64, first: int, last: int, candidate: Int64) -> None:
    """Puts column j among the candidates of row i from ``first``, by price; the one at ``last`` goes."""
    at = last
    while at > first:
        before = candidate[i, at - 1, COLUMN]
        if candidate[i, at - 1, STEPS] - column_price[before] <= there - column_price[j]:
            break
        candidate[i, at, COLUMN] = before
        candidate[i, at, STEPS] = candidate[i, at - 1, STEPS]
        at -= 1
    candidate[i, at, COLUMN] = j
    candidate[i, at, STEPS] = there


@kernel()
def choose(
    i: int,
    cost: Real | Int64,
    low: float,
    scale: float,
    column_price: Int64,
    limit: int,
    first: int,
    last: int,
    candidate: Int64,
) -> None:
    """Makes the cheapest columns at these prices, if cheaper than ``limit``, candidates of row i.

    They are written from place ``first`` to ``last`` at most. Each row starts at another column, or equal
    costs would send all rows to the same few.
    """
    end, dearest = first, limit
    for turn in range(2):
        for j in range(0 if turn else i, i if turn else len(cost)):
            there = steps(cost[i, j], low, scale)
            if there - column_price[j] >= dearest:
                continue
            end = min(end + 1, last)
            insert(i, j, there, column_price, first, end - 1, candidate)
            if end == last:
                dearest = candidate[i, last - 1, STEPS] - column_price[candidate[i, last - 1, COLUMN]]


@kernel(
    "void(float64[:, ::1], float64, float64, int64[::1], int64, int64[:, :, ::1])",
    "void(int64[:, ::1], int64, int64, int64[::1], int64, int64[:, :, ::1])",
)
def cheapest(
    cost: Real | Int64, low: float, scale: float, column_price: Int64, room: int, candidate: Int64
) -> None:
    """The ``room`` cheapest columns of every row."""
    for i in range(len(cost)):
        choose(i, cost, low, scale, column_price, FAR, 0, room, candidate)


@kernel(
    "int64(float64[:, ::1], float64, float64, int64[:, :, ::1], int64, int64[::1], int64[::1], int64[::1],"
    " int64[::1])",
    "int64(int64[:, ::1], int64, int64, int64[:, :, ::1], int64, int64[::1], int64[::1], int64[::1],"
    " int64[::1])",
)
def repair(
    cost: Real | Int64,
    low: float,
    scale: float,
    candidate: Int64,
    kept: int,
    row_price: Int64,
    column_price: Int64,
    column_of: Int64,
    row_of: Int64,
) -> int:
    """Looks at every entry. Rows whose price is too high for some are lowered, and lose their column.

    The cheapest of what was too cheap become candidates too, after the first ``kept``; where there is no
    more room, they take that of earlier ones. How many rows have no column.
    """
    free, width = 0, candidate.shape[1]
    for i in range(len(cost)):
        least = row_price[i]
        for j in range(len(cost)):
            least = min(least, steps(cost[i, j], low, scale) - column_price[j])
        if least < row_price[i]:
            at = kept
            while at < width and candidate[i, at, COLUMN] >= 0:
                at += 1
            at = at if at < width else kept
            last = min(at + MOST_NEW, width)
            choose(i, cost, low, scale, column_price, row_price[i], at, last, candidate)
            row_price[i] = least
            if column_of[i] >= 0:
                row_of[column_of[i]] = -1
                column_of[i] = -1
        if column_of[i] < 0:
            free += 1
    return free


@kernel(
    "int64(float64[:, ::1], float64, float64, int64[::1], int64[::1])",
    "int64(int64[:, ::1], int64, int64, int64[::1], int64[::1])",
)
def too_cheap(cost: Real | Int64, low: float, scale: float, row_price: Int64, column_price: Int64) -> int:
    """How many entries cost less than their two prices together: none, if the prices prove anything."""
    count = 0
    for i in range(len(cost)):
        for j in range(len(cost)):
            count += steps(cost[i, j], low, scale) < row_price[i] + column_price[j]
    return count
