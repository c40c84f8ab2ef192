"""The records of this kind. Money is in whole euros a year, presence in per cent of such weekdays."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from mooc_tool.engine.adoption.presence import Group
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

Plan = Literal["apart", "together"]
PLANS: tuple[Plan, ...] = ("apart", "together")
Centre = Literal["first", "second", "together"]
CENTRES: tuple[Centre, ...] = ("first", "second", "together")
WEEKS, CENTS_A_KM = 44, 30
LEVELS: dict[str, dict[str, JsonValue]] = {
    "discovery": {"members": 20, "weekdays": False, "occasional": False},
    "standard": {"members": 36, "weekdays": True, "occasional": False},
    "expert": {"members": 44, "weekdays": True, "occasional": True},
}


class Params(Levelled):
    """What an author sets: about how many members the larger centre has, and how they come."""

    usual: ClassVar = LEVELS
    members: Annotated[int, Field(ge=12, le=60)]
    weekdays: bool
    """Whether some days are busier than others."""
    occasional: bool
    """Whether some members come regularly and others now and then."""


class Members(Form):
    """So many members, and on what share of each weekday's occurrences they come."""

    count: int
    percents: tuple[int, ...]


class Prices(Form):
    """A desk, a centre's rent; and the kilometres between the two places."""

    desk: int
    rent: int
    km: int


class Question(Form):
    """Two centres, what things cost, and on how many of a hundred days nobody may be refused."""

    first: tuple[Members, ...]
    second: tuple[Members, ...]
    prices: Prices
    served: int
    hints: bool

    def members(self, centre: Centre) -> tuple[Members, ...]:
        """Who comes there; all of them to the one place together."""
        if centre == "together":
            return (*self.first, *self.second)
        return self.first if centre == "first" else self.second

    def count(self, centre: Centre) -> int:
        """How many they are."""
        return sum(each.count for each in self.members(centre))

    def week(self, centre: Centre) -> list[list[Group]]:
        """The same for the engine, day by day."""
        groups = self.members(centre)
        return [[Group(each.count, each.percents[day]) for each in groups] for day in range(5)]

    def travel(self) -> int:
        """What members of the second centre would spend on the way to the first, in a year."""
        visits = WEEKS * sum(each.count * sum(each.percents) for each in self.second)  # hundredths
        return visits * 2 * self.prices.km * CENTS_A_KM // 10_000


class Answer(Form):
    """Desks in each centre and in the one for all; what to do."""

    first: int
    second: int
    together: int
    choice: Plan


class Solution(Form):
    """The fewest desks that will do, and what the plans then cost."""

    first: int
    second: int
    together: int
    apart_cost: int
    together_cost: int
