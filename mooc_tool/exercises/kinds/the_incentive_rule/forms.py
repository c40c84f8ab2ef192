"""The records of this kind. Amounts are in cents, distances in kilometres, shares in per cent."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mooc_tool.exercises.incentive import Demand, Rule
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled
from mooc_tool.exercises.operators import OPERATORS

Control = Literal[
    "min_km",
    "base",
    "animation",
    "per_km",
    "cap_month",
    "proof",
    "passenger",
    "max_km",
    "trips_a_day",
    "stop",
    "operators",
]
"""What the learner may decide, in the order in which levels offer it."""

OPTIONS: dict[Control, tuple[int | str, ...]] = {
    "min_km": (0, 2, 5, 10),
    "base": (0, 50, 75, 100, 150, 200, 250),
    "animation": (0, 15, 30, 45, 60, 75),
    "per_km": (0, 10),
    "cap_month": (0, 6000, 9000, 12_000, 15_000),
    "proof": ("B", "C"),
    "passenger": (0, 50, 100),
    "max_km": (20, 30, 40, 60, 80),
    "trips_a_day": (2, 4, 6),
    "stop": ("none", "halve", "six"),
    "operators": OPERATORS,
}
LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"controls": 3},
    "standard": {"controls": 7},
    "expert": {"controls": 11},
}


class Params(Levelled):
    """What an author sets: the level, or how many of the controls are offered."""

    usual: ClassVar = LEVELS
    controls: Annotated[int, Field(ge=3, le=len(OPTIONS))]


class Start(Form):
    """A real campaign to start from, as a rule; ``flag`` says what the rule leaves out."""

    name: str
    year: int
    rule: Rule
    flag: str


class Question(Form):
    """All that the learner sees and that marking needs: a year's demand, and rules to start from."""

    demand: Demand
    starts: tuple[Start, ...]
    controls: tuple[Control, ...]


class Answer(Form):
    """The campaign from which the learner starts, -1 for none, and the rule that came of it."""

    start: int
    rule: Rule


class Solution(Form):
    """The best rule of the grid with the car kilometres that it avoids in a year, and the naive rule's."""

    best: Rule
    avoided: int
    naive: int
