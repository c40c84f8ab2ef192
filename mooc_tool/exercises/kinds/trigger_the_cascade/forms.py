"""The records of this kind. People are numbered from 0; in a crowd in the order of their thresholds."""

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

NOTHING, TALK, CONVINCE = 0, 1, 2
TALK_HOURS = 1
LEVELS: dict[str, dict[str, JsonValue]] = {
    "discovery": {"people": 15, "hours": 4, "relief": 2, "network": False},
    "standard": {"people": 40, "hours": 8, "relief": 2, "network": False},
    "expert": {"people": 60, "hours": 4, "relief": 1, "network": True},
}


class Params(Levelled):
    """What an author sets: how many people, what can be done, and whether all see all."""

    usual: ClassVar = LEVELS
    people: Annotated[int, Field(ge=10, le=60)]
    hours: Annotated[int, Field(ge=3, le=10)]
    """That there are to talk and convince."""
    relief: Annotated[int, Field(ge=1, le=5)]
    """By how much a talk of an hour lowers a threshold."""
    network: bool
    """Whether each sees the neighbours they know, and nobody else."""


class Tie(Form):
    """Two people who know each other."""

    one: int
    other: int


class Question(Form):
    """Each one's threshold and the hours that convincing them takes; what may be spent."""

    thresholds: tuple[int, ...]
    hours: tuple[int, ...]
    budget: int
    relief: int
    hints: bool
    ties: tuple[Tie, ...] = ()
    """None where everybody sees everybody."""


class Prediction(Form):
    """How many join if nothing is done."""

    joined: int


class Answer(Form):
    """For each person what is done: nothing (0), a talk (1), convincing (2)."""

    pushes: tuple[int, ...]


class Solution(Form):
    """How many join alone, and after the best campaign; whom that convinces and talks to."""

    alone: int
    joined: int
    hours: int
    convinced: tuple[int, ...]
    talked: tuple[int, ...]

    def pushes(self, people: int) -> tuple[int, ...]:
        """The campaign as one would fill it in."""
        found = {**dict.fromkeys(self.convinced, CONVINCE), **dict.fromkeys(self.talked, TALK)}
        return tuple(found.get(i, NOTHING) for i in range(people))
