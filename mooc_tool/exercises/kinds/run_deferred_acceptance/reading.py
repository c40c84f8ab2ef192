"""Reads the forms: the prediction as a choice of three, each round and the end as selects.

A receiver who keeps somebody twice, or more partners at the end than seats, is a fault of its field.
"""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Answer, Better, Draft, Question, Turn
from mooc_tool.exercises.kinds.run_deferred_acceptance.staging import true_rounds
from mooc_tool.exercises.two_sides import NOBODY

FAULTS = frozenset({"missing", "given-twice", "not-an-option", "kept-twice", "seat-taken", "unknown-field"})
BETTER: tuple[Better, ...] = ("proposers", "receivers", "equal")


def read_stage(question: Question, draft: Draft, fields: Fields) -> Draft | Answer | Faults:
    """Field ``prediction`` (``proposers``, ``receivers`` or ``equal``); then in each round ``ask-<proposer>``
    and ``keep-<receiver>-<seat>``; then ``final-<proposer>``: a number from 0, or empty for nobody.
    """
    reader = FieldReader(fields)
    if draft.better is None:
        better = reader.word("prediction", BETTER)
        return reader.faults() or Draft(better=better)
    if len(draft.turns) < true_rounds(question):
        turn = _read_turn(question, reader)
        return reader.faults() or Draft(better=draft.better, turns=(*draft.turns, turn))
    final = _read_final(question, reader)
    return reader.faults() or Answer(better=draft.better, turns=draft.turns, final=final)


def _read_turn(question: Question, reader: FieldReader) -> Turn:
    sides = question.sides
    receivers = range(len(sides.receivers))
    asks = [reader.choice(f"ask-{i}", receivers) for i in range(len(sides.proposers))]
    return Turn(
        asks=tuple(NOBODY if asked is None else asked for asked in asks),
        keeps=tuple(_read_kept(question, f"keep-{j}", reader) for j in receivers),
    )


def _read_kept(question: Question, prefix: str, reader: FieldReader) -> tuple[int, ...]:
    kept: list[int] = []
    for seat in range(question.sides.seats):
        field = f"{prefix}-{seat}"
        who = reader.choice(field, range(len(question.sides.proposers)))
        if who in kept:
            reader.fault(field, "kept-twice")
        elif who is not None:
            kept.append(who)
    return tuple(sorted(kept))


def _read_final(question: Question, reader: FieldReader) -> tuple[int, ...]:
    final: list[int] = []
    for i in range(len(question.sides.proposers)):
        partner = reader.choice(f"final-{i}", range(len(question.sides.receivers)))
        if partner is not None and final.count(partner) >= question.sides.seats:
            reader.fault(f"final-{i}", "seat-taken", receiver=partner, seats=question.sides.seats)
        final.append(NOBODY if partner is None else partner)
    return tuple(final)
