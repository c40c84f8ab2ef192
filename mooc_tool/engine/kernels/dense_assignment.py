"""Loops of the dense assignment: candidates first, then a proof against every entry.

``cost`` is square. ``row_price`` and ``column_price`` are the duals: everywhere price of row + price of
column <= cost, with equality where matched. ``column_of``, ``row_of``: the matching, -1 free.
"""

from mooc_tool.engine.arrays import Int64
from mooc_tool.engine.kernels.build import kernel

FAR = 1 << 62
DISTANCE, REACHED_BY, STATE = 0, 1, 2  # of a column during a search
OPEN, SEEN, SETTLED = 0, 1, 2
AMONG_CANDIDATES, EVERYWHERE = 0, 1


@kernel("void(int64[:, ::1], int64[:, ::1], int64)")
def cheapest(cost: Int64, candidate: Int64, room: int) -> None:
    """The ``room`` cheapest columns of each row.

    Each row starts at another column, or equal costs would send all rows to the same few.
    """
    size = len(cost)
    for i in range(size):
        kept = 0
        for step in range(size):
            j = step + i if step + i < size else step + i - size
            if kept == room:
                if cost[i, j] >= cost[i, candidate[i, room - 1]]:
                    continue
                kept -= 1
            at = kept
            while at > 0 and cost[i, candidate[i, at - 1]] > cost[i, j]:
                candidate[i, at] = candidate[i, at - 1]
                at -= 1
            candidate[i, at] = j
            kept += 1


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
    end: int,
    seen: int,
    row: int,
    trail: Int64,
    column: Int64,
    row_of: Int64,
    row_price: Int64,
    column_price: Int64,
) -> None:
    """Moves the prices by what the search found, and clears its marks."""
    reach = column[end, DISTANCE]
    row_price[row] += reach
    for k in range(seen):
        j = trail[k]
        if column[j, STATE] == SETTLED:
            column_price[j] -= reach - column[j, DISTANCE]
            row_price[row_of[j]] += reach - column[j, DISTANCE]
        column[j, STATE] = OPEN


@kernel()
def nearest_seen(seen: int, trail: Int64, column: Int64) -> int:
    """The nearest column that was seen and not settled, or -1."""
    nearest, least = -1, FAR
    for k in range(seen):
        j = trail[k]
        if column[j, STATE] == SEEN and column[j, DISTANCE] < least:
            nearest, least = j, column[j, DISTANCE]
    return nearest


@kernel()
def search(
    row: int,
    cost: Int64,
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
    size, seen = len(cost), 0
    i, at = row, 0
    width = size if everywhere else candidate.shape[1]
    while True:
        for k in range(width):
            j = k if everywhere else candidate[i, k]
            if j < 0 or column[j, STATE] == SETTLED:
                continue
            there = at + cost[i, j] - row_price[i] - column_price[j]
            if column[j, STATE] == OPEN:
                column[j, STATE] = SEEN
                trail[seen] = j
                seen += 1
            elif there >= column[j, DISTANCE]:
                continue
            column[j, DISTANCE] = there
            column[j, REACHED_BY] = i
        nearest = nearest_seen(seen, trail, column)
        if nearest < 0:
            for k in range(seen):
                column[trail[k], STATE] = OPEN
            return False
        if row_of[nearest] < 0:
            settle(nearest, seen, row, trail, column, row_of, row_price, column_price)
            take(nearest, column, column_of, row_of)
            return True
        column[nearest, STATE] = SETTLED
        i, at = row_of[nearest], column[nearest, DISTANCE]


@kernel()
def bid(
    row: int,
    cost: Int64,
    candidate: Int64,
    row_price: Int64,
    column_price: Int64,
    column_of: Int64,
    row_of: Int64,
) -> int:
    """The row takes its cheapest candidate and pays what makes the second as cheap.

    Whom it displaces, or -1. -2: the second is as cheap and the first is taken, so nothing was done.
    """
    best, second, at = FAR, FAR, -1
    for k in range(candidate.shape[1]):
        j = candidate[row, k]
        if j < 0:
            continue
        price = cost[row, j] - column_price[j]
        if price < best:
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
    "int64(int64[:, ::1], int64[:, ::1], int64, int64[::1], int64[::1], int64[::1], int64[::1],"
    " int64[:, ::1], int64[::1])"
)
def place_rows(
    cost: Int64,
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
        while not everywhere and row >= 0 and bids < 100:
            displaced = bid(row, cost, candidate, row_price, column_price, column_of, row_of)
            bids += 1
            if displaced == -2:
                break
            row = displaced
        if row >= 0 and not search(
            row, cost, candidate, everywhere, row_price, column_price, column_of, row_of, column, trail
        ):
            left += 1
    return left


@kernel("int64(int64[:, ::1], int64[:, ::1], int64[::1], int64[::1], int64[::1], int64[::1], int64)")
def repair(
    cost: Int64,
    candidate: Int64,
    row_price: Int64,
    column_price: Int64,
    column_of: Int64,
    row_of: Int64,
    kept: int,
) -> int:
    """Looks at every entry. Rows whose price is too high for some are lowered, and lose their column.

    The columns that were too cheap become candidates, after the first ``kept``. How many rows have no
    column.
    """
    size, free = len(cost), 0
    for i in range(size):
        least, price = row_price[i], row_price[i]
        found = 0
        for j in range(size):
            reduced = cost[i, j] - column_price[j]
            if reduced < price:
                candidate[i, kept + found % (candidate.shape[1] - kept)] = j
                found += 1
                least = min(least, reduced)
        if least < price:
            row_price[i] = least
            j = column_of[i]
            if j >= 0:
                column_of[i] = -1
                row_of[j] = -1
        if column_of[i] < 0:
            free += 1
    return free
