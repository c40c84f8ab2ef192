"""Reads the forms: the prediction as a choice of three, the run and its end as selects.

A receiver who keeps somebody twice, or more partners at the end than seats, is a fault of its field.
"""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import (
    Answer,
    Better,
    Prediction,
    Question,
    Turn,
)
from mooc_tool.exercises.two_sides import NOBODY

FAULTS = frozenset({"missing", "given-twice", "not-an-option", "kept-twice", "seat-taken", "unknown-field"})
BETTER: tuple[Better, ...] = ("proposers", "receivers", "equal")


def read_prediction(fields: Fields) -> Prediction | Faults:
    """Field ``prediction``: ``proposers``, ``receivers`` or ``equal``."""
    reader = FieldReader(fields)
    better = reader.word("prediction", BETTER)
    return reader.faults() or Prediction(better=better or "equal")


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``ask-<round>-<proposer>``, ``keep-<round>-<receiver>-<seat>`` and ``final-<proposer>``: a
    number from 0, or empty for nobody.
    """
    reader = FieldReader(fields)
    turns = tuple(_read_turn(question, number, reader) for number in range(question.rounds))
    final = _read_final(question, reader)
    return reader.faults() or Answer(turns=turns, final=final)


def _read_turn(question: Question, number: int, reader: FieldReader) -> Turn:
    sides = question.sides
    receivers = range(len(sides.receivers))
    asks = [reader.choice(f"ask-{number}-{i}", receivers) for i in range(len(sides.proposers))]
    return Turn(
        asks=tuple(NOBODY if asked is None else asked for asked in asks),
        keeps=tuple(_read_kept(question, f"keep-{number}-{j}", reader) for j in receivers),
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
