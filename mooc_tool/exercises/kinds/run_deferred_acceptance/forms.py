"""The records of this kind. Rounds and people are numbered from 0; -1 stands for nobody."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled
from mooc_tool.exercises.two_sides import TwoSides

LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"proposers": 4, "receivers": 4, "seats": 1, "rounds": 4, "least": 6, "most": 8},
    "standard": {"proposers": 5, "receivers": 5, "seats": 1, "rounds": 5, "least": 8, "most": 10},
    "expert": {"proposers": 8, "receivers": 4, "seats": 2, "rounds": 6, "least": 11, "most": 13},
}

MOST_ROUNDS = 8
Better = Literal["proposers", "receivers", "equal"]


class Params(Levelled):
    """What an author sets. A case takes from ``least`` to ``most`` proposals, in ``rounds`` rounds at
    most.
    """

    usual: ClassVar = LEVELS
    proposers: Annotated[int, Field(ge=3, le=10)]
    receivers: Annotated[int, Field(ge=2, le=8)]
    seats: Annotated[int, Field(ge=1, le=4)]
    rounds: Annotated[int, Field(ge=3, le=MOST_ROUNDS)]
    least: Annotated[int, Field(ge=3, le=40)]
    most: Annotated[int, Field(ge=3, le=40)]


class Question(Form):
    """The two sides, and how many rounds the run may take at most."""

    sides: TwoSides
    rounds: int


class Turn(Form):
    """One round as the learner gives it."""

    asks: tuple[int, ...]
    """For each proposer whom he asks."""
    keeps: tuple[tuple[int, ...], ...]
    """For each receiver whom he keeps, ascending; empty for « nothing changes »."""


class Draft(Form):
    """The stages so far: whose partners will stand higher on their lists, on average; the rounds done."""

    better: Better | None = None
    turns: tuple[Turn, ...] = ()


class Answer(Form):
    """The whole run, and for each proposer the receiver with whom he ends.

    ``turns``: as many as the true run has rounds. More, and ``better`` in the draft alone, where the run was
    answered as a whole.
    """

    better: Better | None = None
    turns: tuple[Turn, ...]
    final: tuple[int, ...]


class Ask(Form):
    """Who asks whom."""

    proposer: int
    receiver: int


class Keep(Form):
    """Whom a receiver keeps at the end of a round in which he was asked, among ``among``."""

    receiver: int
    proposers: tuple[int, ...]
    among: tuple[int, ...]


class Step(Form):
    """One round of the true run."""

    asks: tuple[Ask, ...]
    keeps: tuple[Keep, ...]


class Solution(Form):
    """The true run, its end, and what is to be compared with it.

    ``proposers_place`` and ``receivers_place``: where the partners stand on the lists, on average, in
    hundredths of a place, 100 the best. ``changed``: how many people have other partners when the
    receivers propose.
    """

    steps: tuple[Step, ...]
    final: tuple[Ask, ...]
    better: Better
    proposers_place: int
    receivers_place: int
    changed: int
