"""Pose, read and mark by the name of a kind: the only untyped seam. What goes in and out is JSON-able.

The life of an attempt, as a caller stores it::

    posed = pose(kind, params, seed, territory)                 question and revision, stored
    draft = read_stage(kind, question, draft, fields)           until the last stage is due; stored
    answer = read_answer(kind, question, fields, draft)         stored
    marked = mark(kind, question, draft, answer)                stored; the same whenever it is computed again
    feedback(kind, question, answer, marked, last=...)          for the template's ``marked``

``stage_due(kind, question, draft)`` names the stage that comes next. Most kinds have one or two:
``prediction``, whose draft is the prediction, and ``answer``. Staged kinds have names of their own.

An unknown kind raises NotFound; a stored record that its kind cannot read raises Unreadable; an answer before
its stage raises Closed.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import JsonValue, ValidationError

from mooc_tool.engine.draw import Draw
from mooc_tool.errors import Closed, NotFound, Unreadable
from mooc_tool.exercises.kind import (
    Criterion,
    Fault,
    Faults,
    Fields,
    Form,
    NoInstanceError,
    Note,
    Sheet,
    Shown,
)
from mooc_tool.exercises.kinds import KINDS, AnyKind
from mooc_tool.exercises.staged import StagedKind
from mooc_tool.exercises.territory import Territory

Record = dict[str, JsonValue]
FormT = TypeVar("FormT", bound=Form)

AnyStaged = StagedKind[Any, Any, Any, Any, Any]

_BY_NAME = {kind.name: kind for kind in KINDS}
_NOWHERE = Territory()


class Posed(Form):
    """A question as it is stored, and the revision of the code that posed it."""

    question: Record
    revision: int


class Marked(Form):
    """A mark as it is stored: points of 100, what they are made of, what to learn, the engine's solution."""

    points: int
    criteria: tuple[Criterion, ...]
    notes: tuple[Note, ...]
    solution: Record


def kinds() -> tuple[str, ...]:
    """The names of all kinds, in the order of the list."""
    return tuple(_BY_NAME)


def levels(kind: str) -> dict[str, Record]:
    """The params of each level of a kind: ``discovery``, ``standard``, ``expert``."""
    return {level: dict(params) for level, params in _kind(kind).levels.items()}


def trains(kind: str) -> bool:
    """Whether one may train on fresh questions with the whole solution."""
    return _kind(kind).trains


def stages(kind: str) -> tuple[str, ...]:
    """What a learner is asked for, in order: ``prediction`` (if the kind has one), then ``answer``; or the
    names of a staged kind's stages, of which the last is the answer.
    """
    found = _kind(kind)
    if isinstance(found, StagedKind):
        return found.stages
    return ("answer",) if found.prediction_form is None else ("prediction", "answer")


def is_staged(kind: str) -> bool:
    """Whether the kind has stages of its own, with a draft that grows."""
    return isinstance(_kind(kind), StagedKind)


def stage_due(kind: str, question: Mapping[str, Any], draft: Mapping[str, Any] | None) -> str:
    """The name of the stage that comes after those of the draft."""
    found = _kind(kind)
    if not isinstance(found, StagedKind):
        return stages(kind)[0 if draft is None else -1]
    return _due(found, _question(found, question), _draft(found, draft))


def check_params(kind: str, params: Mapping[str, Any], territory: Territory | None = None) -> Faults:
    """All that is wrong with an author's params; with the pack's territory also whether a case can be found.

    Codes: ``unknown-kind``, ``no-instance`` (reason), those of the kind, and pydantic's error types (as
    ``missing``, ``extra_forbidden``, ``int_parsing``, ``less_than_equal``) with ``given`` and their limits.
    """
    if kind not in _BY_NAME:
        return (Fault(field="kind", code="unknown-kind", data={"given": kind, "known": list(_BY_NAME)}),)
    found = _BY_NAME[kind]
    try:
        read = found.params_form.model_validate(dict(params))
    except ValidationError as error:
        return tuple(
            Fault(
                field=".".join(str(part) for part in detail["loc"]),
                code=detail["type"],
                data={"given": str(detail["input"])[:100], **detail.get("ctx", {})},
            )
            for detail in error.errors(include_url=False)
        )
    if territory is None:
        return ()
    faults = found.check(read, territory)
    if faults:
        return faults
    try:
        found.pose(read, Draw(b"trial"), territory)
    except NoInstanceError as error:
        return (Fault(field="", code="no-instance", data={"reason": str(error)}),)
    return ()


def pose(kind: str, params: Mapping[str, Any], seed: bytes, territory: Territory = _NOWHERE) -> Posed:
    """A question, the same for the same params, seed and territory.

    ``territory``: the places of the pack (see ``territory.read_territory``), for the kinds that play on
    them. Raises Unreadable for params with faults or without an instance: ``check_params`` finds both
    beforehand.
    """
    found = _kind(kind)
    read = _read(found.params_form, params, "params-unreadable", kind)
    try:
        question = found.pose(read, Draw(seed), territory)
    except NoInstanceError as error:
        raise Unreadable("no-instance", kind=kind, reason=str(error)) from error
    return Posed(question=question.model_dump(mode="json"), revision=found.revision)


def read_stage(
    kind: str, question: Mapping[str, Any], draft: Mapping[str, Any] | None, fields: Fields
) -> Record | Faults:
    """The draft with the stage that comes next added to it, or all faults of the form's fields.

    Pass the exercise's own fields and no others.
    """
    found = _kind(kind)
    if not isinstance(found, StagedKind):
        if found.prediction_form is None:
            raise Unreadable("no-prediction", kind=kind)
        return _dumped(found.read_prediction(_question(found, question), fields))
    read = found.read_stage(_question(found, question), _draft(found, draft), fields)
    return _dumped(read, exclude_none=True)


def read_answer(
    kind: str, question: Mapping[str, Any], fields: Fields, draft: Mapping[str, Any] | None = None
) -> Record | Faults:
    """The answer in a form's fields, or all its faults. Pass the exercise's own fields and no others.

    A staged kind's answer is its ``draft`` with the last stage. Raises Closed if others are still owed.
    """
    found = _kind(kind)
    if not isinstance(found, StagedKind):
        return _dumped(found.read_answer(_question(found, question), fields))
    due = stage_due(kind, question, draft)
    if due != found.stages[-1]:
        raise Closed("stages-owed", kind=kind, due=due)
    return read_stage(kind, question, draft, fields)


def mark(
    kind: str, question: Mapping[str, Any], prediction: Mapping[str, Any] | None, answer: Mapping[str, Any]
) -> Marked:
    """The mark, from what was stored and nothing else: no clock, no seed, no territory."""
    found = _kind(kind)
    asked = _question(found, question)
    given = _read(found.answer_form, answer, "answer-unreadable", kind)
    predicted = None
    if prediction is not None and found.prediction_form is not None:
        predicted = _read(found.prediction_form, prediction, "prediction-unreadable", kind)
    solution = found.run(asked)
    try:
        criteria = found.grade(asked, solution, predicted, given)
    except ValueError as error:
        raise Unreadable("answer-impossible", kind=kind, reason=str(error)) from error
    return Marked(
        points=sum(criterion.earned for criterion in criteria),
        criteria=criteria,
        notes=found.explain(asked, solution, predicted, given),
        solution=solution.model_dump(mode="json"),
    )


def view(kind: str, question: Mapping[str, Any], draft: Mapping[str, Any] | None = None) -> Shown:
    """What the template's ``question`` may show: nothing of the solution is in it.

    For a staged kind also ``stage``, the name of the one that comes next, and what came of those before.
    """
    found = _kind(kind)
    asked = _question(found, question)
    if not isinstance(found, StagedKind):
        return found.view(asked)
    made = _draft(found, draft)
    return {**found.view(asked), **found.outcome(asked, made), "stage": _due(found, asked, made)}


def asked(kind: str, question: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[tuple[str, Shown]]:
    """The macro and the view of each page on which something is asked, in order.

    Of a staged kind, the pages that ``given`` has led to: a draft, or the whole answer.
    """
    found, names = _kind(kind), stages(kind)
    if not isinstance(found, StagedKind):
        yield from ((page_of(kind, name), view(kind, question)) for name in names)
        return
    decided = {name: value for name, value in given.items() if name in found.draft_form.model_fields}
    for draft in found.drafts(_question(found, question), _draft(found, decided)):
        shown = view(kind, question, draft.model_dump(mode="json"))
        yield page_of(kind, str(shown["stage"])), shown


def page_of(kind: str, stage: str) -> str:
    """The macro of the page on which a stage is asked: ``answer`` for the last, ``predict`` for others."""
    return "answer" if stage == stages(kind)[-1] else "predict"


def try_out(kind: str, question: Mapping[str, Any], fields: Fields) -> Shown | Faults:
    """The view with what comes of something tried in the form; or what keeps it from being tried."""
    found = _kind(kind)
    return found.try_out(_question(found, question), fields)


def sheet(kind: str, question: Mapping[str, Any]) -> Sheet:
    """The question's table for a spreadsheet. Raises NotFound for a kind without one."""
    found = _kind(kind)
    table = found.sheet(_question(found, question))
    if table is None:
        raise NotFound("no-sheet", kind=kind)
    return table


def feedback(
    kind: str, question: Mapping[str, Any], answer: Mapping[str, Any], marked: Marked, *, last: bool
) -> Shown:
    """What the template's ``marked`` may show: ``points``, ``criteria``, ``notes``, and ``review``, which
    the kind makes from the question, the answer and, only if this was the ``last`` try, the engine's
    solution.
    """
    found = _kind(kind)
    solution = _read(found.solution_form, marked.solution, "solution-unreadable", kind) if last else None
    given = _read(found.answer_form, answer, "answer-unreadable", kind)
    shown = marked.model_dump(mode="json", exclude={"solution", "notes"})
    shown["notes"] = [found.told(note).model_dump(mode="json") for note in marked.notes]
    return {**shown, "review": found.review(_question(found, question), given, solution)}


def _kind(name: str) -> AnyKind:
    try:
        return _BY_NAME[name]
    except KeyError:
        raise NotFound("unknown-kind", kind=name) from None


def _due(kind: AnyStaged, question: Any, draft: Any) -> str:
    try:
        return kind.due(question, draft)
    except ValueError as error:
        raise Unreadable("draft-unreadable", kind=kind.name, reason=str(error)) from error


def _draft(kind: AnyStaged, stored: Mapping[str, Any] | None) -> Any:
    return _read(kind.draft_form, stored or {}, "draft-unreadable", kind.name)


def _question(kind: AnyKind, stored: Mapping[str, Any]) -> Any:
    return _read(kind.question_form, stored, "question-unreadable", kind.name)


def _read(form: type[FormT], stored: Mapping[str, Any], code: str, kind: str) -> FormT:
    try:
        return form.model_validate(dict(stored))
    except ValidationError as error:
        raise Unreadable(code, kind=kind, reason=str(error.errors(include_url=False)[0]["msg"])) from error


def _dumped(read: Form | Faults, *, exclude_none: bool = False) -> Record | Faults:
    return read.model_dump(mode="json", exclude_none=exclude_none) if isinstance(read, Form) else read
