"""Trips that drivers or passengers ask for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mooc_tool.engine.carpool.territory import Points, Whole, points

Degrees = tuple[ArrayLike, ArrayLike]  # latitudes, longitudes


@dataclass(frozen=True, slots=True)
class Trips:
    """n trips, as arrays; make them with :meth:`of`.

    ``origin``, ``destination``: points of the sphere, (n, 3). ``departure``: minute of the day.
    ``window``: minutes by which the departure may be earlier or later. ``max_detour``: minutes that a
    driver accepts. ``seats``: free seats of a driver. The last two mean nothing for passengers.
    """

    origin: Points
    destination: Points
    departure: Whole
    window: Whole
    max_detour: Whole
    seats: Whole

    @classmethod
    def of(
        cls,
        origin: Degrees,
        destination: Degrees,
        departure: ArrayLike,
        *,
        window: ArrayLike = 0,
        max_detour: ArrayLike = 0,
        seats: ArrayLike = 1,
    ) -> "Trips":
        """Trips from (latitudes, longitudes) in degrees; a single number stands for every trip.

        ValueError names the column and the trip that cannot be.
        """
        start, end = points(*origin), points(*destination)
        if len(start) == 0:
            raise ValueError("there is no trip")
        if len(start) != len(end):
            raise ValueError(f"{len(start)} origins for {len(end)} destinations")
        columns = {"departure": departure, "window": window, "max_detour": max_detour, "seats": seats}
        whole = {name: _whole_numbers(name, values, len(start)) for name, values in columns.items()}
        return cls(start, end, **whole)

    def __len__(self) -> int:
        return len(self.departure)


def _whole_numbers(name: str, values: ArrayLike, count: int) -> Whole:
    array = np.asarray(values)
    if array.ndim > 1 or (array.ndim == 1 and len(array) != count):
        raise ValueError(f"{name} must be one number or {count}, one a trip: its shape is {array.shape}")
    if not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"{name} must hold whole numbers, not {array.dtype}")
    column = np.broadcast_to(array, (count,)).astype(np.int64)
    wrong = np.flatnonzero(column < 0)
    if wrong.size:
        raise ValueError(f"{name} of trip {wrong[0]} is {column[wrong[0]]}; the least is 0")
    return column
