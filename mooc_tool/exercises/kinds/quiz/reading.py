"""The fields of a quiz: ``item-<n>``, and ``item-<n>-<m>`` for each thing to tick or to put in order."""

import re

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kinds.quiz.forms import Drawn, Given

_NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,9}))?")
_AROUND = re.compile(r"[\s  ]|[%€£]$")


def read_given(reader: FieldReader, drawn: Drawn, at: int) -> Given:
    """The answer to item number ``at``; what is wrong is kept by the reader."""
    name, places = f"item-{at}", range(len(drawn.shown))
    kind = drawn.item.kind
    if kind == "numeric":
        return Given(number=_number(reader, name))
    if kind == "ordering":
        return Given(chosen=_order(reader, name, places))
    if kind == "multiple":
        ticked = tuple(place for place in places if reader.ticked(f"{name}-{place}"))
        if not ticked:
            reader.fault(name, "nothing-ticked")
        return Given(chosen=ticked)
    chosen = reader.needed(name, places)
    return Given(chosen=() if chosen is None else (chosen,))


def _number(reader: FieldReader, name: str) -> str:
    """What was written, with a point for its comma, without spaces and without a sign of its unit."""
    text = reader.text(name)
    if text is None:
        return ""
    found = _NUMBER.fullmatch(_AROUND.sub("", text.strip()))
    if found is None:
        reader.fault(name, "not-a-number" if text else "missing")
        return ""
    return ".".join(part for part in found.groups() if part)


def _order(reader: FieldReader, name: str, places: range) -> tuple[int, ...]:
    chosen: list[int] = []
    for at in places:
        place = reader.needed(f"{name}-{at}", places)
        if place is not None and place in chosen:
            reader.fault(f"{name}-{at}", "chosen-twice", by=chosen.index(place))
        chosen.append(-1 if place is None else place)
    return tuple(chosen)
