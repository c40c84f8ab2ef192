"""The records of this kind. People are numbered from 0 in the order in which they asked; -1 stands for
nobody.
"""

from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

NOBODY = -1

LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"drivers": 4, "passengers": 4, "seats": 1},
    "standard": {"drivers": 8, "passengers": 8, "seats": 1},
    "expert": {"drivers": 12, "passengers": 16, "seats": 2, "spread_minutes": 40},
}

Plan = tuple[int, ...]
"""For each passenger a driver, or -1."""


class Params(Levelled):
    """What an author sets: the level, other sizes than its own, and the rules of the car pool."""

    usual: ClassVar = LEVELS
    corridors: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    """Ids of the territory's corridors, of which each learner gets one; none means any."""
    drivers: Annotated[int, Field(ge=2, le=20)]
    passengers: Annotated[int, Field(ge=2, le=20)]
    seats: Annotated[int, Field(ge=1, le=4)]
    detour_minutes: Annotated[int, Field(ge=1, le=60)] = 8
    """The longest detour that a driver accepts."""
    window_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    """How far from the wished time the car may pass, either way."""
    middle: Annotated[int, Field(ge=60, le=1380)] = 465
    """Minutes after midnight around which people leave."""
    spread_minutes: Annotated[int, Field(ge=1, le=59)] = 25
    """How far from ``middle`` people leave, either way."""


class Place(Form):
    """A commune's seat, in degrees."""

    name: str
    latitude: float
    longitude: float


class Person(Form):
    """Where someone leaves from (an index of the places, the home in degrees), and at what minute of the day.

    A driver leaves home then; a passenger wishes to be picked up then.
    """

    place: int
    latitude: float
    longitude: float
    minute: int


class Option(Form):
    """A driver who can take a passenger: the detour in minutes, and the metres of car travel avoided (0
    if none).
    """

    driver: int
    detour: int
    avoided: int


class Market(NamedTuple):
    """A case as the engine's matchings take it: passengers on the left, drivers on the right."""

    edges: tuple[tuple[int, ...], ...]
    """For each passenger the drivers who can take him."""
    gains: tuple[dict[int, int], ...]
    """For each passenger the metres avoided by driver, where there are any."""
    seats: tuple[int, ...]


class Question(Form):
    """All that the learner sees and that marking needs. ``options[passenger]`` come in the order of
    drivers.
    """

    corridor: dict[str, str]
    """The corridor's title by language."""
    places: tuple[Place, ...]
    destination: int
    drivers: tuple[Person, ...]
    passengers: tuple[Person, ...]
    seats: int
    """Free seats in each car."""
    options: tuple[tuple[Option, ...], ...]
    detour_minutes: int
    window_minutes: int

    def market(self) -> Market:
        """The same for the engine."""
        return Market(
            edges=tuple(tuple(option.driver for option in row) for row in self.options),
            gains=tuple({each.driver: each.avoided for each in row if each.avoided} for row in self.options),
            seats=(self.seats,) * len(self.drivers),
        )


class Prediction(Form):
    """How many passengers can travel at best."""

    pairs: int


class Answer(Form):
    """Two plans: the first for the most passengers, the second for the most kilometres."""

    pairs: Plan
    kilometres: Plan


class Outcome(Form):
    """A plan with its worth: passengers who travel, metres of car travel avoided."""

    plan: Plan
    passengers: int
    metres: int


class Solution(Form):
    """The engine's plans: the most passengers, the most metres, and first come first served."""

    pairs: Outcome
    kilometres: Outcome
    first_come: Outcome
