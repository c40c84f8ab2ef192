"""The loop that finds, for every driver, the passengers within detour and time window.

``place`` of a trip: origin x, y, z, destination x, y, z on the sphere, then origin and destination on a
plane (u, v each), in metres; distances on the plane are never longer than on the sphere. ``whole`` of a
trip: departure and window in minutes, its own road metres, and the longest detour in metres. Passengers
are sorted by cell of the plane and departure: those of cell c are ``cell[c]`` to ``cell[c + 1]``.
"""

from math import floor, sqrt

from mooc_tool.engine.arrays import Int32, Int64, Real
from mooc_tool.engine.kernels.build import kernel

DEPARTURE, WINDOW, OWN, LONGEST = 0, 1, 2, 3
PERCENT, SPEED, WIDEST, COLUMNS = 0, 1, 2, 3
SLACK = 10.0  # metres: roundings must not break the triangle inequality


@kernel()
def crow_flies(a: Real, i: int, m: int, b: Real, j: int, n: int, radius: float) -> int:
    """As ``territory.crow_flies``, operation by operation: from ``a[i, m:m + 3]`` to ``b[j, n:n + 3]``."""
    x = a[i, m] - b[j, n]
    y = a[i, m + 1] - b[j, n + 1]
    z = a[i, m + 2] - b[j, n + 2]
    chord = sqrt(x * x + y * y + z * z)
    square = chord * chord / (radius * radius)
    arc = chord * (1 + square * (1 / 24 + square * (3 / 640 + square * (5 / 7168))))
    return floor(arc + 0.5)


@kernel()
def away(u: float, v: float, west: float, south: float, side: float) -> float:
    """Distance on the plane from a point to a square cell; 0 inside."""
    across = max(west - u, u - west - side, 0.0)
    along = max(south - v, v - south - side, 0.0)
    return sqrt(across * across + along * along)


@kernel()
def first_from(departure: int, low: int, high: int, passenger: Int64) -> int:
    """The first of the sorted passengers ``low`` to ``high`` who leaves at this minute or later."""
    while low < high:
        middle = (low + high) // 2
        if passenger[middle, 0] < departure:
            low = middle + 1
        else:
            high = middle
    return low


@kernel()
def shortest_detour(
    d: int, p: int, percent: int, place: Real, to_place: Real, whole: Int64, to_whole: Int64
) -> float:
    """A detour in metres, measured quickly on the plane: no less than this."""
    u, v = place[d, 6] - to_place[p, 6], place[d, 7] - to_place[p, 7]
    w, z = place[d, 8] - to_place[p, 8], place[d, 9] - to_place[p, 9]
    ways: float = sqrt(u * u + v * v) + sqrt(w * w + z * z)
    detour: float = ways * percent / 100 + to_whole[p, 2] - whole[d, 2]
    return detour


@kernel()
def search_cell(
    d: int,
    low: int,
    high: int,
    latest: int,
    percent: int,
    speed: int,
    radius: float,
    place: Real,
    whole: Int64,
    to_place: Real,
    to_whole: Int64,
    found: int,
    out: Int32,
) -> int:
    """Looks at passengers of one cell from ``low`` until one leaves after ``latest``.

    How many are found by then.
    """
    for p in range(low, high):
        if to_whole[p, 0] > latest:
            break
        if shortest_detour(d, p, percent, place, to_place, whole, to_whole) > whole[d, 3] + SLACK:
            continue
        approach = -(-crow_flies(place, d, 0, to_place, p, 0, radius) * percent // 100)
        pickup = whole[d, 0] + -(-approach * 60 // (speed * 1000))
        if abs(pickup - to_whole[p, 0]) > whole[d, 1] + to_whole[p, 1]:
            continue
        onward = -(-crow_flies(to_place, p, 3, place, d, 3, radius) * percent // 100)
        detour = max(approach + to_whole[p, 2] + onward - whole[d, 2], 0)
        if detour <= whole[d, 3]:
            out[found, 0] = p
            out[found, 1] = detour
            out[found, 2] = pickup
            found += 1
    return found


@kernel()
def box(d: int, place: Real, total: float, grid: Real, terms: Int64, rows: int) -> tuple[int, int, int, int]:
    """First and last column, first and last row of the cells around the ellipse of driver d.

    Its foci are the driver's own ends; from one to the other over any of its points it is ``total`` metres.
    """
    u, v, w, z = place[d, 6], place[d, 7], place[d, 8], place[d, 9]
    apart = (w - u) * (w - u) + (z - v) * (z - v)
    minor = max(total * total - apart, 0.0) / 4  # square of the lesser half axis
    half_u = sqrt(minor + (w - u) * (w - u) / 4)
    half_v = sqrt(minor + (z - v) * (z - v) / 4)
    west = max(0, floor(((u + w) / 2 - half_u - grid[0]) / grid[2]))
    east = min(terms[COLUMNS] - 1, floor(((u + w) / 2 + half_u - grid[0]) / grid[2]))
    south = max(0, floor(((v + z) / 2 - half_v - grid[1]) / grid[2]))
    north = min(rows - 1, floor(((v + z) / 2 + half_v - grid[1]) / grid[2]))
    return west, east, south, north


@kernel()
def search_driver(
    d: int,
    grid: Real,
    terms: Int64,
    cell: Int64,
    place: Real,
    whole: Int64,
    to_place: Real,
    to_whole: Int64,
    found: int,
    out: Int32,
) -> int:
    """Looks at the cells that driver d can reach. How many pairs are found by then."""
    percent, speed, side = terms[PERCENT], terms[SPEED], grid[2]
    total = (whole[d, OWN] + whole[d, LONGEST] + SLACK) * 100 / percent
    pace = percent * 60 / (100 * 1000 * speed)  # minutes of road a metre of crow's way
    window = whole[d, WINDOW] + terms[WIDEST]
    first, last, bottom, top = box(d, place, total, grid, terms, (len(cell) - 1) // terms[COLUMNS])
    for row in range(bottom, top + 1):
        for column in range(first, last + 1):
            c = row * terms[COLUMNS] + column
            west, south = grid[0] + column * side, grid[1] + row * side
            near = away(place[d, 6], place[d, 7], west, south, side)
            if cell[c] == cell[c + 1] or near + away(place[d, 8], place[d, 9], west, south, side) > total:
                continue
            earliest = whole[d, DEPARTURE] + floor(near * pace) - window
            latest = whole[d, DEPARTURE] + int((near + 1.5 * side) * grid[4] * pace) + 2 + window
            low, high = first_from(earliest, cell[c], cell[c + 1], to_whole), cell[c + 1]
            found = search_cell(
                d, low, high, latest, percent, speed, grid[3], place, whole, to_place, to_whole, found, out
            )
    return found


@kernel(
    "int64(int64, float64[::1], int64[::1], int64[::1], float64[:, ::1], int64[:, ::1], float64[:, ::1],"
    " int64[:, ::1], int64[::1], int32[:, ::1])"
)
def search(
    first: int,
    grid: Real,
    terms: Int64,
    cell: Int64,
    place: Real,
    whole: Int64,
    to_place: Real,
    to_whole: Int64,
    ends: Int64,
    out: Int32,
) -> int:
    """Drivers from ``first`` on, while a driver's passengers surely fit into ``out``; the next driver.

    ``grid``: west, south and side of the cells, the sphere's radius, and the most by which the plane
    shortens. ``terms``: road per cent, speed, the widest window of a passenger, and columns of cells.
    ``ends[d]``: where driver d's rows of ``out`` end.
    """
    found = 0
    for d in range(first, len(place)):
        if found + len(to_whole) > len(out):
            return d
        found = search_driver(d, grid, terms, cell, place, whole, to_place, to_whole, found, out)
        ends[d] = found
    return len(place)


@kernel("void(int32[:, ::1], int64[::1], int64, int64[::1], int64[::1], int32[:, ::1])")
def turn_rows(out: Int32, ends: Int64, first: int, original: Int64, at: Int64, turned: Int32) -> None:
    """Writes rows by driver (passenger, detour, pickup) into rows by passenger (driver, detour, pickup).

    Drivers from ``first``; ``original``: each sorted passenger's own number; ``at``: the next free row
    of each.
    """
    low = 0
    for k in range(len(ends)):
        for r in range(low, ends[k]):
            to = at[original[out[r, 0]]]
            turned[to, 0] = first + k
            turned[to, 1] = out[r, 1]
            turned[to, 2] = out[r, 2]
            at[original[out[r, 0]]] += 1
        low = ends[k]
