"""The records of this kind. The first side are the drivers, the second the passengers; money is in euros."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

DRIVERS, PASSENGERS, NOBODY = 0, 1, 2
SHARES = (0, 25, 50, 75, 100)
RECRUIT, REWARD = 0, 1
WEEKS = 26
COUNTED = 7  # the last weeks, whose trips count
STEP, SIZE = 20, 160  # members between two points of the table; who could ever join, on each side
LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"phases": 2, "leaving": 25},
    "standard": {"phases": 4, "leaving": 25},
    "expert": {"phases": 4, "leaving": 30},
}


class Params(Levelled):
    """What an author sets. ``leaving``: of a hundred disappointed members, those who go each week."""

    usual: ClassVar = LEVELS
    phases: Literal[2, 4]
    leaving: Annotated[int, Field(ge=20, le=40)]


class Phase(Form):
    """What is done during some weeks. ``share``: of a hundred euros, those for the drivers; ``use``: RECRUIT
    or REWARD; ``guarantee``: the side that part of the money makes up for waiting in vain, or NOBODY.
    """

    share: int
    use: int
    guarantee: int


Plan = tuple[Phase, ...]


class Question(Form):
    """A service of one line, and its people.

    ``pairs``: the engine's table, in tenths of a pair: what 0, STEP, 2 STEP... drivers (rows) and passengers
    (columns) find in a day. ``start``: members on each side; ``thresholds``: of a hundred days, those on
    which half of a side must find somebody to stay. ``budget``: a week; ``cost``: of a recruit of each side.
    ``best``: the best plan of the grid.
    """

    destination: str
    phases: int
    pairs: tuple[tuple[int, ...], ...]
    start: tuple[int, int]
    thresholds: tuple[int, int]
    joining: int
    leaving: int
    budget: int
    cost: tuple[int, int]
    best: Plan = ()


class Prediction(Form):
    """The side that is rare."""

    side: int


class Answer(Form):
    """What to do in each phase."""

    plan: Plan


class Solution(Form):
    """Trips of the last weeks, of the even and the best plan; ``rare`` is the side to help first.

    ``frontier``: for 0, STEP, 2 STEP... drivers the fewest passengers from which the service lives without
    help, -1 if none are enough.
    """

    even: int
    best: int
    rare: int
    frontier: tuple[int, ...]
