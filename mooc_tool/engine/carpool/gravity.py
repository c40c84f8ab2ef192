"""Commuters of a territory: homes by population, workplaces by a gravity model, or flows that are known.

Source: the doubly named « gravity » model of trips, e.g. J. Ortúzar and L. Willumsen, *Modelling
Transport*, chapter 5: the attraction of a place falls off exponentially with distance. It stands in
where no table of flows is at hand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from mooc_tool.engine.arrays import Int64, Real
from mooc_tool.engine.carpool.territory import crow_flies, points
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.draw import Draw


@dataclass(frozen=True, eq=False)
class Places:
    """Places of a territory: degrees, and how many people live in each."""

    latitude: Real
    longitude: Real
    population: Int64

    @classmethod
    def of(cls, latitude: ArrayLike, longitude: ArrayLike, population: ArrayLike) -> "Places":
        """ValueError says which column or place cannot be."""
        points(latitude, longitude)
        people = np.asarray(population)
        if people.shape != np.shape(latitude):
            raise ValueError(f"population must hold one number a place: its shape is {people.shape}")
        if not np.issubdtype(people.dtype, np.integer) or people.min() < 0:
            raise ValueError("populations must be whole numbers, none below 0")
        return cls(np.asarray(latitude, float), np.asarray(longitude, float), people.astype(np.int64))

    def __len__(self) -> int:
        return len(self.population)

    def distances(self) -> Int64:
        """Metres as the crow flies between all places, shape (n, n)."""
        at = points(self.latitude, self.longitude)
        return crow_flies(at[:, None], at[None, :])


def gravity_flows(places: Places, reach: float = 9000.0, pull: float = 1.15, nearest: float = 0.0) -> Real:
    """The probability that a commuter lives in place i and works in place j, shape (n, n).

    Homes are proportional to population, workplaces to population ** pull times exp(-distance / reach),
    ``reach`` in metres. Trips shorter than ``nearest`` metres are left out. ValueError if nothing is
    left.
    """
    if not reach > 0:
        raise ValueError(f"reach must be above 0 metres, not {reach}")
    distance = places.distances()
    attraction = places.population.astype(float) ** pull * np.exp(-distance / reach)
    attraction = np.where(distance >= nearest, attraction, 0.0)
    total = attraction.sum(axis=1, keepdims=True)
    share = np.divide(attraction, total, out=np.zeros_like(attraction), where=total > 0)
    flows = places.population[:, None] * share
    if not flows.sum() > 0:
        raise ValueError("no commuter is left: no place has both people and somewhere to go")
    shares: Real = flows / flows.sum()
    return shares


@dataclass(frozen=True, slots=True)
class Timetable:
    """When people leave: normal, in minutes of the day; and what they accept."""

    departure: float = 465.0
    spread: float = 35.0
    window: int = 15
    max_detour: int = 8
    seats: int = 1


def commuters(
    draw: Draw,
    places: Places,
    flows: Real,
    count: int,
    timetable: Timetable | None = None,
    scatter: float = 0.0,
) -> Trips:
    """``count`` trips between places, drawn from flows: any weights, shape (n, n).

    ``scatter`` moves each end by a normal number of metres north and east, so that neighbours do not
    share a door. ValueError when the flows are none.
    """
    weights = np.asarray(flows, dtype=np.float64)
    if weights.shape != (len(places), len(places)):
        raise ValueError(f"flows must have shape {(len(places), len(places))}, not {weights.shape}")
    if not (np.isfinite(weights).all() and weights.min() >= 0 and weights.sum() > 0):
        raise ValueError("flows must be numbers of at least 0, and not all 0")
    table = timetable if timetable is not None else Timetable()
    ends = np.cumsum(weights.ravel())
    pair = np.searchsorted(ends, draw.fork("pairs").reals(count) * ends[-1], side="right")
    home, work = np.divmod(pair, len(places))
    minute = table.departure + table.spread * _normal(draw.fork("departures"), count)
    moved = scatter * _normal(draw.fork("scatter"), 4 * count).reshape(4, count) / 111_195
    stretch = np.cos(np.radians(places.latitude))
    return Trips.of(
        (places.latitude[home] + moved[0], places.longitude[home] + moved[1] / stretch[home]),
        (places.latitude[work] + moved[2], places.longitude[work] + moved[3] / stretch[work]),
        np.maximum(np.round(minute), 0).astype(np.int64),
        window=table.window,
        max_detour=table.max_detour,
        seats=table.seats,
    )


def _normal(draw: Draw, count: int) -> Real:
    """Rounded, so that a last digit of a machine's logarithm changes nothing."""
    uniform = (draw.words(count) >> np.uint64(12)).astype(np.float64) * 2.0**-52 + 2.0**-53
    normal: Real = np.round(ndtri(uniform), 9)
    return normal
