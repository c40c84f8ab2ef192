"""Reads the forms: a number for the prediction, one choice a person for the answer.

More hours than there are is a fault of the form: refused and said, never punished.
"""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.trigger_the_cascade.forms import (
    CONVINCE,
    NOTHING,
    TALK,
    Answer,
    Prediction,
    Question,
)
from mooc_tool.exercises.kinds.trigger_the_cascade.spreading import spent

FAULTS = frozenset(
    {
        "missing", "given-twice", "not-a-number", "out-of-range", "not-an-option", "too-many-hours",
        "unknown-field",
    }
)  # fmt: skip


def read_prediction(question: Question, fields: Fields) -> Prediction | Faults:
    """Field ``prediction``: from 0 to the number of people."""
    reader = FieldReader(fields)
    joined = reader.whole_number("prediction", 0, len(question.thresholds))
    return reader.faults() or Prediction(joined=joined if joined is not None else 0)


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``push-<i>`` for each person: 1 for a talk, 2 for convincing, empty for nothing."""
    reader = FieldReader(fields)
    people = range(len(question.thresholds))
    chosen = [reader.choice(f"push-{i}", (TALK, CONVINCE)) for i in people]
    pushes = tuple(NOTHING if push is None else push for push in chosen)
    hours = spent(question, pushes)
    if hours > question.budget:
        reader.fault("pushes", "too-many-hours", spent=hours, hours=question.budget)
    return reader.faults() or Answer(pushes=pushes)
