"""The records of this kind. Communities are numbered from 0 in the order of the table."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mooc_tool.exercises.communities import Attitude, Community, Flexibility
from mooc_tool.exercises.community_map import Place
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

WEEKS = 52
COUNTED = range(39, WEEKS)
"""The weeks whose trips count: 40 to 52, counted from 0."""
GRID = 10
"""Recruits are placed by tens."""

Hint = Literal["none", "suiting", "rate"]
"""What helps: nothing; the share of pairs that suit; the share matched among ``HINTED`` people too."""
HINTED = 40

LEVELS: dict[str, dict[str, int | str | bool]] = {
    "discovery": {"communities": 6, "most": 2, "flexible": False, "hint": "rate"},
    "standard": {"communities": 8, "most": 3, "flexible": True, "hint": "suiting"},
    "expert": {"communities": 10, "most": 3, "flexible": True, "hint": "none"},
}


class Params(Levelled):
    """What an author sets: the level, or other numbers than its own."""

    usual: ClassVar = LEVELS
    communities: Annotated[int, Field(ge=4, le=12)]
    most: Annotated[int, Field(ge=2, le=4)]
    """Communities in which recruits may be placed."""
    flexible: bool
    """Whether flexibility may be asked of members."""
    hint: Hint
    recruits: Annotated[int, Field(ge=60, le=200, multiple_of=GRID)] = 120


class Question(Form):
    """All that the learner sees and that marking needs.

    ``losses``: per cent of recruits that are not won when this flexibility is asked of them; its keys are
    what may be asked.
    """

    places: tuple[Place, ...]
    communities: tuple[Community, ...]
    attitude: Attitude
    recruits: int
    most: int
    losses: dict[Flexibility, int]
    hint: Hint

    def room(self, community: int) -> int:
        """The most recruits that may be placed in a community."""
        return min(self.recruits, self.communities[community].sketch.ready)


class Prediction(Form):
    """The community with the smallest critical mass."""

    least: int


class Answer(Form):
    """Recruits placed in each community, and what is asked of members everywhere."""

    recruits: tuple[int, ...]
    flexibility: Flexibility


class Plan(Form):
    """A placement and what comes of it: trips in the weeks that count."""

    recruits: tuple[int, ...]
    flexibility: Flexibility
    trips: int


class Solution(Form):
    """``masses``: by flexibility the critical mass of each community, -1 where no number is enough.

    ``best``: of all placements by tens. ``spread``: trips if all recruits were spread evenly.
    """

    masses: dict[Flexibility, tuple[int, ...]]
    best: Plan
    spread: int

    def least(self) -> int:
        """The community with the smallest critical mass when nothing is asked, the first among equals."""
        masses = self.masses["none"]
        return min((mass, number) for number, mass in enumerate(masses) if mass >= 0)[1]
