"""The records of this kind. All numbers of a sentence are in hundredths; stories are named by their ids."""

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

NO_FAULT = "none"
FAULTY = ("time", "perimeter", "percentage", "counterfactual", "forecast", "magnitude")
VERDICTS = ("exact", "wrong")
LEVELS: dict[str, dict[str, JsonValue]] = {
    "discovery": {"sentences": 3, "definitions": True},
    "standard": {"sentences": 4, "definitions": False},
    "expert": {"sentences": 6, "definitions": False},
}


class Params(Levelled):
    """What an author sets: how many sentences are checked, and whether faults are explained first."""

    usual: ClassVar = LEVELS
    sentences: Annotated[int, Field(ge=3, le=6)]
    definitions: bool


class Sentence(Form):
    """A story with its numbers. ``claim`` is what is printed, ``right`` what it should be; ``fault`` is
    « none » if the sentence is exact.
    """

    story: str
    values: dict[str, int]
    claim: int
    right: int
    fault: str


class Question(Form):
    """Sentences to check."""

    sentences: tuple[Sentence, ...]
    definitions: bool


class Check(Form):
    """What is made of one sentence: whether it is exact, its fault, the right number in hundredths."""

    verdict: str
    fault: str
    number: int


class Answer(Form):
    """One check a sentence."""

    checks: tuple[Check, ...]


class Solution(Form):
    """The right checks."""

    checks: tuple[Check, ...]
