"""Draws a line's people and matches them, then terms on which an even plan is clearly not the best."""

from statistics import mean

from mooc_tool.engine.carpool.candidates import feasible_pairs
from mooc_tool.engine.carpool.gravity import Timetable, commuters
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.growing import pairs_as_people_come
from mooc_tool.exercises.communities import Sketch, journeys
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.the_two_sides.forms import (
    DRIVERS,
    PASSENGERS,
    SIZE,
    STEP,
    Params,
    Plan,
    Question,
)
from mooc_tool.exercises.kinds.the_two_sides.market import EVEN, focused, reference_values, value
from mooc_tool.exercises.territory import Territory

DRAWS = 300  # the bound on redraws of the terms
ORDERS = 2  # orders of arrival behind the table
_SCATTER = 600.0  # metres around the seat of a commune
_TIMES = Timetable(spread=60, window=8, max_detour=6)
LEAST_GAIN = 110  # of a hundred trips of the even plan: what the best leads to
CAREFUL = 80  # of a hundred points of gain, at least: what the focused plan earns
CHANCE = 0.40  # of the points of gain, at most, on average over the grid


def pose(params: Params, draw: Draw, territory: Territory) -> Question:
    """A line towards the largest commune. Raises NoInstanceError."""
    if len(territory.communes) < 2:
        raise NoInstanceError("a territory of two communes at least is needed")
    end = max(territory.communes.values(), key=lambda each: (each.population, each.code))
    pairs = table(end.code, territory, draw)
    side = draw.choice((DRIVERS, PASSENGERS))
    for _ in range(DRAWS):
        question = _terms(params, side, end.name, pairs, draw)
        best = _worth_it(question)
        if best is not None:
            return question.model_copy(update={"best": best})
    raise NoInstanceError(f"in none of {DRAWS} draws is an even plan clearly not the best")


def table(end: str, territory: Territory, draw: Draw) -> tuple[tuple[int, ...], ...]:
    """The most pairs among the first drivers and passengers to come, in tenths, mean over orders."""
    origins = tuple(code for code in territory.communes if code != end)
    sketch = Sketch(
        sort="campus", titles={}, origins=origins, end=end, ready=2 * SIZE, drivers=50, spread=_TIMES.spread
    )
    places, flows = journeys(sketch, territory)
    given, asked = (
        commuters(draw.fork(side), places, flows, SIZE, _TIMES, _SCATTER) for side in ("drivers", "riders")
    )
    found = feasible_pairs(given, asked)
    edges: list[list[int]] = [[] for _ in range(SIZE)]
    for passenger, driver in zip(found.passenger.tolist(), found.driver.tolist(), strict=True):
        edges[passenger].append(driver)
    points = range(0, SIZE + 1, STEP)
    total = [[0] * len(points) for _ in points]
    for _ in range(ORDERS):
        drivers = [SIZE + each for each in draw.shuffled(range(SIZE))]
        passengers = draw.shuffled(range(SIZE))
        orders = [[*drivers[:count], *passengers] for count in points]
        for row, count, grown in zip(total, points, pairs_as_people_come(edges, SIZE, orders), strict=True):
            for column, others in enumerate(points):
                row[column] += grown[count + others - 1] if others else 0
    return tuple(tuple(10 * each // ORDERS for each in row) for row in total)


def _terms(
    params: Params, rare: int, destination: str, pairs: tuple[tuple[int, ...], ...], draw: Draw
) -> Question:
    """The rare side has a few members, the other several times as many."""
    few, many = draw.between(8, 22), 5 * draw.between(11, 17)
    dense = pairs[3][3] * 10 // (3 * STEP)  # of a hundred members, 60 on each side, those who find somebody
    thresholds = dense - draw.between(0, 8), dense - draw.between(0, 8)
    return Question(
        destination=destination,
        phases=params.phases,
        pairs=pairs,
        start=(few, many) if rare == DRIVERS else (many, few),
        thresholds=thresholds,
        joining=draw.between(2, 3),
        leaving=params.leaving,
        budget=10 * draw.between(6, 16),
        cost=(20, 20),
    )


def _worth_it(question: Question) -> Plan | None:
    """The best plan of the grid, if it is clearly better than the even one, if the focused plan for the side
    with fewer members earns most of the difference, and if few plans do.
    """
    even = value(question, (EVEN,) * question.phases)
    side = DRIVERS if question.start[DRIVERS] < question.start[PASSENGERS] else PASSENGERS
    careful = value(question, focused(question.phases, side))
    if 100 * careful < 108 * even or careful <= value(question, focused(question.phases, 1 - side)):
        return None
    values = reference_values(question)
    best = max(values, key=lambda plan: values[plan])
    gain = values[best] - even
    if 100 * values[best] < LEAST_GAIN * even or 100 * (careful - even) < CAREFUL * gain:
        return None
    chance = mean(min(1.0, max(0, each - even) / gain) for each in values.values())
    return best if chance <= CHANCE else None
