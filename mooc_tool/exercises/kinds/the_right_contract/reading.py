"""Reads the choices of a form."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.the_right_contract.forms import (
    CLAUSES,
    CONTRACTS,
    TICKS,
    Answer,
    Choice,
    Question,
)

FAULTS = frozenset({"missing", "given-twice", "not-an-option", "not-so-many", "unknown-field"})


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``contract-<need>`` with a contract's id, and ``clauses-<need>-<clause>`` for each box ticked;
    needs count from 0.
    """
    reader = FieldReader(fields)
    choices = []
    for need in range(len(question.needs)):
        contract = reader.word(f"contract-{need}", CONTRACTS)
        clauses = tuple(clause for clause in CLAUSES if reader.ticked(f"clauses-{need}-{clause}"))
        if len(clauses) != TICKS:
            reader.fault(f"clauses-{need}", "not-so-many", asked=TICKS, ticked=len(clauses))
        choices.append(Choice(contract=contract or "", clauses=clauses))
    return reader.faults() or Answer(choices=tuple(choices))
