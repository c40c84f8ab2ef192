"""Reads the forms: what loses the fewest at one station, then a way for each station."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.now_or_later.forms import (
    ASKED,
    AT_ONCE,
    BATCHES,
    WAYS,
    Answer,
    Prediction,
    Question,
)

FAULTS = frozenset({"missing", "given-twice", "not-an-option", "unknown-field"})


def read_prediction(fields: Fields) -> Prediction | Faults:
    """Field ``prediction``: 0 at once, 1 asking, 2 batches."""
    reader = FieldReader(fields)
    way = reader.needed("prediction", (AT_ONCE, ASKED, BATCHES))
    return reader.faults() or Prediction(way=AT_ONCE if way is None else way)


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``way-<station>``: 0 at once, 1 asking, from 2 on the minutes between batches."""
    reader = FieldReader(fields)
    ways = [reader.needed(f"way-{number}", WAYS) for number in range(len(question.stations))]
    return reader.faults() or Answer(ways=tuple(AT_ONCE if way is None else way for way in ways))
