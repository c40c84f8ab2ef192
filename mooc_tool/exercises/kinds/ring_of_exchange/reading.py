"""Reads the form: a desk and a round for each person, a receiver for each donor, twice.

Exchanges that do not close, or are too long, are faults of their fields: refused and said, never punished.
"""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields
from mooc_tool.exercises.kinds.ring_of_exchange.forms import NOBODY, Answer, Gifts, Question
from mooc_tool.exercises.kinds.ring_of_exchange.marking import cycles_of

FAULTS = frozenset(
    {
        "missing", "given-twice", "not-an-option", "desk-taken", "given-to-twice", "not-given-to",
        "cycle-too-long", "unknown-field",
    }
)  # fmt: skip


def read_answer(question: Question, fields: Fields) -> Answer | Faults:
    """Fields ``desk-<person>``, ``round-<person>``, ``two-<pair>``, ``three-<pair>``: numbers from 0, rounds
    from 1; a pair's field is empty when its donor gives to nobody.
    """
    reader = FieldReader(fields)
    people = range(len(question.wishes))
    desks: list[int] = []
    for person in people:
        desk = reader.needed(f"desk-{person}", people)
        if desk is not None and desk in desks:
            reader.fault(f"desk-{person}", "desk-taken", by=desks.index(desk))
        desks.append(NOBODY if desk is None else desk)
    rounds = [reader.needed(f"round-{person}", range(1, len(people) + 1)) or 0 for person in people]
    two, three = _read_gifts(question, "two", 2, reader), _read_gifts(question, "three", 3, reader)
    return reader.faults() or Answer(desks=tuple(desks), rounds=tuple(rounds), two=two, three=three)


def _read_gifts(question: Question, part: str, longest: int, reader: FieldReader) -> Gifts:
    chosen = [reader.choice(f"{part}-{pair}", row) for pair, row in enumerate(question.suits)]
    gifts = tuple(NOBODY if to is None else to for to in chosen)
    sound = True
    for pair, to in enumerate(gifts):
        if to != NOBODY and to in gifts[:pair]:
            reader.fault(f"{part}-{pair}", "given-to-twice", pair=to, by=gifts.index(to))
            sound = False
        elif to != NOBODY and pair not in gifts:
            reader.fault(f"{part}-{pair}", "not-given-to", pair=pair)
            sound = False
    if sound:
        for cycle in cycles_of(gifts):
            if len(cycle) > longest:
                reader.fault(f"{part}-{cycle[0]}", "cycle-too-long", longest=longest)
    return gifts
