"""Reads the forms: a community for the prediction; tens of recruits by community and what is asked of them.

Too many recruits, or too many communities, is a fault of the first field that goes too far.
"""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.the_right_community.forms import GRID, Answer, Prediction, Question

FAULTS = frozenset(
    {"missing", "given-twice", "not-an-option", "too-many-recruits", "too-many-communities", "unknown-field"}
)


def read_prediction(question: Question, fields: Fields) -> Prediction | Faults:
    """Field ``least``: the number of a community, from 0."""
    reader = FieldReader(fields)
    least = reader.needed("least", range(len(question.communities)))
    return reader.faults() or Prediction(least=least or 0)


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``recruits-<community>``, a multiple of 10 or empty for nobody, and ``flexibility``."""
    reader = FieldReader(fields)
    placed: list[int] = []
    for number in range(len(question.communities)):
        field = f"recruits-{number}"
        recruits = reader.choice(field, range(0, question.room(number) + 1, GRID)) or 0
        if recruits and len(list(filter(None, placed))) >= question.most:
            reader.fault(field, "too-many-communities", most=question.most)
        elif recruits and sum(placed) + recruits > question.recruits:
            reader.fault(
                field, "too-many-recruits", total=question.recruits, left=question.recruits - sum(placed)
            )
        placed.append(recruits)
    asked = tuple(question.losses)
    flexibility = reader.word("flexibility", asked) if len(asked) > 1 else "none"
    return reader.faults() or Answer(recruits=tuple(placed), flexibility=flexibility or "none")
