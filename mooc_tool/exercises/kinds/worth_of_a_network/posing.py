"""Draws two sizes, and has the engine match mornings of car-pooling on the territory at these and between.

The teaching model of the course (facts F-501 and F-502): homes by population, workplaces by gravity (or flows
that the pack knows), half drivers, one seat, a detour of 8 minutes at most, departures around 7:45 within 15
minutes of one another.
"""

from dataclasses import fields, replace

import numpy as np

from mooc_tool.engine.arrays import Real
from mooc_tool.engine.carpool.candidates import feasible_pairs
from mooc_tool.engine.carpool.gravity import Places, Timetable, commuters
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.cardinality import maximum_matching
from mooc_tool.exercises.commuting import journeys
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.worth_of_a_network.forms import Going, Market, Params, Point, Question
from mooc_tool.exercises.territory import Territory

DRAWS = 20  # the bound on redraws: a market in which nobody is served says nothing
SMALLEST, SMALL, LARGEST = 4, 12, 40  # tens of people
STEPS = 4  # from the small size to the large one
PEOPLE = 3000  # drawn for a market: mornings at the large size, each also cut into smaller ones
NEAREST, SCATTER = 1000.0, 900.0  # metres: trips between communes, homes around their seats


def pose(params: Params, draw: Draw, territory: Territory) -> Question:
    """Two sizes and the markets. Raises NoInstanceError where nobody finds a car."""
    if len(territory.communes) < 2:
        raise NoInstanceError("a territory of two communes or more is needed")
    for _ in range(DRAWS):
        tens = draw.between(SMALLEST, SMALL)
        most = min(4 * tens, LARGEST)
        small, large = 10 * tens, 10 * (2 * tens if params.doubling else draw.between(3 * tens // 2, most))
        markets = tuple(_market(going, small, large, territory, draw) for going in params.markets)
        question = Question(small=small, large=large, hints=params.level == "discovery", markets=markets)
        if all(each.points[0].served and each.factor() > 1000 for each in markets):
            return question
    raise NoInstanceError(f"in none of {DRAWS} draws more people find more cars")


def _market(going: Going, small: int, large: int, territory: Territory, draw: Draw) -> Market:
    together = going == "together"
    largest = max(territory.communes.values(), key=lambda each: (each.population, each.code))
    ends = (largest.code,) if together else territory.communes
    places, flows = journeys(territory, territory.communes, ends, NEAREST)
    sizes = [small + 2 * ((large - small) * step // (2 * STEPS)) for step in range(STEPS)] + [large]
    counts = {size: [0, 0] for size in sizes}
    for number in range(max(1, PEOPLE // large)):
        edges = _morning(
            draw.fork(f"{going} {number}"), places, flows, large // 2, together=going == "together"
        )
        for size, count in counts.items():
            served = _groups(edges, size // 2)
            count[0] += len(served)
            count[1] += sum(served)
    points = (Point(people=size, mornings=count[0], served=count[1]) for size, count in counts.items())
    return Market(going=going, destination=largest.name if together else "", points=tuple(points))


def _morning(
    draw: Draw, places: Places, flows: Real, cars: int, *, together: bool
) -> tuple[tuple[int, ...], ...]:
    """For each passenger of a morning with as many drivers, the drivers who can take them."""
    trips = commuters(draw, places, flows, 2 * cars, Timetable(), SCATTER)
    if together:  # to one door
        trips = replace(trips, destination=commuters(draw, places, flows, 2 * cars, Timetable()).destination)
    riders = _part(trips, cars, 2 * cars)
    return feasible_pairs(_part(trips, 0, cars), replace(riders, window=np.zeros(cars, np.int64))).edges()


def _part(trips: Trips, first: int, end: int) -> Trips:
    return Trips(**{field.name: getattr(trips, field.name)[first:end] for field in fields(trips)})


def _groups(edges: tuple[tuple[int, ...], ...], cars: int) -> list[int]:
    """Passengers served at best when the morning is cut into smaller ones with so many cars each."""
    served = []
    for first in range(0, len(edges) - cars + 1, cars):
        own = [
            [driver - first for driver in row if first <= driver < first + cars]
            for row in edges[first : first + cars]
        ]
        served.append(sum(partner >= 0 for partner in maximum_matching(own, [1] * cars).partner))
    return served
