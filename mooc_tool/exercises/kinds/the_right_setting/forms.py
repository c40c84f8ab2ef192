"""The records of this kind. A case is its numbers by name (see ``scenes``); settings are whole numbers."""

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

SceneName = Literal["concert", "lettings", "parking"]
SCENE_NAMES: tuple[SceneName, ...] = get_args(SceneName)
LEVELS: dict[str, dict[str, int]] = {
    "discovery": {"cases": 2},
    "standard": {"cases": 3},
    "expert": {"cases": 5},
}


class Params(Levelled):
    """What an author sets: the scene, and in how many cases it is played."""

    usual: ClassVar = LEVELS
    scene: SceneName = "concert"
    cases: Annotated[int, Field(ge=2, le=5)]


class Question(Form):
    """Cases of one scene."""

    scene: SceneName
    cases: tuple[dict[str, int], ...]
    hints: bool


class Answer(Form):
    """A setting for each case."""

    settings: tuple[int, ...]


class Best(Form):
    """The best setting of a case, its value, the best value two steps away or more; what each is worth."""

    setting: int
    value: int
    reference: int
    values: tuple[int, ...]


class Solution(Form):
    """The best of each case."""

    cases: tuple[Best, ...]
