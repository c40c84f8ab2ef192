"""Training: an exercise as often as one likes, at any level, on data drawn anew, with the whole solution.

Nothing is stored: the address of a training holds the code that its data are drawn from, and what was
predicted comes back with the answer. Whose score counts is another matter (see ``practice``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mooc_tool.errors import NotFound
from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Faults
from mooc_tool.packs.model import Exercise
from mooc_tool.services import secrecy
from mooc_tool.services.library import Published

_PREDICTED = "predicted."
Fields = Mapping[str, list[str]]


@dataclass(frozen=True)
class Training:
    """An instance to train on."""

    exercise: Exercise
    level: str
    code: str
    question: Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """What a form led to: its faults; or the next stage, ``answer`` or ``marked``, and what it shows."""

    stage: str
    faults: Faults = ()
    typed: Fields = field(default_factory=dict)
    predicted: Fields = field(default_factory=dict)
    """The fields of the prediction, to be sent again with the answer."""
    feedback: Mapping[str, Any] | None = None
    shown: Mapping[str, Any] | None = None
    """The view with what came of something tried."""


def levels(exercise: Exercise) -> tuple[str, ...]:
    """The levels to train at: none where training would show what is asked in the graded exercise."""
    return tuple(play.levels(exercise.kind)) if play.trains(exercise.kind) else ()


def open_training(published: Published, exercise: Exercise, level: str, code: str, secret: bytes) -> Training:
    """The instance that ``code`` stands for, with the author's params at this level. Raises NotFound."""
    if level not in levels(exercise):
        raise NotFound("page-unknown", level=level)
    seed = secrecy.keyed(secret, "training", exercise.slug, level, code)
    params = {**exercise.params, **play.levels(exercise.kind)[level]}
    posed = play.pose(exercise.kind, params, seed, published.territory)
    return Training(exercise, level, code, posed.question)


def first_stage(training: Training) -> str:
    """What is asked first."""
    return play.stages(training.exercise.kind)[0]


def take(training: Training, fields: Fields) -> Turn:
    """A form of the training that was sent: the prediction's, or the answer's with the prediction in it."""
    kind, question = training.exercise.kind, training.question
    before, own = _parted(fields)
    predicts = "prediction" in play.stages(kind)
    if predicts and not before:
        return _predicted(training, {_PREDICTED + name: values for name, values in own.items()})
    if predicts and (asked_again := _predicted(training, before)).faults:
        return asked_again  # somebody wrote the hidden fields anew
    answer = play.read_answer(kind, question, own)
    if isinstance(answer, tuple):
        return Turn("answer", answer, own, before)
    prediction = play.read_prediction(kind, question, _bare(before)) if predicts else None
    marked = play.mark(kind, question, None if isinstance(prediction, tuple) else prediction, answer)
    return Turn("marked", feedback=play.feedback(kind, question, answer, marked, last=True))


def try_out(training: Training, fields: Fields) -> Turn:
    """The form for the answer with what came of something tried in it, or its faults."""
    before, own = _parted(fields)
    tried = play.try_out(training.exercise.kind, training.question, own)
    if isinstance(tried, tuple):
        return Turn("answer", tried, own, before)
    return Turn("answer", (), own, before, shown=tried)


def _parted(fields: Fields) -> tuple[Fields, Fields]:
    """The prediction's fields, as they come back with the answer, and the form's own."""
    before = {name: values for name, values in fields.items() if name.startswith(_PREDICTED)}
    return before, {name: values for name, values in fields.items() if name not in before}


def _predicted(training: Training, before: Fields) -> Turn:
    read = play.read_prediction(training.exercise.kind, training.question, _bare(before))
    if isinstance(read, tuple):
        return Turn("prediction", read, _bare(before))
    return Turn("answer", predicted=before)


def _bare(before: Fields) -> Fields:
    return {name.removeprefix(_PREDICTED): values for name, values in before.items()}
