"""The records of this kind. Stations are numbered from 0; times are whole minutes unless said.

A *way* to match is a whole number: 0 at once, 1 asking everybody and waiting until they must leave, from 2
on blind batches every so many minutes.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

AT_ONCE, ASKED = 0, 1
PERIODS = (2, 3, 5, 10, 15, 30)
WAYS = (AT_ONCE, ASKED, *PERIODS)
BATCHES = 2  # in a prediction: batches, whatever their period
LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"stations": 3},
    "standard": {"stations": 4},
    "expert": {"stations": 6},
}


class Params(Levelled):
    """What an author sets. ``asking``: of a hundred travellers, those who leave rather than say how long
    they can wait.
    """

    usual: ClassVar = LEVELS
    stations: Annotated[int, Field(ge=3, le=6)]
    mornings: Annotated[int, Field(ge=5, le=40)] = 20
    asking: Annotated[int, Field(ge=0, le=5)] = 2


class Outcome(Form):
    """What came of a way: ``lost`` in hundredths of a percent, mean ``wait`` in hundredths of a minute."""

    lost: int
    wait: int


class Station(Form):
    """Who comes, and what came of each way (in the order of WAYS) on the same mornings.

    ``hourly``: travellers an hour. ``train``: minutes between trains, 0 if people come one by one;
    ``within``: how long a train's travellers take to arrive. ``patience``: its mean; ``alike``: whether all
    have about the same. ``suits``: of a hundred pairs of easy travellers, those who can share a taxi;
    ``hard``: percent of hard ones; ``hard_suits``: of a hundred pairs of a hard and an easy one, those who
    can. ``minute``: what a minute of mean wait counts, in tenths of a lost traveller of a hundred.
    """

    hourly: int
    train: int = 0
    within: int = 0
    patience: int
    alike: bool
    suits: int
    hard: int = 0
    hard_suits: int = 0
    minute: int
    outcomes: tuple[Outcome, ...] = ()


class Question(Form):
    """The stations; the prediction is about the station ``foreseen``."""

    stations: tuple[Station, ...]
    mornings: int
    asking: int
    foreseen: int


class Prediction(Form):
    """What loses the fewest travellers at that station: AT_ONCE, ASKED or BATCHES."""

    way: int


class Answer(Form):
    """A way for each station."""

    ways: tuple[int, ...]


class Best(Form):
    """The best way at a station; balances in hundredths of a point, of the way and of the best way of
    another sort.
    """

    way: int
    balance: int
    reference: int


class Solution(Form):
    """The best for each station; ``fewest``: what loses the fewest travellers at the station foreseen."""

    stations: tuple[Best, ...]
    fewest: int
