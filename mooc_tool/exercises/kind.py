"""What every kind of exercise is made of. Each kind is one frozen, typed class with the same verbs.

The verbs come in the order of an exercise's life: ``pose``, ``read_prediction``, ``read_answer``, ``run``,
``grade``, ``explain``, and ``samples`` for tests and previews. Results are values, never exceptions: what
cannot be *read* is a tuple of faults, what is *wrong* is a mark with less than all points.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.territory import Territory

Fields = Mapping[str, Sequence[str]]
"""What an HTML form sent: each field's values, as typed."""

Shown = dict[str, JsonValue]
"""Plain data for a template."""


class Form(BaseModel):
    """A frozen record of plain data that survives JSON; a field it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fault(Form):
    """One field that cannot be accepted, as the learner is told. ``code`` names the sentence, ``data``
    its blanks.
    """

    field: str
    code: str
    data: dict[str, JsonValue] = {}


Faults = tuple[Fault, ...]


class Criterion(Form):
    """One part of the mark: what it is worth, what was earned, and the three values it was earned by.

    ``value`` is the learner's decision as the engine computes it, ``reference`` a naive decision, ``best``
    the engine's optimum. All are whole numbers, in the unit that the kind's template says.
    """

    name: str
    worth: int
    earned: int
    value: int
    reference: int
    best: int


class Note(Form):
    """The name of a sentence of feedback, with what fills its blanks. The words live in the template."""

    name: str
    data: dict[str, JsonValue] = {}


ParamsT = TypeVar("ParamsT", bound=Form)
QuestionT = TypeVar("QuestionT", bound=Form)
PredictionT = TypeVar("PredictionT", bound=Form)
AnswerT = TypeVar("AnswerT", bound=Form)
SolutionT = TypeVar("SolutionT", bound=Form)


class Samples(NamedTuple, Generic[PredictionT, AnswerT]):
    """What a kind would answer to its own question.

    ``careful`` is a good strategy that is not perfect, the same for every question: what it earns says
    whether all questions are equally hard. ``predictions``: the right one first, then others to try; a
    blind one is any of them.
    """

    right: AnswerT
    careful: AnswerT
    wrong: tuple[AnswerT, ...]
    blind: AnswerT
    predictions: tuple[PredictionT, ...] = ()


class Sheet(NamedTuple):
    """A table of a question for a spreadsheet: names of columns, whose words the template has, and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


class NoInstanceError(ValueError):
    """No drawn question met the kind's invariants within the bound on redraws."""


class Kind(ABC, Generic[ParamsT, QuestionT, PredictionT, AnswerT, SolutionT]):
    """A kind of exercise.

    ``revision`` grows when ``pose`` would draw another question from the same seed. The forms may only grow
    fields with defaults, so that a question stored under any earlier revision can still be read and marked.
    """

    name: ClassVar[str]
    revision: ClassVar[int]
    notes: ClassVar[frozenset[str]]
    """The names of all notes that ``explain`` may give: the template has a sentence for each."""
    faults: ClassVar[frozenset[str]]
    """The codes of all faults that reading may give: the template has a sentence for each."""
    levels: ClassVar[Mapping[str, Mapping[str, JsonValue]]]
    """The params of each level: ``discovery``, ``standard`` (the graded one), ``expert``."""
    trains: ClassVar[bool] = True
    """Whether one may train on fresh questions with the whole solution, as often as one likes."""

    params_form: type[ParamsT]
    question_form: type[QuestionT]
    prediction_form: type[PredictionT] | None = None
    """None for a kind without a prediction."""
    answer_form: type[AnswerT]
    solution_form: type[SolutionT]

    def check(self, params: ParamsT, territory: Territory) -> Faults:  # noqa: ARG002 - nothing to check here
        """What is wrong with params that can be read, such as naming what the territory has not."""
        return ()

    @abstractmethod
    def pose(self, params: ParamsT, draw: Draw, territory: Territory) -> QuestionT:
        """A question that meets the kind's invariants, the same for the same params, draw and territory.

        Raises NoInstanceError if the bound on redraws is reached.
        """

    def read_prediction(self, question: QuestionT, fields: Fields) -> PredictionT | Faults:
        """The prediction in a form's fields, or all that keeps it from being read."""
        raise NotImplementedError(f"{self.name} has no prediction")

    @abstractmethod
    def read_answer(self, question: QuestionT, fields: Fields) -> AnswerT | Faults:
        """The answer in a form's fields, or all that keeps it from being accepted."""

    @abstractmethod
    def run(self, question: QuestionT) -> SolutionT:
        """The engine's own solution, from the question alone."""

    @abstractmethod
    def grade(
        self, question: QuestionT, solution: SolutionT, prediction: PredictionT | None, answer: AnswerT
    ) -> tuple[Criterion, ...]:
        """The criteria; their worth adds up to 100, in kinds that give points for the prediction with it.

        Raises ValueError for an answer that cannot be given.
        """

    @abstractmethod
    def explain(
        self, question: QuestionT, solution: SolutionT, prediction: PredictionT | None, answer: AnswerT
    ) -> tuple[Note, ...]:
        """What there is to learn from this answer, from the engine's own steps."""

    def told(self, note: Note) -> Note:
        """A note as its page says it. Kinds with a bank of texts fill them in here, so that what is stored
        holds ids, and a text may be mended without a mark being another one.
        """
        return note

    @abstractmethod
    def view(self, question: QuestionT) -> Shown:
        """What the page of the question may show: nothing that ``run`` finds out."""

    def try_out(self, question: QuestionT, fields: Fields) -> Shown | Faults:  # noqa: ARG002 - nothing to try here
        """The view with what comes of something tried in the form before it is handed in; nothing is kept.

        Fields that are not tried are left alone.
        """
        return self.view(question)

    def sheet(self, question: QuestionT) -> Sheet | None:  # noqa: ARG002 - no table here
        """The question's table to work on elsewhere; None for a kind without one."""
        return None

    @abstractmethod
    def review(self, question: QuestionT, answer: AnswerT, solution: SolutionT | None) -> Shown:
        """What the page of the result may show; ``solution`` is None while tries are left."""

    @abstractmethod
    def samples(self, question: QuestionT, solution: SolutionT, draw: Draw) -> Samples[PredictionT, AnswerT]:
        """Answers to try the kind with; ``draw`` is for the blind one."""


def earned(worth: int, value: int, reference: int, best: int) -> int:
    """``round(worth * clamp((value - reference) / (best - reference), 0, 1))``, all of it only for the best
    itself.

    Whole-number arithmetic, halves upwards. Raises ValueError unless ``best > reference``.
    """
    if best <= reference:
        raise ValueError(f"an instance is worth nothing: best {best}, reference {reference}")
    if value >= best:
        return worth
    gap = best - reference
    rounded = (2 * worth * max(0, value - reference) + gap) // (2 * gap)
    return min(rounded, worth - 1)
