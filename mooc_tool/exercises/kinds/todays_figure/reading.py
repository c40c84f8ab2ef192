"""Reads the checks of a form."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.todays_figure.forms import FAULTY, NO_FAULT, VERDICTS, Answer, Check, Question

FAULTS = frozenset(
    {
        "missing", "given-twice", "not-an-option", "not-a-decimal", "out-of-range", "exact-with-fault",
        "wrong-without-fault", "unknown-field",
    }
)  # fmt: skip
MOST = 9_999_999


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``verdict-<sentence>``, ``fault-<sentence>`` and ``number-<sentence>``, counted from 0.

    A sentence that is said to be exact has no fault; a wrong one has one.
    """
    reader = FieldReader(fields)
    checks = [_read_check(number, reader) for number in range(len(question.sentences))]
    return reader.faults() or Answer(checks=tuple(checks))


def _read_check(number: int, reader: FieldReader) -> Check:
    verdict = reader.word(f"verdict-{number}", VERDICTS)
    fault = reader.word(f"fault-{number}", (NO_FAULT, *FAULTY))
    if verdict == "exact" and fault not in (None, NO_FAULT):
        reader.fault(f"fault-{number}", "exact-with-fault")
    if verdict == "wrong" and fault == NO_FAULT:
        reader.fault(f"fault-{number}", "wrong-without-fault")
    right = reader.hundredths(f"number-{number}", 0, MOST)
    return Check(verdict=verdict or "", fault=fault or "", number=right or 0)
