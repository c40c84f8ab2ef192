"""The records of this kind. People, desks and pairs are numbered from 0; person i comes with desk i."""

from typing import Annotated, ClassVar

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

NOBODY = -1
LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"people": 4, "pairs": 6},
    "standard": {"people": 6, "pairs": 8},
    "expert": {"people": 8, "pairs": 12},
}

Gifts = tuple[int, ...]
"""For each pair the pair to whose patient its donor gives, or -1."""


class Params(Levelled):
    """What an author sets: people who exchange desks, and pairs in the register."""

    usual: ClassVar = LEVELS
    people: Annotated[int, Field(ge=3, le=10)]
    pairs: Annotated[int, Field(ge=5, le=16)]


class Pair(Form):
    """A donor and a patient who do not suit each other; blood groups are O, A, B or AB."""

    donor: str
    patient: str


class Question(Form):
    """The wishes of those who exchange desks (best first, the own one included), and the register."""

    wishes: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...]
    suits: tuple[tuple[int, ...], ...]
    """For each pair's donor the pairs whose patient the gift would suit."""


class Answer(Form):
    """Each one's desk and the round, from 1, in which it is had; the gifts in cycles of two, and of up to
    three.
    """

    desks: tuple[int, ...]
    rounds: tuple[int, ...]
    two: Gifts
    three: Gifts


class Swap(Form):
    """With which desk a person leaves, and in which round, from 1."""

    person: int
    desk: int
    round: int


class Gift(Form):
    """Whose donor gives to whose patient."""

    giver: int
    receiver: int


class Packing(Form):
    """Exchanges of the register, and how many patients they serve."""

    gifts: tuple[Gift, ...]
    served: int


class Solution(Form):
    """The engine's exchanges. ``apart``: patients served by cycles of up to three if two hospitals shared the
    same pairs out, the first half to one and the rest to the other.
    """

    swaps: tuple[Swap, ...]
    two: Packing
    three: Packing
    apart: int
