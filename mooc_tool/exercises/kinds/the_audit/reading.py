"""Reads the indicators and the faults; or what to add up, in the same form."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields, Form
from mooc_tool.exercises.kinds.the_audit.forms import (
    FAULTS,
    INDICATORS,
    MONTHS,
    PLANTED,
    Answer,
    Question,
)

CODES = frozenset(
    {
        "missing", "given-twice", "not-a-decimal", "too-fine", "out-of-bounds", "not-an-option", "not-three",
        "unknown-field",
    }
)  # fmt: skip
SUMMING = "sum-"
"""Fields that begin so say what to add up: they are no part of the answer."""
GROUPS = ("month", "commune", "nothing")
_PLACES, _MOST = 2, 9_999_999_99


class Wanted(Form):
    """What to add up: by month, by commune or all; of one month or commune alone; mended in two ways."""

    by: str
    month: int | None
    commune: int | None
    once: bool
    metres: int | None


def read_answer(fields: Fields) -> Answer | Faults:
    """Five indicators and exactly three faults."""
    reader = FieldReader({name: given for name, given in fields.items() if not name.startswith(SUMMING)})
    indicators = [reader.decimal(name, 0, _MOST, _PLACES) for name in INDICATORS]
    ticked = [fault for fault in FAULTS if reader.ticked(f"fault-{fault}")]
    if len(ticked) != PLANTED:
        reader.fault("faults", "not-three", given=len(ticked))
    known = tuple(each for each in indicators if each is not None)
    if len(known) < len(INDICATORS) or reader.faults():
        return reader.faults()
    return Answer(indicators=known, faults=tuple(ticked))


def read_wanted(question: Question, fields: Fields) -> Wanted | Faults:
    """What to add up, whatever the rest of the form holds."""
    reader = FieldReader({name: given for name, given in fields.items() if name.startswith(SUMMING)})
    by = reader.word(f"{SUMMING}by", GROUPS)
    months, communes = range(1, MONTHS + 1), range(question.communes)
    wanted = Wanted(
        by=by or "nothing",
        month=reader.choice(f"{SUMMING}month", months),
        commune=reader.choice(f"{SUMMING}commune", communes),
        once=reader.ticked(f"{SUMMING}once"),
        metres=reader.choice(f"{SUMMING}metres", months),
    )
    return reader.faults() or wanted
