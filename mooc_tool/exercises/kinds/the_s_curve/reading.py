"""Reads the curve, the forecast and the event; or the curve alone, to be tried."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.the_s_curve.forms import Answer, Curve, Question

FAULTS = frozenset(
    {
        "missing", "given-twice", "not-a-number", "not-a-decimal", "too-fine", "out-of-range",
        "out-of-bounds", "not-an-option", "unknown-field",
    }
)  # fmt: skip
MOST = 9_999_999
LAST_PERIOD = 60
_PLACES = 3
_CURVE = ("p", "q", "m")


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """All of it."""
    reader = FieldReader(fields)
    curve = _curve(reader)
    peak = reader.whole_number("peak", 1, LAST_PERIOD)
    final = reader.decimal("final", 1, MOST, 0)
    event = reader.word("event", question.events)
    if curve is None or peak is None or final is None or event is None or reader.faults():
        return reader.faults()
    return Answer(curve=curve, peak=peak, final=final, event=event)


def read_curve(fields: Fields) -> Curve | Faults:
    """The curve alone, whatever the rest holds."""
    reader = FieldReader({name: values for name, values in fields.items() if name in _CURVE})
    return _curve(reader) or reader.faults()


def _curve(reader: FieldReader) -> Curve | None:
    p = reader.decimal("p", 1, 200, _PLACES)
    q = reader.decimal("q", 10, 2000, _PLACES)
    m = reader.decimal("m", 1, MOST, 0)
    return None if p is None or q is None or m is None else Curve(p=p, q=q, m=m)
