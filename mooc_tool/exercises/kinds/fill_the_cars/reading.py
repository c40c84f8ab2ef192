"""Reads the forms: a number for the prediction, one select per passenger and plan for the answer.

A driver who cannot take the passenger, or a car with more passengers than seats, is a fault of its field:
refused and said, never punished.
"""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.fill_the_cars.forms import NOBODY, Answer, Plan, Prediction, Question

FAULTS = frozenset(
    {"missing", "given-twice", "not-a-number", "out-of-range", "not-an-option", "car-full", "unknown-field"}
)


def read_prediction(question: Question, fields: Fields) -> Prediction | Faults:
    """Field ``prediction``: from 0 to the number of passengers."""
    reader = FieldReader(fields)
    pairs = reader.whole_number("prediction", 0, len(question.passengers))
    return reader.faults() or Prediction(pairs=pairs if pairs is not None else 0)


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``pairs-<i>`` and ``kilometres-<i>``: the number of a driver, from 0, or empty for nobody."""
    reader = FieldReader(fields)
    pairs = _read_plan(question, "pairs", reader)
    kilometres = _read_plan(question, "kilometres", reader)
    return reader.faults() or Answer(pairs=pairs, kilometres=kilometres)


def _read_plan(question: Question, part: str, reader: FieldReader) -> Plan:
    plan: list[int] = []
    for passenger, row in enumerate(question.options):
        field = f"{part}-{passenger}"
        chosen = reader.choice(field, [option.driver for option in row])
        driver = NOBODY if chosen is None else chosen
        if driver != NOBODY and plan.count(driver) >= question.seats:
            reader.fault(
                field,
                "car-full",
                driver=driver,
                seats=question.seats,
                taken_by=[*_riders(plan, driver)[: question.seats]],
            )
        plan.append(driver)
    return tuple(plan)


def _riders(plan: list[int], driver: int) -> list[int]:
    return [passenger for passenger, taken in enumerate(plan) if taken == driver]
