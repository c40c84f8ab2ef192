"""Who can serve whom: every driver-passenger pair within the detour and the time window, none missed.

A driver leaves his origin as planned, picks the passenger up, sets him down and goes on to his own
destination. The pair is feasible when

- the detour, in minutes rounded up, is within the driver's ``max_detour`` (and within ``detour_percent``
  of his own trip, if the rules say so);
- the car passes the passenger's origin within the two windows together of the time that the passenger
  wished.

All is decided on the whole minutes and metres that can be shown, so what one reads is what was decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.carpool.grid_index import look_around
from mooc_tool.engine.carpool.pairs import look_at_all
from mooc_tool.engine.carpool.territory import Roads
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.kernels.build import runs_compiled
from mooc_tool.engine.matching.gains import Gains

WORTH_AN_INDEX = 50_000  # pairs; below, looking at all of them is quicker


@dataclass(frozen=True, slots=True)
class Rules:
    """Roads, and the largest detour as a share of the driver's own trip (per cent; None: no such limit)."""

    roads: Roads = field(default_factory=Roads)
    detour_percent: int | None = None

    def __post_init__(self) -> None:
        if self.detour_percent is not None and self.detour_percent < 0:
            raise ValueError(f"detour_percent must be at least 0, not {self.detour_percent}")

    def longest_detour(self, drivers: Trips) -> Int64:
        """The longest detour of each driver, in metres."""
        longest = drivers.max_detour * self.roads.speed * 1000 // 60
        if self.detour_percent is not None:
            own = self.roads.metres(drivers.origin, drivers.destination)
            longest = np.minimum(longest, own * self.detour_percent // 100)
        return np.minimum(longest, np.iinfo(np.int32).max)


@dataclass(frozen=True, slots=True)
class Pair:
    """One feasible pair.

    ``pickup``: minute of the day when the car passes. ``avoided``: metres of car travel saved, the
    passenger's own trip less the detour (may be below 0).
    """

    passenger: int
    driver: int
    detour_metres: int
    detour_minutes: int
    pickup: int
    avoided: int


@dataclass(frozen=True, eq=False)
class Candidates:
    """Feasible pairs in rows by passenger: those of passenger i lie at ``start[i]:start[i + 1]``.

    ``driver`` (ascending in a row), ``detour_metres`` and ``pickup`` (minute of the day when the car
    passes) run along the pairs. ``own_metres``: each passenger's own trip.
    """

    drivers: int
    start: Int64
    driver: Int32
    detour_metres: Int32
    pickup: Int32
    own_metres: Int64
    roads: Roads

    @property
    def passengers(self) -> int:
        """How many passengers there are, served or not."""
        return len(self.start) - 1

    @property
    def passenger(self) -> Int64:
        """The passenger of each pair."""
        return np.repeat(np.arange(self.passengers), np.diff(self.start))

    @property
    def detour_minutes(self) -> Int64:
        """The detour of each pair in minutes, rounded up."""
        return self.roads.minutes(self.detour_metres.astype(np.int64))

    @property
    def avoided(self) -> Int64:
        """Metres of car travel saved by each pair: the passenger's own trip less the detour."""
        return self.own_metres[self.passenger] - self.detour_metres

    def __len__(self) -> int:
        return len(self.driver)

    def __iter__(self) -> Iterator[Pair]:
        columns = (
            self.passenger,
            self.driver,
            self.detour_metres,
            self.detour_minutes,
            self.pickup,
            self.avoided,
        )
        for row in zip(*(column.tolist() for column in columns), strict=True):
            yield Pair(*row)

    def edges(self) -> tuple[tuple[int, ...], ...]:
        """For each passenger the drivers who can take him, for ``matching.cardinality``."""
        return tuple(tuple(row.tolist()) for row in np.split(self.driver, self.start[1:-1]))

    def gains(self) -> tuple[dict[int, int], ...]:
        """For each passenger {driver.

        Metres avoided} where that is above 0, for ``matching.assignment``.
        """
        rows: tuple[dict[int, int], ...] = tuple({} for _ in range(self.passengers))
        for pair in self:
            if pair.avoided > 0:
                rows[pair.passenger][pair.driver] = pair.avoided
        return rows

    def gain_arrays(self, seats: Int64) -> Gains:
        """The same as arrays, for markets of any size."""
        avoided, passenger = self.avoided, self.passenger
        worth = avoided > 0
        start = np.searchsorted(passenger[worth], np.arange(self.passengers + 1))
        return Gains.of_arrays(start, self.driver[worth], avoided[worth], seats)

    def nearest(self, most: int) -> "Candidates":
        """At most this many pairs of each passenger.

        Those of the least detour, the first driver among equals.
        """
        if most < 1:
            raise ValueError(f"most must be at least 1, not {most}")
        passenger = self.passenger
        order = np.argsort(passenger << 32 | self.detour_metres, kind="stable")
        rank = np.arange(len(order)) - self.start[passenger[order]]
        kept = np.sort(order[rank < most])
        start = np.searchsorted(passenger[kept], np.arange(self.passengers + 1))
        columns = self.driver[kept], self.detour_metres[kept], self.pickup[kept]
        return Candidates(self.drivers, start.astype(np.int64), *columns, self.own_metres, self.roads)


def feasible_pairs(drivers: Trips, passengers: Trips, rules: Rules | None = None) -> Candidates:
    """Every feasible pair. Large markets are searched by place and time, with the same result."""
    rules = rules if rules is not None else Rules()
    large = len(drivers) * len(passengers) > WORTH_AN_INDEX and runs_compiled()
    look = look_around if large else look_at_all
    pairs = look(drivers, passengers, rules.roads, rules.longest_detour(drivers))
    driver, detour, pickup = np.ascontiguousarray(pairs.row.T)
    own = rules.roads.metres(passengers.origin, passengers.destination)
    return Candidates(len(drivers), pairs.start, driver, detour, pickup, own, rules.roads)
