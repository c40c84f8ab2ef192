"""Meeting points: a passenger may walk to a place where cars stop, and be picked up there.

Source: M. Stiglic, N. Agatz, M. Savelsbergh and M. Gradisar, « The benefits of meeting points in
ride-sharing systems », Transportation Research B 82 (2015).
"""

from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Int32
from mooc_tool.engine.carpool.candidates import Candidates, Rules, feasible_pairs
from mooc_tool.engine.carpool.territory import Points, crow_flies
from mooc_tool.engine.carpool.trips import Trips

WALKING_SPEED = 75  # metres a minute, 4.5 km/h


@dataclass(frozen=True, eq=False)
class Meetings:
    """Feasible pairs, and for each where the car stops.

    The number of a meeting point, or -1 at the door.
    """

    candidates: Candidates
    point: Int32


def feasible_with_meeting_points(
    drivers: Trips, passengers: Trips, stops: Points, walk: int, rules: Rules | None = None
) -> Meetings:
    """Every pair feasible at the door or at a stop within ``walk`` metres, with the stop of least detour.

    A passenger who walks is at the stop later than at the door by the walk. ``avoided`` counts from the
    door, as if the passenger had driven.
    """
    if walk < 0:
        raise ValueError(f"walk must be at least 0 metres, not {walk}")
    rules = rules if rules is not None else Rules()
    near = crow_flies(passengers.origin[:, None], stops[None, :])
    who, stop = np.nonzero(near <= walk)
    minutes = -(-near[who, stop] // WALKING_SPEED)
    everyone = np.arange(len(passengers))
    person = np.concatenate((everyone, who))
    at = np.concatenate((np.full(len(passengers), -1), stop)).astype(np.int32)
    ways = Trips(
        np.concatenate((passengers.origin, stops[stop])),
        passengers.destination[person],
        passengers.departure[person] + np.concatenate((np.zeros(len(passengers), np.int64), minutes)),
        passengers.window[person],
        passengers.max_detour[person],
        passengers.seats[person],
    )
    found = feasible_pairs(drivers, ways, rules)
    way = found.passenger
    # of one passenger and one driver, the way of least detour; the door among equals
    order = np.lexsort((way, found.detour_metres, found.driver, person[way]))
    couple = person[way[order]] * len(drivers) + found.driver[order]
    kept = order[np.diff(couple, prepend=-1) > 0]
    start = np.searchsorted(person[way[kept]], np.arange(len(passengers) + 1))
    own = rules.roads.metres(passengers.origin, passengers.destination)
    columns = found.driver[kept], found.detour_metres[kept], found.pickup[kept]
    candidates = Candidates(len(drivers), start.astype(np.int64), *columns, own, rules.roads)
    return Meetings(candidates, at[way[kept]])
