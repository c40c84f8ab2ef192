"""Feasible pairs of large markets: passengers are sorted by place and time, and few are looked at.

A passenger within a driver's detour has both ends of the trip inside the ellipse whose foci are the
driver's own ends. Its half width is sqrt(2 L d + d²) / 2 for a trip L and a detour d, more than d / 2: a
box grown by half the detour would miss pairs.
"""

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64, Real
from mooc_tool.engine.carpool.pairs import Pairs
from mooc_tool.engine.carpool.territory import EARTH_RADIUS, Points, Roads
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.kernels.candidates import search, turn_rows

PER_CELL = 100  # passengers, on average over the square that holds them all
CHUNK = 1 << 21  # pairs found between two visits to Python


def look_around(drivers: Trips, passengers: Trips, roads: Roads, longest: Int64) -> Pairs:
    """The same pairs as ``look_at_all``."""
    plane = _plane(
        np.concatenate((drivers.origin, drivers.destination, passengers.origin, passengers.destination))
    )
    place, to_place = _places(drivers, plane), _places(passengers, plane)
    grid, columns, number = _cells(to_place[:, 6:8])
    order = np.lexsort((passengers.departure, number))
    cell = np.searchsorted(number[order], np.arange(columns * columns + 1))
    whole = _whole(drivers, roads, longest)
    to_whole = _whole(passengers, roads, np.zeros(len(passengers), np.int64))[order]
    to_place = np.ascontiguousarray(to_place[order])
    extent = np.array((*grid, EARTH_RADIUS, plane[2, 0]))
    terms = np.array((roads.percent, roads.speed, passengers.window.max(), columns), np.int64)
    chunks = []
    first = 0
    while first < len(drivers):
        out = np.empty((CHUNK + len(passengers), 3), np.int32)
        ends = np.zeros(len(drivers), np.int64)
        following = search(
            first,
            extent,
            terms,
            cell.astype(np.int64),
            place,
            whole,
            to_place,
            to_whole,
            ends,
            out,
        )
        chunks.append((first, ends[first:following], out[: ends[following - 1]]))
        first = following
    return _by_passenger(chunks, order)


def _plane(points: Points) -> Real:
    """Two unit vectors of a plane that touches the sphere amid the points.

    The most by which it shortens.
    """
    up = points.mean(axis=0)
    up /= np.sqrt(up @ up)
    east = np.cross((0.0, 0.0, 1.0) if abs(up[2]) < 0.9 else (1.0, 0.0, 0.0), up)
    east /= np.sqrt(east @ east)
    steepest = max(float((points @ up).min()) / EARTH_RADIUS, 1e-6)
    return np.array((east, np.cross(up, east), (1.001 / steepest, 0, 0)))


def _places(trips: Trips, plane: Real) -> Real:
    flat = plane[:2].T
    return np.hstack((trips.origin, trips.destination, trips.origin @ flat, trips.destination @ flat))


def _whole(trips: Trips, roads: Roads, longest: Int64) -> Int64:
    return np.column_stack(
        (trips.departure, trips.window, roads.metres(trips.origin, trips.destination), longest)
    )


def _cells(flat: Real) -> tuple[Real, int, Int64]:
    """The grid (west, south, side), its columns, and the cell of each passenger's origin."""
    west, south = flat.min(axis=0)
    width = float(np.ptp(flat, axis=0).max())
    columns = max(1, int(np.sqrt(len(flat) / PER_CELL)))
    side = max(width / columns, 1.0) * (1 + 1e-9)
    at = np.clip(((flat - (west, south)) / side).astype(np.int64), 0, columns - 1)
    return np.array((west, south, side)), columns, at[:, 1] * columns + at[:, 0]


def _by_passenger(chunks: list[tuple[int, Int64, Int32]], order: Int64) -> Pairs:
    counts = np.zeros(len(order), np.int64)
    for _, _, out in chunks:
        counts += np.bincount(out[:, 0], minlength=len(order))
    start = np.zeros(len(order) + 1, np.int64)
    start[1 + order] = counts
    start = np.cumsum(start)
    turned, at = np.empty((int(start[-1]), 3), np.int32), start[:-1].copy()
    for first, ends, out in chunks:
        turn_rows(np.ascontiguousarray(out), ends, first, order, at, turned)
    return Pairs(start, turned)
