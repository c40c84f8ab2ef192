"""The records of this kind. Factors are whole thousandths: 2000 is « twice as much »."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

Law = Literal["sarnoff", "logarithm", "metcalfe"]
LAWS: tuple[Law, ...] = ("sarnoff", "logarithm", "metcalfe")
Going = Literal["everywhere", "together"]
"""Where the people of a market go: anywhere, or all to the largest commune."""
LEVELS: dict[str, dict[str, JsonValue]] = {
    "discovery": {"markets": ["everywhere"], "doubling": True},
    "standard": {"markets": ["everywhere"], "doubling": False},
    "expert": {"markets": ["everywhere", "together"], "doubling": False},
}


class Params(Levelled):
    """What an author sets: the markets to foresee, and whether the network doubles."""

    usual: ClassVar = LEVELS
    markets: Annotated[tuple[Going, ...], Field(min_length=1, max_length=2)]
    doubling: bool


class Point(Form):
    """So many people, half of whom drive; the passengers served on ``mornings`` mornings, added up."""

    people: int
    mornings: int
    served: int


class Market(Form):
    """What the engine matched, from the small number of people to the large one."""

    going: Going
    destination: str
    """The commune's name where all go; empty otherwise."""
    points: tuple[Point, ...]

    def factor(self) -> int:
        """By how much the trips were multiplied, in thousandths, halves upwards."""
        first, last = self.points[0], self.points[-1]
        above, below = last.served * first.mornings, first.served * last.mornings
        return (2000 * above + below) // (2 * below)


class Question(Form):
    """The two sizes, and the engine's mornings, which the page does not show."""

    small: int
    large: int
    hints: bool
    markets: tuple[Market, ...]


class Answer(Form):
    """Factors by law, in the order of ``LAWS``, and guessed for the trips of each market."""

    laws: tuple[int, ...]
    trips: tuple[int, ...]


class Solution(Form):
    """The factors that the laws give, and that the engine found."""

    laws: tuple[int, ...]
    trips: tuple[int, ...]
