"""Reads the form: a campaign to start from, and what is changed in its rule.

A control left empty stands as in the campaign; without a campaign every control must be given.
"""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.incentive import Rule
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.the_incentive_rule.forms import OPTIONS, Answer, Question
from mooc_tool.exercises.kinds.the_incentive_rule.marking import PLAIN

FAULTS = frozenset({"missing", "given-twice", "not-an-option", "nothing-to-start-from", "unknown-field"})


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``start`` (the number of a campaign, or empty) and one for each control, by its name."""
    reader = FieldReader(fields)
    start = reader.choice("start", range(len(question.starts)))
    begun = PLAIN if start is None else question.starts[start].rule
    chosen: dict[str, int | str] = {}
    for control in question.controls:
        text = reader.text(control)
        found = next((option for option in OPTIONS[control] if str(option) == text), None)
        if found is not None:
            chosen[control] = found
        elif text:
            reader.fault(control, "not-an-option")
        elif text == "" and start is None:
            reader.fault(control, "nothing-to-start-from")
    rule = Rule.model_validate({**begun.model_dump(), **chosen})
    return reader.faults() or Answer(start=-1 if start is None else start, rule=rule)
