"""A kind that is played in several sittings: stage after stage, each kept as it was handed in.

What is decided in each stage is one field of the answer, of the stage's name. Until the last stage the fields
so far are kept as a *draft*, which only grows; what came of them is shown on the page of the next stage. The
last stage makes the answer whole, and only a whole answer is marked: from the question and the answer alone,
as with any other kind.
"""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from mooc_tool.exercises.kind import AnswerT, Faults, Fields, Form, Kind, ParamsT, QuestionT, Shown, SolutionT

DraftT = TypeVar("DraftT", bound=Form)


class StagedKind(Kind[ParamsT, QuestionT, DraftT, AnswerT, SolutionT]):
    """``draft_form`` has the fields of all stages but the last, each None until it is decided."""

    stages: ClassVar[tuple[str, ...]]
    """The names of the stages, in order."""
    trains = False  # a training keeps nothing between its pages
    draft_form: type[DraftT]

    @abstractmethod
    def read_stage(self, question: QuestionT, draft: DraftT, fields: Fields) -> Form | Faults:
        """What is decided in the stage that comes next, or all that keeps it from being accepted."""

    @abstractmethod
    def outcome(self, question: QuestionT, draft: DraftT) -> Shown:
        """What the stages so far have led to, for the page of the next: nothing of what is still to come."""

    def read_answer(self, question: QuestionT, fields: Fields) -> AnswerT | Faults:
        """An answer is never read at once."""
        raise NotImplementedError(f"{self.name} is read stage by stage")

    def due(self, draft: Mapping[str, Any]) -> str:
        """The name of the stage that comes next. ValueError for a draft that no stages have led to."""
        done = [name for name in self.stages if draft.get(name) is not None]
        if tuple(done) != self.stages[: len(done)] or len(done) == len(self.stages):
            raise ValueError(f"these are not the first stages of {self.stages}: {done}")
        return self.stages[len(done)]
