"""Meeting points: pairs at the door stay, stops add more, each with the stop of least detour."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.engine.carpool.candidates import Rules, feasible_pairs
from mooc_tool.engine.carpool.meeting import WALKING_SPEED, feasible_with_meeting_points
from mooc_tool.engine.carpool.territory import crow_flies, points
from mooc_tool.engine.carpool.trips import Trips
from tests.engine.carpool.trip_strategies import PLACE, RAW, Raw, trips_of

SOME = st.lists(RAW, min_size=1, max_size=4)


def alone(trips: Trips, i: int) -> Trips:
    columns = (trips.origin, trips.destination, trips.departure, trips.window, trips.max_detour, trips.seats)
    return Trips(*(column[i : i + 1] for column in columns))


@settings(max_examples=60)
@given(SOME, SOME, st.lists(PLACE, min_size=1, max_size=3), st.integers(0, 20_000))
def test_each_pair_has_the_stop_of_least_detour(
    drivers: list[Raw], riders: list[Raw], places: list[tuple[float, float]], walk: int
) -> None:
    to, of = trips_of(drivers), trips_of(riders)
    stops = points([place[0] for place in places], [place[1] for place in places])
    found = feasible_with_meeting_points(to, of, stops, walk)
    expected = []
    for i in range(len(riders)):
        for d in range(len(drivers)):
            ways = [(-1, alone(of, i))]
            for s, stop in enumerate(stops):
                metres = int(crow_flies(of.origin[i], stop))
                if metres <= walk:
                    way = alone(of, i)
                    later = way.departure - (-metres // WALKING_SPEED)
                    rest = (way.destination, later, way.window, way.max_detour, way.seats)
                    ways.append((s, Trips(stop[None, :], *rest)))
            pairs = [
                (pair.detour_metres, at) for at, way in ways for pair in feasible_pairs(alone(to, d), way)
            ]
            if pairs:
                expected.append((i, d, *min(pairs)))
    mine = [(pair.passenger, pair.driver, pair.detour_metres) for pair in found.candidates]
    assert [(*pair, at) for pair, at in zip(mine, found.point.tolist(), strict=True)] == expected


def test_what_is_avoided_counts_from_the_door() -> None:
    trip = Raw((45.4, 4.3), (45.5, 4.5), 465, 5, 5)
    stops = points([45.401], [4.301])
    found = feasible_with_meeting_points(trips_of([trip]), trips_of([trip]), stops, 500)
    (pair,) = found.candidates
    own = Rules().roads.metres(trips_of([trip]).origin, trips_of([trip]).destination)
    assert pair.avoided == own[0] - pair.detour_metres
    assert np.array_equal(found.point, [-1])
    with pytest.raises(ValueError, match="walk"):
        feasible_with_meeting_points(trips_of([trip]), trips_of([trip]), stops, -1)
