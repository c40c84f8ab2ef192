"""Flows that are known take the place of the gravity model; without them nothing changes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mooc_tool.engine.carpool.gravity import gravity_flows
from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.communities import journeys as of_community
from mooc_tool.exercises.communities import whole_of
from mooc_tool.exercises.commuting import drivers_to, journeys
from mooc_tool.exercises.territory import Territory

HOME, OTHER, WORK = "42207", "42186", "42218"
COUNTED = {(HOME, WORK): 300.0, (OTHER, WORK): 100.5, (WORK, WORK): 50_000.0, (WORK, HOME): 20.0}


@pytest.fixture(scope="module")
def counted(territory: Territory) -> Territory:
    """The shipped territory with flows of its own."""
    return replace(territory, flows=COUNTED)


def test_without_flows_the_gravity_model_weighs(territory: Territory) -> None:
    places, weights = journeys(territory, territory.communes, territory.communes, 2500.0)
    assert np.array_equal(weights, gravity_flows(places, nearest=2500.0))


def test_known_flows_are_the_weights_and_who_stays_in_the_commune_is_left_out(counted: Territory) -> None:
    _, weights = journeys(counted, counted.communes, counted.communes, 2500.0)
    at = {code: number for number, code in enumerate(counted.communes)}
    known = {way: weights[at[way[0]], at[way[1]]] for way in COUNTED}
    assert known == {**COUNTED, (WORK, WORK): 0.0}
    assert weights.sum() == 420.5


def test_only_a_communitys_own_people_count(counted: Territory) -> None:
    _, weights = journeys(counted, [HOME, WORK], [WORK], 2500.0)
    assert weights.sum() == 300.0


def test_of_whom_the_flows_know_nobody_the_gravity_model_speaks(counted: Territory) -> None:
    unknown = ["42005"], [WORK]
    _, weights = journeys(counted, *unknown, 2500.0)
    _, modelled = journeys(replace(counted, flows={}), *unknown, 2500.0)
    assert weights.any()
    assert np.array_equal(weights, modelled)


def test_drivers_of_a_corridor_come_as_counted_or_by_population(
    counted: Territory, territory: Territory
) -> None:
    assert drivers_to(counted, [HOME, OTHER, "42005"], WORK) == [3000, 1005, 0]
    populations = [territory.communes[code].population for code in (HOME, OTHER)]
    assert drivers_to(territory, [HOME, OTHER], WORK) == populations


def test_communities_live_on_the_flows(counted: Territory) -> None:
    whole = whole_of(counted, Draw(b"whole"), 100)
    assert of_community(whole, counted)[1].sum() == 420.5


def test_cases_are_drawn_from_the_flows(territory: Territory) -> None:
    gier = territory.corridors["gier"]
    known = {(code, WORK): 10.0 for code in gier.origins[:3]}
    drawn = play.pose("fill-the-cars", {"corridors": ["gier"]}, b"1", replace(territory, flows=known))
    question: Any = drawn.question
    homes = {person["place"] for side in ("drivers", "passengers") for person in question[side]}
    assert homes <= {0, 1, 2}
