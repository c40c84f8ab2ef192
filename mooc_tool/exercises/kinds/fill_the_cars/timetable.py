"""The morning of a plan, minute by minute: who leaves, is picked up and arrives, by the engine's roads."""

from collections import defaultdict

from pydantic import JsonValue

from mooc_tool.engine.carpool.territory import Roads, points
from mooc_tool.exercises.kinds.fill_the_cars.forms import NOBODY, Person, Place, Plan, Question

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
    metres, minutes = _ways(question)
    for driver, person in enumerate(question.drivers):
        minute, here, homes = person.minute, driver, len(question.drivers)
        rows[minute]["leaves"].append(driver)
        for passenger in sorted(riders[driver], key=lambda rider: (metres[driver][homes + rider], rider)):
            minute += minutes[here][homes + passenger]
            here = homes + passenger
            rows[minute]["picks"].append([driver, passenger])
        rows[minute + minutes[here][-1]]["arrives"].append(driver)
    return [{"minute": minute, **rows[minute]} for minute in sorted(rows)]


def _ways(question: Question) -> tuple[list[list[int]], list[list[int]]]:
    """Metres and minutes from each home to each other: the drivers', the passengers', and last the end."""
    end = question.places[question.destination]
    everywhere: list[Person | Place] = [*question.drivers, *question.passengers, end]
    homes = points([each.latitude for each in everywhere], [each.longitude for each in everywhere])
    metres = _ROADS.metres(homes[:, None], homes[None, :])
    return metres.tolist(), _ROADS.minutes(metres).tolist()
