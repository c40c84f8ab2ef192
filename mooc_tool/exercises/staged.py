"""A kind that is played in several stages: one after another, each kept as it was handed in.

What is decided so far is kept as a *draft*, which only grows; what came of it is shown on the page of the
next stage. The last stage makes the answer whole, and only a whole answer is marked: from the question and
the answer alone, as with any other kind.
"""

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar, TypeVar

from mooc_tool.exercises.kind import AnswerT, Faults, Fields, Form, Kind, ParamsT, QuestionT, Shown, SolutionT

DraftT = TypeVar("DraftT", bound=Form)


class StagedKind(Kind[ParamsT, QuestionT, DraftT, AnswerT, SolutionT]):
    """``draft_form`` has fields of the answer, with defaults for what is not decided yet."""

    stages: ClassVar[tuple[str, ...]]
    """The names of all stages that there may be, in order."""
    draft_form: type[DraftT]

    def due(self, question: QuestionT, draft: DraftT) -> str:  # noqa: ARG002 - the same for every question
        """The name of the stage that comes next: here the first whose field of this name is not decided.

        ValueError for a draft that no stages have led to.
        """
        names = self.stages[:-1]
        done = tuple(name for name in names if getattr(draft, name) is not None)
        if done != names[: len(done)]:
            raise ValueError(f"these are not the first stages of {names}: {done}")
        return self.stages[len(done)]

    def drafts(self, question: QuestionT, draft: DraftT) -> Iterator[DraftT]:  # noqa: ARG002 - as above
        """The drafts that led to this one, from the empty one to itself."""
        done = [name for name in self.stages[:-1] if getattr(draft, name) is not None]
        for count in range(len(done) + 1):
            yield draft.model_copy(update=dict.fromkeys(done[count:]))

    @abstractmethod
    def read_stage(self, question: QuestionT, draft: DraftT, fields: Fields) -> DraftT | AnswerT | Faults:
        """The draft with the stage that comes next, the whole answer after the last; or all that keeps the
        fields from being accepted.
        """

    @abstractmethod
    def outcome(self, question: QuestionT, draft: DraftT) -> Shown:
        """What the stages so far have led to, for the page of the next: nothing of what is still to come."""

    def read_answer(self, question: QuestionT, fields: Fields) -> AnswerT | Faults:
        """An answer is never read at once."""
        raise NotImplementedError(f"{self.name} is read stage by stage")
