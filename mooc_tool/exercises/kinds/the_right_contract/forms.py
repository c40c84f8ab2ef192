"""The records of this kind. Things, patterns, features, contracts and clauses are named by their ids."""

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

CONTRACTS = ("purchase", "concession", "grant", "cooperative", "inhouse", "nothing")
CLAUSES = ("data", "fares", "guarantee", "audit", "exit")
FEATURES = ("initiative", "risk", "payer", "public", "means", "governance", "time")
TICKS = 2  # clauses that matter in each need
LEVELS: dict[str, dict[str, JsonValue]] = {
    "discovery": {"needs": 1, "definitions": True},
    "standard": {"needs": 2, "definitions": False},
    "expert": {"needs": 4, "definitions": False},
}


class Params(Levelled):
    """What an author sets: how many needs are described, and whether features and contracts are explained."""

    usual: ClassVar = LEVELS
    needs: Annotated[int, Field(ge=1, le=4)]
    definitions: bool


class Line(Form):
    """A feature's value, and which of its sentences says it, from 0."""

    feature: str
    value: str
    sentence: int


class Worry(Form):
    """A clause that is called for, and which of its sentences does, from 0."""

    clause: str
    sentence: int


class Need(Form):
    """What is wanted, the sentences that describe it, and what each contract is worth there (0 to 100; those
    that are not named, nothing).
    """

    thing: str
    pattern: str
    lines: tuple[Line, ...]
    worries: tuple[Worry, ...]
    weights: dict[str, int]


class Question(Form):
    """Needs to find a contract for."""

    needs: tuple[Need, ...]
    definitions: bool


class Choice(Form):
    """A contract, and the clauses that matter."""

    contract: str
    clauses: tuple[str, ...]


class Answer(Form):
    """One choice a need."""

    choices: tuple[Choice, ...]


class Solution(Form):
    """The right choices."""

    choices: tuple[Choice, ...]
