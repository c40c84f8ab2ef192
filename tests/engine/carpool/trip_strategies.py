"""Hypothesis strategies for trips in and around one valley."""

from dataclasses import dataclass

from hypothesis import strategies as st

from mooc_tool.engine.carpool.trips import Trips


@dataclass(frozen=True)
class Raw:
    """One trip as plain numbers."""

    origin: tuple[float, float]
    destination: tuple[float, float]
    departure: int
    window: int
    max_detour: int


PLACE = st.tuples(st.floats(45.35, 45.60), st.floats(4.10, 4.70))
RAW = st.builds(Raw, PLACE, PLACE, st.integers(420, 500), st.integers(0, 20), st.integers(0, 40))


def trips_of(raw: list[Raw]) -> Trips:
    """The same trips as the engine wants them."""
    return Trips.of(
        origin=([trip.origin[0] for trip in raw], [trip.origin[1] for trip in raw]),
        destination=([trip.destination[0] for trip in raw], [trip.destination[1] for trip in raw]),
        departure=[trip.departure for trip in raw],
        window=[trip.window for trip in raw],
        max_detour=[trip.max_detour for trip in raw],
    )
