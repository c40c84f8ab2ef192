"""Loops of the dense assignment that place rows; those that read the whole table are in ``dense_table``.

``cost`` is square, of reals or of whole numbers; it counts in whole steps from ``low`` on, ``scale`` of
them to 1, rounded down. ``candidate[i, k]``: a column of row i and its steps, -1 after the last.
``row_price`` and ``column_price`` are the duals: everywhere price of row + price of column <= steps, with
equality where matched. ``column_of``, ``row_of``: the matching, -1 free. ``column[j]`` during a search: its
distance, by whom it was reached. ``trail[0]``: columns seen, ``trail[1]``: those of them that wait to be
settled.
"""

from mooc_tool.engine.arrays import Int64, Real
from mooc_tool.engine.kernels.build import kernel

FAR = 1 << 62
COLUMN, STEPS = 0, 1  # of a candidate
DISTANCE, REACHED_BY = 0, 1
AMONG_CANDIDATES, EVERYWHERE = 0, 1
MOST_BIDS = 100


@kernel()
def take(end: int, column: Int64, column_of: Int64, row_of: Int64) -> None:
    """Turns the path that ends in a free column.

    Every row on it takes the column by which it was reached.
    """
    j = end
    while j >= 0:
        i = column[j, REACHED_BY]
        following = column_of[i]
        column_of[i] = j
        row_of[j] = i
        j = following


@kernel()
def settle(
    reach: int,
    seen: int,
    trail: Int64,
    column: Int64,
    row_of: Int64,
    row_price: Int64,
    column_price: Int64,
) -> None:
    """Moves the prices of what was found nearer than ``reach``, and clears the marks of the search."""
    for k in range(seen):
        j = trail[0, k]
        nearer = reach - column[j, DISTANCE]
        if nearer > 0:
            column_price[j] -= nearer
            row_price[row_of[j]] += nearer
        column[j, DISTANCE] = FAR


@kernel()
def nearest_waiting(bound: int, waiting: int, trail: Int64, column: Int64) -> int:
    """The place of the nearest column that waits, if it is nearer than ``bound``; else -1."""
    nearest, least = -1, bound
    for k in range(waiting):
        there = column[trail[1, k], DISTANCE]
        if there < least:
            nearest, least = k, there
    return nearest


@kernel()
def search(
    row: int,
    cost: Real | Int64,
    low: float,
    scale: float,
    candidate: Int64,
    everywhere: int,
    row_price: Int64,
    column_price: Int64,
    column_of: Int64,
    row_of: Int64,
    column: Int64,
    trail: Int64,
) -> bool:
    """Seats one row along a shortest path, among candidates or everywhere. Whether it could."""
    width = len(cost) if everywhere else candidate.shape[1]
    seen, waiting = 0, 0
    end, bound = -1, FAR
    i, base = row, -row_price[row]
    while True:
        for k in range(width):
            j = k if everywhere else candidate[i, k, COLUMN]
            if j < 0:
                break
            there = base - column_price[j]
            there += int((cost[i, k] - low) * scale) if everywhere else candidate[i, k, STEPS]
            if there >= min(bound, column[j, DISTANCE]):
                continue
            if row_of[j] < 0:
                end, bound = j, there
            elif column[j, DISTANCE] == FAR:
                trail[1, waiting] = j
                waiting += 1
            if column[j, DISTANCE] == FAR:
                trail[0, seen] = j
                seen += 1
            column[j, DISTANCE] = there
            column[j, REACHED_BY] = i
        k = nearest_waiting(bound, waiting, trail, column)
        if k < 0:
            break
        j = trail[1, k]
        waiting -= 1
        trail[1, k] = trail[1, waiting]
        i = row_of[j]
        base = column[j, DISTANCE] - row_price[i]
    settle(bound if end >= 0 else 0, seen, trail, column, row_of, row_price, column_price)
    if end < 0:
        return False
    row_price[row] += bound
    take(end, column, column_of, row_of)
    return True


@kernel()
def bid(
    row: int, candidate: Int64, row_price: Int64, column_price: Int64, column_of: Int64, row_of: Int64
) -> int:
    """The row takes its cheapest candidate, a free one among equals, and pays what makes the second as cheap.

    Whom it displaces, or -1. -2: the second is as cheap and the first is taken, so nothing was done.
    """
    best, second, at = FAR, FAR, -1
    for k in range(candidate.shape[1]):
        j = candidate[row, k, COLUMN]
        if j < 0:
            break
        price = candidate[row, k, STEPS] - column_price[j]
        if price < best or (price == best and row_of[j] < 0):
            best, second, at = price, best, j
        elif price < second:
            second = price
    row_price[row] = best
    displaced: int = row_of[at]
    if displaced >= 0 and second in (best, FAR):
        return -2
    if second < FAR:
        row_price[row] = second
        column_price[at] -= second - best
    column_of[row] = at
    row_of[at] = row
    if displaced >= 0:
        column_of[displaced] = -1
    return displaced


@kernel(
    "int64(float64[:, ::1], float64, float64, int64[:, :, ::1], int64, int64[::1], int64[::1], int64[::1],"
    " int64[::1], int64[:, ::1], int64[:, ::1])",
    "int64(int64[:, ::1], int64, int64, int64[:, :, ::1], int64, int64[::1], int64[::1], int64[::1],"
    " int64[::1], int64[:, ::1], int64[:, ::1])",
)
def place_rows(
    cost: Real | Int64,
    low: float,
    scale: float,
    candidate: Int64,
    everywhere: int,
    row_price: Int64,
    column_price: Int64,
    column_of: Int64,
    row_of: Int64,
    column: Int64,
    trail: Int64,
) -> int:
    """Seats every row that has no column. How many could not be."""
    left = 0
    for entering in range(len(cost)):
        row = entering
        if column_of[row] >= 0:
            continue
        bids = 0
        while not everywhere and row >= 0 and bids < MOST_BIDS:
            displaced = bid(row, candidate, row_price, column_price, column_of, row_of)
            bids += 1
            if displaced == -2:
                break
            row = displaced
        if row >= 0 and not search(
            row,
            cost,
            low,
            scale,
            candidate,
            everywhere,
            row_price,
            column_price,
            column_of,
            row_of,
            column,
            trail,
        ):
            left += 1
    return left
