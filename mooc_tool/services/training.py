"""Training: an exercise as often as one likes, at any level, on data drawn anew, with the whole solution.

Nothing is stored: the address of a training holds the code that its data are drawn from, and what was handed
in at the stages so far comes back with the next. Whose score counts is another matter (see ``practice``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mooc_tool.errors import NotFound
from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Faults
from mooc_tool.packs.model import Exercise
from mooc_tool.services import secrecy
from mooc_tool.services.library import Published

_KEPT = "kept."
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
    """What a form led to. ``page``: ``predict`` or ``answer``, on which ``view`` is asked, again if there are
    ``faults``; or ``marked``, on which ``feedback`` is told.
    """

    page: str
    faults: Faults = ()
    typed: Fields = field(default_factory=dict)
    kept: Fields = field(default_factory=dict)
    """The fields of the stages so far, to be sent again with the next."""
    view: Mapping[str, Any] | None = None
    feedback: Mapping[str, Any] | None = None


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


def first(training: Training) -> Turn:
    """What is asked first."""
    return _asked(training, None, {})


def take(training: Training, fields: Fields) -> Turn:
    """A form of the training that was sent, with what was handed in before."""
    kind, question = training.exercise.kind, training.question
    kept, own = _parted(fields)
    draft: play.Record | None = None
    done: Fields = {}
    stage = play.stage_due(kind, question, draft)
    while play.page_of(kind, stage) == "predict" and (again := _of(stage, kept)):
        read = play.read_stage(kind, question, draft, again)
        if isinstance(read, tuple):  # somebody wrote the hidden fields anew
            return _asked(training, draft, done, read, again)
        draft, done = read, {**done, **_to_keep(stage, again)}
        stage = play.stage_due(kind, question, draft)
    if play.page_of(kind, stage) == "answer":
        return _answered(training, draft, done, own)
    read = play.read_stage(kind, question, draft, own)
    if isinstance(read, tuple):
        return _asked(training, draft, done, read, own)
    return _asked(training, read, {**done, **_to_keep(stage, own)})


def _answered(training: Training, draft: play.Record | None, kept: Fields, own: Fields) -> Turn:
    kind, question = training.exercise.kind, training.question
    answer = play.read_answer(kind, question, own, draft)
    if isinstance(answer, tuple):
        return _asked(training, draft, kept, answer, own)
    marked = play.mark(kind, question, draft, answer)
    return Turn("marked", feedback=play.feedback(kind, question, answer, marked, last=True))


def try_out(training: Training, fields: Fields) -> Turn:
    """The form for the answer with what came of something tried in it, or its faults."""
    kept, own = _parted(fields)
    tried = play.try_out(training.exercise.kind, training.question, own)
    if isinstance(tried, tuple):
        return Turn("answer", tried, own, kept, play.view(training.exercise.kind, training.question))
    return Turn("answer", (), own, kept, tried)


def _asked(
    training: Training,
    draft: play.Record | None,
    kept: Fields,
    faults: Faults = (),
    typed: Fields = MappingProxyType({}),
) -> Turn:
    """The page of the stage that comes after the draft's."""
    kind, question = training.exercise.kind, training.question
    page = play.page_of(kind, play.stage_due(kind, question, draft))
    return Turn(page, faults, typed, kept, play.view(kind, question, draft))


def _parted(fields: Fields) -> tuple[Fields, Fields]:
    """The fields of earlier stages, as they come back, and the form's own."""
    kept = {name: values for name, values in fields.items() if name.startswith(_KEPT)}
    return kept, {name: values for name, values in fields.items() if name not in kept}


def _to_keep(stage: str, fields: Fields) -> Fields:
    """The fields of a stage as they will come back."""
    return {f"{_KEPT}{stage}.{name}": values for name, values in fields.items()}


def _of(stage: str, kept: Fields) -> Fields:
    """The fields of a stage among those that came back."""
    begin = f"{_KEPT}{stage}."
    return {name.removeprefix(begin): values for name, values in kept.items() if name.startswith(begin)}
