"""Feasible pairs as arrays, found by looking at every pair.

The reference, and quick where markets are small.
"""

from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.carpool.territory import Roads
from mooc_tool.engine.carpool.trips import Trips

BLOCK = 1 << 20  # pairs looked at together


@dataclass(frozen=True, eq=False)
class Pairs:
    """Rows by passenger: those of passenger i are ``start[i]:start[i + 1]``, drivers ascending.

    ``row[:, 0]``: driver, ``row[:, 1]``: detour in metres, ``row[:, 2]``: minute of the day when the car
    passes.
    """

    start: Int64
    row: Int32


def look_at_all(drivers: Trips, passengers: Trips, roads: Roads, longest: Int64) -> Pairs:
    """Every pair within the two windows and within ``longest[d]`` metres of detour of driver d."""
    driver_own = roads.metres(drivers.origin, drivers.destination)
    passenger_own = roads.metres(passengers.origin, passengers.destination)
    counts, rows = [], []
    step = max(1, BLOCK // len(drivers))
    for first in range(0, len(passengers), step):
        block = slice(first, first + step)
        # axes: passenger, driver
        approach = roads.metres(drivers.origin[None, :], passengers.origin[block, None])
        onward = roads.metres(passengers.destination[block, None], drivers.destination[None, :])
        detour = np.maximum(approach + passenger_own[block, None] + onward - driver_own[None, :], 0)
        pickup = drivers.departure[None, :] + roads.minutes(approach)
        allowed = drivers.window[None, :] + passengers.window[block, None]
        on_time = np.abs(pickup - passengers.departure[block, None]) <= allowed
        feasible = on_time & (detour <= longest[None, :])
        counts.append(feasible.sum(axis=1))
        rows.append(np.column_stack((np.nonzero(feasible)[1], detour[feasible], pickup[feasible])))
    start = np.concatenate(([0], np.cumsum(np.concatenate(counts))))
    return Pairs(start.astype(np.int64), np.concatenate(rows).astype(np.int32))
