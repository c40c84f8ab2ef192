"""The records of this kind. Places count from 0, the best; -1 stands for nobody."""

from typing import Annotated, ClassVar

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled
from mooc_tool.exercises.two_sides import TwoSides

LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"proposers": 5, "receivers": 4},
    "standard": {"proposers": 6, "receivers": 5},
    "expert": {"proposers": 8, "receivers": 5},
}

List = tuple[int, ...]


class Params(Levelled):
    """What an author sets: people on each side."""

    usual: ClassVar = LEVELS
    proposers: Annotated[int, Field(ge=3, le=10)]
    receivers: Annotated[int, Field(ge=3, le=5)]


class Question(Form):
    """Both sides. The learner is proposer 0, whose list is the true one."""

    sides: TwoSides


class Sent(Form):
    """A list to send, and the receiver whom it is thought to give; -1 for nobody."""

    wishes: List
    guess: int


class Answer(Form):
    """What is sent under « first choice first », and under deferred acceptance."""

    first: Sent
    deferred: Sent


class Wish(Form):
    """An entry of a list."""

    receiver: int


class Reached(Form):
    """What lists reach under one rule. A place is one of the true list, 0 the best, its length for nobody.

    ``blind``: places above nobody, in hundredths, on average over all lists. ``sent``: a best list, the true
    one if it is.
    """

    honest: int
    best: int
    blind: int
    sent: tuple[Wish, ...]


class Solution(Form):
    """What can be reached under each rule."""

    first: Reached
    deferred: Reached
