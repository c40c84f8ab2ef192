"""Commuters follow the flows they are drawn from."""

from typing import Any

import numpy as np
import pytest

from mooc_tool.engine.carpool.gravity import Places, Timetable, commuters, gravity_flows
from mooc_tool.engine.carpool.territory import points
from mooc_tool.engine.draw import Draw

# Saint-Étienne, Saint-Chamond, Firminy, Rive-de-Gier: seats of the communes and inhabitants in 2023 (Insee)
VALLEY = Places.of(
    [45.44083, 45.47278, 45.38944, 45.52889],
    [4.39, 4.5075, 4.28528, 4.6175],
    [173136, 35646, 17060, 15242],
)


def test_homes_are_proportional_to_population() -> None:
    flows = gravity_flows(VALLEY)
    assert flows.sum() == pytest.approx(1)
    assert flows.sum(axis=1) == pytest.approx(VALLEY.population / VALLEY.population.sum())


def test_attraction_falls_off_with_distance() -> None:
    flows = gravity_flows(VALLEY, reach=5000, pull=1)
    distance = VALLEY.distances()
    ratio = flows[2, 1] / flows[2, 3]
    far = np.exp(-(distance[2, 1] - distance[2, 3]) / 5000)
    assert ratio == pytest.approx(far * VALLEY.population[1] / VALLEY.population[3])


def test_short_trips_can_be_left_out() -> None:
    assert np.diag(gravity_flows(VALLEY, nearest=1)).sum() == 0
    with pytest.raises(ValueError, match="no commuter is left"):
        gravity_flows(VALLEY, nearest=1e6)


def test_draws_follow_the_flows_and_the_timetable() -> None:
    flows = gravity_flows(VALLEY)
    trips = commuters(Draw(b"commuters"), VALLEY, flows, 20_000)
    at = points(VALLEY.latitude, VALLEY.longitude)
    home = np.array([np.abs(trips.origin - place).sum(axis=1).argmin() for place in at])
    assert np.array_equal(trips.origin[home], at)
    lives = np.array([(trips.origin == place).all(axis=1) for place in at])
    works = np.array([(trips.destination == place).all(axis=1) for place in at])
    drawn = (lives[:, None, :] & works[None, :, :]).sum(axis=2)
    assert drawn.sum() == 20_000
    assert np.abs(drawn / 20_000 - flows).max() < 0.015
    assert trips.departure.mean() == pytest.approx(465, abs=1)
    assert trips.departure.std() == pytest.approx(35, abs=1)


def test_the_same_seed_gives_the_same_trips() -> None:
    flows = gravity_flows(VALLEY)
    first, second = (commuters(Draw(b"same"), VALLEY, flows, 50, scatter=500) for _ in range(2))
    assert np.array_equal(first.origin, second.origin)
    assert first.departure[:5].tolist() == [498, 495, 449, 431, 445]
    assert not np.array_equal(first.origin, commuters(Draw(b"same"), VALLEY, flows, 50).origin)


def test_a_timetable_is_kept() -> None:
    trips = commuters(Draw(b"t"), VALLEY, gravity_flows(VALLEY), 9, Timetable(480, 0, 5, 12, 3))
    assert set(trips.departure) == {480}
    assert (trips.window[0], trips.max_detour[0], trips.seats[0]) == (5, 12, 3)


@pytest.mark.parametrize(
    ("flows", "words"),
    [
        (np.ones((2, 2)), "shape"),
        (np.full((4, 4), -1.0), "at least 0"),
        (np.full((4, 4), np.nan), "at least 0"),
        (np.zeros((4, 4)), "not all 0"),
    ],
)
def test_what_are_no_flows_is_refused(flows: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        commuters(Draw(b""), VALLEY, flows, 5)


def test_what_are_no_places_is_refused() -> None:
    with pytest.raises(ValueError, match="one number a place"):
        Places.of([45.0], [4.0], [1, 2])
    with pytest.raises(ValueError, match="none below 0"):
        Places.of([45.0], [4.0], [-1])
    with pytest.raises(ValueError, match="reach"):
        gravity_flows(VALLEY, reach=0)
