"""The morning of a plan, minute by minute: who leaves, is picked up and arrives, by the engine's roads."""

from collections import defaultdict

from pydantic import JsonValue

from mooc_tool.engine.carpool.territory import Points, Roads, points
from mooc_tool.exercises.kinds.fill_the_cars.forms import NOBODY, Person, Plan, Question

_ROADS = Roads()  # as the pairs of the case were found
_WHAT = ("leaves", "picks", "arrives", "stays")


def timetable(question: Question, plan: Plan) -> list[JsonValue]:
    """[{minute, leaves: [driver], picks: [[driver, passenger]], arrives: [driver], stays: [passenger]}], one
    row for each minute in which something happens.

    ``stays``: passengers whom nobody takes, at the minute that they wished. Who takes several drives to the
    nearest one first.
    """
    rows: defaultdict[int, dict[str, list[JsonValue]]] = defaultdict(lambda: {what: [] for what in _WHAT})
    riders: defaultdict[int, list[int]] = defaultdict(list)
    for passenger, driver in enumerate(plan):
        if driver == NOBODY:
            rows[question.passengers[passenger].minute]["stays"].append(passenger)
        else:
            riders[driver].append(passenger)
    drivers, passengers = _homes(question.drivers), _homes(question.passengers)
    end = question.places[question.destination]
    goal = points([end.latitude], [end.longitude])[0]
    for driver, person in enumerate(question.drivers):
        minute, here = person.minute, drivers[driver]
        rows[minute]["leaves"].append(driver)
        for passenger in _nearest_first(drivers[driver], riders[driver], passengers):
            minute += _minutes(here, passengers[passenger])
            here = passengers[passenger]
            rows[minute]["picks"].append([driver, passenger])
        rows[minute + _minutes(here, goal)]["arrives"].append(driver)
    return [{"minute": minute, **rows[minute]} for minute in sorted(rows)]


def _homes(people: tuple[Person, ...]) -> Points:
    return points([each.latitude for each in people], [each.longitude for each in people])


def _nearest_first(start: Points, riders: list[int], homes: Points) -> list[int]:
    return sorted(riders, key=lambda rider: (int(_ROADS.metres(start, homes[rider])), rider))


def _minutes(start: Points, end: Points) -> int:
    return int(_ROADS.minutes(_ROADS.metres(start, end)))
