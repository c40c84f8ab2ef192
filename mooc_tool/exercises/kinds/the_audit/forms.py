"""The records of this kind. Months count from 1, communes from 0; money in euros, distances in kilometres."""

from typing import Annotated, ClassVar

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

LEVELS: dict[str, dict[str, int | bool]] = {
    "discovery": {"communes": 2, "hint": True},
    "standard": {"communes": 4, "hint": False},
    "expert": {"communes": 6, "hint": False},
}
MONTHS = 12
IN_TABLE = ("duplicate", "unit", "privacy")
IN_PRESS = ("best-month", "everybody", "percent")
FAULTS = IN_TABLE + IN_PRESS
"""What may be wrong: a month twice, a month in metres, a small number shown; the best month taken twelve
times, the driver's kilometres counted as avoided, « times » said as « more ».
"""
PLANTED = 3
INDICATORS = ("gross", "net", "cost", "leakage", "share")
"""CO2 avoided, gross and net (t); public cost of a trip (€); new pairs lost and trips of one commune (%)."""
SMALL = 6
"""Fewer trips than these in a commune and month may not be shown (F-122)."""
GRAMS = 195
"""Of CO2 for each passenger-kilometre (F-123)."""


class Params(Levelled):
    """What an author sets: how many communes the table has; whether each fault's sign is told."""

    usual: ClassVar = LEVELS
    communes: Annotated[int, Field(ge=2, le=6)]
    hint: bool


class Row(Form):
    """A month and a commune of origin.

    Passengers' trips and kilometres, aid paid, driver-passenger pairs that are new, and how many of them are
    seen again in the month after.
    """

    month: int
    commune: int
    trips: int
    km: int
    aid: int
    new: int
    kept: int


class Press(Form):
    """What the service says of its year. ``growth``: December's trips against January's, in per cent.

    ``co2`` in hundredths of a tonne.
    """

    registered: int
    trips: int
    growth: int
    co2: int
    satisfied: int


class Question(Form):
    """The table as published, the press sheet, and what else one must know.

    ``running``: public money besides the aid. ``alone``: of 100 passengers asked, how many would have driven
    alone. ``planted``: the faults; ``twice``, ``metres``, ``shown``: the months they are in, if they are.
    """

    communes: int
    rows: tuple[Row, ...]
    press: Press
    running: int
    alone: int
    planted: tuple[str, ...]
    twice: int
    metres: int
    shown: int
    hint: bool = False


class Answer(Form):
    """The five indicators in hundredths of their units, in order; the faults that were marked."""

    indicators: tuple[int, ...]
    faults: tuple[str, ...]


class Sums(Form):
    """A table added up; ``first``: the trips of the commune with most."""

    trips: int
    km: int
    aid: int
    new: int
    kept: int
    first: int


class Solution(Form):
    """The mended table added up, and the indicators in hundredths."""

    sums: Sums
    indicators: tuple[int, ...]
    planted: tuple[str, ...]
