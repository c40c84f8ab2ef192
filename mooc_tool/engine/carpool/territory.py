"""Places, distances and travel times, in whole metres and whole minutes.

Distances are great-circle (haversine) distances on a sphere of 6,371,009 m, the mean radius of WGS 84. A
place is kept as a point of that sphere, in metres; an arc then follows from its chord by one square root
and a short series, so that a machine's sine does not enter twice and small and large computations agree
to the metre.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS = 6_371_009.0

Points = NDArray[np.float64]
Whole = NDArray[np.int64]


def points(latitude: ArrayLike, longitude: ArrayLike) -> Points:
    """Places as points of the sphere, shape (n, 3), in metres. Latitude and longitude are in degrees.

    ValueError names the first place that is not on Earth.
    """
    lat = np.atleast_1d(np.asarray(latitude, dtype=np.float64))
    lon = np.atleast_1d(np.asarray(longitude, dtype=np.float64))
    if lat.shape != lon.shape or lat.ndim != 1:
        raise ValueError(f"latitudes and longitudes must be of one length: {lat.shape}, {lon.shape}")
    for name, degrees, limit in (("latitude", lat, 90), ("longitude", lon, 180)):
        wrong = np.flatnonzero(~(np.abs(degrees) <= limit))
        if wrong.size:
            place = wrong[0]
            raise ValueError(f"place {place} has {name} {degrees[place]}; it must be within ±{limit} degrees")
    phi, lam = np.radians(lat), np.radians(lon)
    flat = np.cos(phi)
    return EARTH_RADIUS * np.column_stack((flat * np.cos(lam), flat * np.sin(lam), np.sin(phi)))


def crow_flies(start: Points, end: Points) -> Whole:
    """Great-circle distances in whole metres; points of shape (..., 3) are broadcast against each other.

    The series gives the arc of a chord within a millimetre up to 1,000 km.
    """
    difference = start - end
    x, y, z = difference[..., 0], difference[..., 1], difference[..., 2]
    chord = np.sqrt(x * x + y * y + z * z)
    square = chord * chord / (EARTH_RADIUS * EARTH_RADIUS)
    arc = chord * (1 + square * (1 / 24 + square * (3 / 640 + square * (5 / 7168))))
    return np.floor(arc + 0.5).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Roads:
    """How roads lengthen the crow's way (per cent: 130 is 1.3 times) and how fast one drives (km/h)."""

    percent: int = 130
    speed: int = 40

    def __post_init__(self) -> None:
        if self.percent < 100:
            raise ValueError(f"percent must be at least 100, the crow's way, not {self.percent}")
        if self.speed < 1:
            raise ValueError(f"speed must be at least 1 km/h, not {self.speed}")

    def metres(self, start: Points, end: Points) -> Whole:
        """Road distances in whole metres, rounded up."""
        return -(-crow_flies(start, end) * self.percent // 100)

    def minutes(self, metres: Whole) -> Whole:
        """Travel times in whole minutes, rounded up."""
        return -(-metres * 60 // (self.speed * 1000))
