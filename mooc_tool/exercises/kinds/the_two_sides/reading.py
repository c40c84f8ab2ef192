"""Reads the forms: the rare side, then three choices for each phase."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.the_two_sides.forms import (
    DRIVERS,
    NOBODY,
    PASSENGERS,
    RECRUIT,
    REWARD,
    SHARES,
    Answer,
    Phase,
    Prediction,
    Question,
)

FAULTS = frozenset({"missing", "given-twice", "not-an-option", "unknown-field"})


def read_prediction(fields: Fields) -> Prediction | Faults:
    """Field ``prediction``: 0 drivers, 1 passengers."""
    reader = FieldReader(fields)
    side = reader.needed("prediction", (DRIVERS, PASSENGERS))
    return reader.faults() or Prediction(side=side or DRIVERS)


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``share-<i>`` (of a hundred euros, for drivers), ``use-<i>`` (0 recruit, 1 reward) and
    ``guarantee-<i>`` (0 drivers, 1 passengers, 2 nobody) for phase ``i`` from 0.
    """
    reader = FieldReader(fields)
    plan = []
    for number in range(question.phases):
        share = reader.needed(f"share-{number}", SHARES)
        use = reader.needed(f"use-{number}", (RECRUIT, REWARD))
        guarantee = reader.needed(f"guarantee-{number}", (DRIVERS, PASSENGERS, NOBODY))
        plan.append(Phase(share=share or 0, use=use or RECRUIT, guarantee=guarantee or DRIVERS))
    return reader.faults() or Answer(plan=tuple(plan))
