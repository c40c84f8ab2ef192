"""The records of this kind. Places are numbered from 0 in the question's order, the last being the whole
territory; money is in cents, shares are in thousandths, unless a name says otherwise.
"""

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from mooc_tool.exercises.communities import Attitude, Community
from mooc_tool.exercises.community_map import Place as Commune
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

Role = Literal["agent", "entrepreneur", "cooperative"]
Opening = Literal["stay", "federate", "whole"]
Bearer = Literal["authority", "operator", "members"]
Contract = Literal["market", "concession", "grant", "scic", "direct"]
Indicator = Literal["served", "wait", "retention", "cost", "registered", "downloads"]
EventName = Literal["strike", "fuel", "employer"]
ROLES: tuple[Role, ...] = get_args(Role)
OPENINGS: tuple[Opening, ...] = get_args(Opening)
BEARERS: tuple[Bearer, ...] = get_args(Bearer)
CONTRACTS: tuple[Contract, ...] = get_args(Contract)
INDICATORS: tuple[Indicator, ...] = get_args(Indicator)
EVENTS: tuple[EventName, ...] = get_args(EventName)

NOWHERE = -1
SURVEYED, FORESEEN = 40, 100  # people present in the survey, and in the prediction
PICKS = 3  # communities to begin with, at most
BANDS = 5  # of a predicted share: 0 to 20 %, 20 to 40 %...
AIDS = (0, 50, 100, 150, 200)  # cents a passenger's trip
ANIMATIONS = (0, 30_000, 60_000, 90_000)  # cents a week
STOPS = (20, 30, 40, 50)  # % of the requests served, below which a community is to be stopped

LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"communities": 4, "noise": 20, "uncertainty": 1},
    "standard": {"communities": 6, "noise": 60, "uncertainty": 2},
    "expert": {"communities": 8, "noise": 120, "uncertainty": 4},
}


class Params(Levelled):
    """What an author sets: the level, or other values than its own, and the budget's range in euros."""

    usual: ClassVar = LEVELS
    communities: Annotated[int, Field(ge=4, le=8)]
    """Communities to choose from, beside the whole territory."""
    noise: Annotated[int, Field(ge=0, le=200)]
    """How far, in thousandths, what is shown may lie from what is."""
    uncertainty: Annotated[int, Field(ge=0, le=20)]
    """By how many cents an attempt's cost may differ from one future to another."""
    least_budget: Annotated[int, Field(ge=20_000, le=1_000_000)] = 90_000
    most_budget: Annotated[int, Field(ge=20_000, le=1_000_000)] = 150_000
    recruits: Annotated[int, Field(ge=30, le=400)] = 72
    """People who can be won at the launch; half as many at each later stage."""


class Place(Form):
    """A community that can be launched, with the mean length of its trips.

    ``survey``: the share that a survey of ``SURVEYED`` people would find matched. ``communes``: (index of the
    commune, share of the trips that begin there).
    """

    community: Community
    metres: int
    survey: int
    communes: tuple[tuple[int, int], ...]


class Event(Form):
    """What happens once, from ``week`` on for ``weeks``. ``size``: cents an attempt, or thousandths left."""

    name: EventName
    week: int
    weeks: int
    place: int
    size: int


class Levers(Form):
    """What is paid during a stage: for a passenger's trip, for animation a week; the guarantee of return."""

    aid: int
    animation: int
    guarantee: bool


class Diagnosis(Form):
    """The first stage: ``bands[i]`` is the predicted share of requests served in ``places[i]``."""

    role: Role
    places: tuple[int, ...]
    bands: tuple[int, ...]


class Launch(Form):
    """The second: recruits and meeting points of each place picked, what is paid, the stop rule in %."""

    recruits: tuple[int, ...]
    points: tuple[bool, ...]
    levers: Levers
    stop_below: int


class Adjust(Form):
    """The third, after six months: which places go on, and with whom besides."""

    running: tuple[bool, ...]
    recruits: tuple[int, ...]
    levers: Levers


class Scale(Form):
    """The fourth, after a year: whether to open elsewhere, what is paid, and how it is governed."""

    opening: Opening
    place: int
    """The community that joins, for ``federate``."""
    recruits: int
    levers: Levers
    bearer: Bearer
    contract: Contract
    indicators: tuple[Indicator, ...]


class Draft(Form):
    """The stages so far."""

    diagnosis: Diagnosis | None = None
    launch: Launch | None = None
    adjust: Adjust | None = None


class Answer(Form):
    """All four stages."""

    diagnosis: Diagnosis
    launch: Launch
    adjust: Adjust
    scale: Scale


class Question(Form):
    """The case: the territory's communities, the money, and all that fate has in store.

    ``futures[f][p]``: by how many cents an attempt costs more in place p, in future f; the learner lives in
    the first. ``wobble``: thousandths by which a shown figure differs, taken in turn.
    ``ends``: names of destinations by code. ``best[i]``: the reference strategy of the i-th role, found when
    the case was drawn. ``ground``: the communes for the map; questions of revision 2 have none.
    """

    level: str
    budget: int
    recruits: int
    places: tuple[Place, ...]
    communes: tuple[str, ...]
    ends: dict[str, str]
    attitude: Attitude
    rebound: int
    event: Event
    futures: tuple[tuple[int, ...], ...]
    wobble: tuple[int, ...]
    best: tuple[Answer, ...] = ()
    ground: tuple[Commune, ...] = ()

    def end_of(self, code: str) -> str:
        """The name of a community's destination, "" for several."""
        return self.ends.get(code, "")


class Values(Form):
    """What a strategy comes to, on average over all futures; ``alive`` and ``kept`` count futures.

    ``metres``: net of what would have been saved anyhow, in kilometres times 1; ``balance``: euros over the
    last six months of the two years.
    """

    kilometres: int
    trips: int
    members: int
    balance: int
    communes: int
    alive: int
    kept: int


class Solution(Form):
    """The naive launch, and the reference strategy of each role with what it comes to."""

    naive: Values
    best: tuple[Answer, ...]
    values: tuple[Values, ...]
