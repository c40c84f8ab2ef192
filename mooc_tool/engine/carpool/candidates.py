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

from mooc_tool.engine.carpool.territory import Roads, Whole
from mooc_tool.engine.carpool.trips import Trips


@dataclass(frozen=True, slots=True)
class Rules:
    """Roads, and the largest detour as a share of the driver's own trip (per cent; None: no such limit)."""

    roads: Roads = field(default_factory=Roads)
    detour_percent: int | None = None

    def __post_init__(self) -> None:
        if self.detour_percent is not None and self.detour_percent < 0:
            raise ValueError(f"detour_percent must be at least 0, not {self.detour_percent}")


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


@dataclass(frozen=True, slots=True)
class Candidates:
    """Feasible pairs in rows by passenger: those of passenger i lie at ``start[i]:start[i + 1]``,
    drivers ascending.

    ``detour_metres``, ``detour_minutes``, ``pickup`` (minute of the day when the car passes) and
    ``avoided`` (metres) run along ``driver``.
    """

    drivers: int
    start: Whole
    driver: Whole
    detour_metres: Whole
    detour_minutes: Whole
    pickup: Whole
    avoided: Whole

    @property
    def passengers(self) -> int:
        """How many passengers there are, served or not."""
        return len(self.start) - 1

    def __len__(self) -> int:
        return len(self.driver)

    def __iter__(self) -> Iterator[Pair]:
        passenger = np.repeat(np.arange(self.passengers), np.diff(self.start))
        columns = (passenger, self.driver, self.detour_metres, self.detour_minutes, self.pickup, self.avoided)
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


def feasible_pairs(drivers: Trips, passengers: Trips, rules: Rules | None = None) -> Candidates:
    """Every feasible pair. Cost: one look at each driver with each passenger."""
    rules = rules if rules is not None else Rules()
    roads = rules.roads
    # axes: passenger, driver
    approach = roads.metres(drivers.origin[None, :], passengers.origin[:, None])
    onward = roads.metres(passengers.destination[:, None], drivers.destination[None, :])
    driver_own = roads.metres(drivers.origin, drivers.destination)
    passenger_own = roads.metres(passengers.origin, passengers.destination)
    detour = np.maximum(approach + passenger_own[:, None] + onward - driver_own[None, :], 0)
    minutes = roads.minutes(detour)
    pickup = drivers.departure[None, :] + roads.minutes(approach)
    allowed = drivers.window[None, :] + passengers.window[:, None]
    feasible = (minutes <= drivers.max_detour[None, :]) & (
        np.abs(pickup - passengers.departure[:, None]) <= allowed
    )
    if rules.detour_percent is not None:
        feasible &= detour * 100 <= rules.detour_percent * driver_own[None, :]
    passenger, driver = np.nonzero(feasible)
    return Candidates(
        drivers=len(drivers),
        start=np.searchsorted(passenger, np.arange(len(passengers) + 1)).astype(np.int64),
        driver=driver.astype(np.int64),
        detour_metres=detour[feasible],
        detour_minutes=minutes[feasible],
        pickup=pickup[feasible],
        avoided=passenger_own[passenger] - detour[feasible],
    )
