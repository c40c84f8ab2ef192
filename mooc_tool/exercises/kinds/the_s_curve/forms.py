"""The records of this kind. p and q are in thousandths per period; periods count from 1."""

from typing import Annotated, ClassVar

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

LEVELS: dict[str, dict[str, int | bool]] = {
    "discovery": {"shown": 8, "noise": 4, "hint": True},
    "standard": {"shown": 7, "noise": 5, "hint": False},
    "expert": {"shown": 6, "noise": 6, "hint": False},
}
SCENES = ("cars", "tools", "homes")
UNSEEN = ("leave", "aid", "rival", "town")
"""What no curve of Bass's model can see coming."""
SEEN = ("neighbours", "poster", "few-left", "slow-start")
"""What is in the model."""


class Params(Levelled):
    """What an author sets.

    How many periods are shown, by how many per cent chance moves each at most, and whether the textbook's
    curve is drawn to begin with.
    """

    usual: ClassVar = LEVELS
    shown: Annotated[int, Field(ge=5, le=10)]
    noise: Annotated[int, Field(ge=1, le=10)]
    hint: bool


class Curve(Form):
    """Innovation and imitation, and the final number of adopters."""

    p: int
    q: int
    m: int


class Question(Form):
    """New adopters in each period shown; the curve that they were drawn from; the events to choose from."""

    scene: str
    seen: tuple[int, ...]
    true: Curve
    events: tuple[str, ...]
    hint: bool = False


class Answer(Form):
    """The own curve, the forecast (the period of most new adopters, the final number), the event."""

    curve: Curve
    peak: int
    final: int
    event: str


class Fitted(Form):
    """A curve and what it leaves: the mean error in thousandths of a period's mean number."""

    curve: Curve
    error: int


class Solution(Form):
    """The best curve on the grid, the textbook's, two that fit about equally, and what came.

    ``future``: the true curve's new adopters in every period up to the horizon.
    """

    best: Fitted
    textbook: Fitted
    small: Fitted
    large: Fitted
    peak: int
    future: tuple[int, ...]
    event: str
