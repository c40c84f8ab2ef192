"""Draws two centres, then prices until one plan is clearly cheaper than the other, but not by far."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.how_many_places.forms import Members, Params, Prices, Question
from mooc_tool.exercises.kinds.how_many_places.marking import solve

CENTRES, PRICES = 40, 400  # the bounds on redraws
SERVED = 95  # of a hundred days
NEAREST, FURTHEST = 4, 8  # desks' prices, between which the difference of the two plans lies
USUAL, BUSY = (18, 36), (12, 22)  # per cent who come; on busy days so many more
REGULAR, OCCASIONAL = (50, 70), (8, 18)  # the same where some come often and others now and then
BUSY_DAYS = (1, 3)  # Tuesday and Thursday


def pose(params: Params, draw: Draw) -> Question:
    """A case. Raises NoInstanceError when none is found within the bound."""
    wanted = draw.integer(2)  # whether one place for all is cheaper: as often as not
    for _ in range(CENTRES):
        first = _centre(params, draw, params.members - params.members // 4, params.members)
        second = _centre(params, draw, params.members // 4, params.members // 2)
        question = Question(
            first=first,
            second=second,
            prices=Prices(desk=1, rent=0, km=0),
            served=SERVED,
            hints=params.level == "discovery",
        )
        found = solve(question)
        spared = found.first + found.second - found.together
        if spared < 1:
            continue
        for _ in range(PRICES):
            prices = Prices(
                desk=100 * draw.between(9, 18), rent=500 * draw.between(8, 18), km=draw.between(4, 25)
            )
            priced = question.model_copy(update={"prices": prices})
            saved = spared * prices.desk + prices.rent - priced.travel()
            if (saved > 0) == bool(wanted) and NEAREST * prices.desk <= abs(saved) <= FURTHEST * prices.desk:
                return priced
    raise NoInstanceError(f"no two centres of about {params.members} members are worth comparing")


def _centre(params: Params, draw: Draw, least: int, most: int) -> tuple[Members, ...]:
    """Its members, in one group or, where some come now and then, in two."""
    count = draw.between(least, most)
    if not params.occasional:
        return (Members(count=count, percents=_percents(params, draw, USUAL)),)
    regulars = draw.between(count // 4, count // 2)
    return (
        Members(count=regulars, percents=_percents(params, draw, REGULAR)),
        Members(count=count - regulars, percents=_percents(params, draw, OCCASIONAL)),
    )


def _percents(params: Params, draw: Draw, usual: tuple[int, int]) -> tuple[int, ...]:
    base = draw.between(*usual)
    if not params.weekdays:
        return (base,) * 5
    return tuple(
        base + draw.between(*BUSY) if day in BUSY_DAYS else base - draw.between(0, 5) for day in range(5)
    )
