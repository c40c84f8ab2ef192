"""Reads the cells and the amounts of a form."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.who_supplies.forms import AMOUNTS, COLUMNS, Answer, Cells, Question, Shares
from mooc_tool.exercises.kinds.who_supplies.marking import options

FAULTS = frozenset(
    {"missing", "given-twice", "not-an-option", "not-a-decimal", "out-of-range", "unknown-field"}
)
MOST = 100  # euros; no exchange comes near


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``<column>-<service>`` with an id of the bank, and ``<amount>-<exchange>`` in euros; services
    and exchanges count from 0.
    """
    reader = FieldReader(fields)
    cells = [
        {column: reader.word(f"{column}-{number}", options(row, column)) or "" for column in COLUMNS}
        for number, row in enumerate(question.rows)
    ]
    shares = [
        {name: reader.hundredths(f"{name}-{number}", 0, MOST) or 0 for name in AMOUNTS}
        for number in range(len(question.exchanges))
    ]
    return reader.faults() or Answer(
        cells=tuple(Cells(**each) for each in cells), shares=tuple(Shares(**each) for each in shares)
    )
