"""Distances agree with the haversine formula, and travel times with the speed."""

from math import asin, cos, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.carpool.territory import EARTH_RADIUS, Roads, crow_flies, points

NEAR = st.tuples(st.floats(43, 48), st.floats(0, 8))


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (*a, *b))
    root = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(root))


@given(NEAR, NEAR)
def test_crow_flies_as_haversine_says(a: tuple[float, float], b: tuple[float, float]) -> None:
    both = points([a[0], b[0]], [a[1], b[1]])
    assert abs(crow_flies(both[0], both[1]) - haversine(a, b)) <= 0.501


def test_saint_etienne_to_rive_de_gier() -> None:
    ends = points([45.44083, 45.52889], [4.39, 4.6175])
    crow = crow_flies(ends[0], ends[1])
    assert crow == 20_259
    road = Roads().metres(ends[0], ends[1])
    assert road == 26_337  # 1.3 times, rounded up
    assert Roads().minutes(road) == 40  # at 40 km/h: 39.5, rounded up


@given(st.integers(0, 10**6), st.integers(1, 130))
def test_minutes_are_rounded_up(metres: int, speed: int) -> None:
    minutes = int(Roads(speed=speed).minutes(np.array(metres)))
    exact = metres * 60
    assert (minutes - 1) * speed * 1000 < exact <= minutes * speed * 1000


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ([45, 91], [4, 4], "place 1 has latitude 91"),
        ([45], [181], "place 0 has longitude 181"),
        ([float("nan")], [4], "place 0 has latitude nan"),
        ([45, 46], [4], "of one length"),
    ],
)
def test_what_is_not_on_earth_is_refused(latitude: list[float], longitude: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        points(latitude, longitude)


def test_what_is_no_road_is_refused() -> None:
    with pytest.raises(ValueError, match="percent must be at least 100"):
        Roads(percent=99)
    with pytest.raises(ValueError, match="at least 1 km/h"):
        Roads(speed=0)
