"""Trips are read whole or refused with the column and the trip that is wrong."""

import pytest

from mooc_tool.engine.carpool.trips import Trips

HERE = ([45.4, 45.5], [4.3, 4.4])


def test_one_number_stands_for_every_trip() -> None:
    trips = Trips.of(HERE, HERE, departure=[465, 470], window=15, seats=2)
    assert len(trips) == 2
    assert trips.window.tolist() == [15, 15]
    assert trips.seats.tolist() == [2, 2]
    assert trips.max_detour.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"departure": [465]}, "departure must be one number or 2"),
        ({"departure": [465.5, 1]}, "departure must hold whole numbers"),
        ({"departure": [465, -1]}, "departure of trip 1 is -1"),
        ({"departure": 465, "seats": [1, -2]}, "seats of trip 1 is -2"),
        ({"departure": 465, "destination": ([45.0], [4.0])}, "2 origins for 1 destinations"),
        ({"departure": 465, "origin": ([], []), "destination": ([], [])}, "no trip"),
    ],
)
def test_what_is_no_trip_is_refused(columns: dict, words: str) -> None:  # type: ignore[type-arg] # mixed columns
    with pytest.raises(ValueError, match=words):
        Trips.of(**{"origin": HERE, "destination": HERE, **columns})
