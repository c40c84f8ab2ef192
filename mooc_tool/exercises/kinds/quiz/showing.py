"""What the pages of a quiz may show, of one item at a time."""

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.quiz.forms import Drawn, Given, shown_texts
from mooc_tool.exercises.question_bank import Choosing, Numeric


def asked(drawn: Drawn) -> Shown:
    """``kind``, ``asks``, ``choices`` (texts, as shown) and ``unit``, in every language."""
    item = drawn.item
    return {
        "kind": item.kind,
        "asks": dict(item.asks),
        "choices": [dict(text) for text in shown_texts(drawn)],
        "unit": dict(item.unit) if isinstance(item, Numeric) else {},
    }


def reviewed(drawn: Drawn, given: Given, state: str, *, last: bool) -> Shown:
    """As ``asked``, with ``state`` (right, part, wrong), ``given``, ``whys`` (of one's own wrong choices, by
    their number), ``units`` to read again and the ``part`` of the first of them. ``because`` and ``facts``
    tell the answer: they are for those who knew, and for all when this was the ``last`` try.
    """
    item, tell = drawn.item, last or state == "right"
    return {
        **asked(drawn),
        "state": state,
        "given": given.model_dump(mode="json"),
        "whys": _whys(drawn, given),
        "units": list(item.units),
        "part": dict(item.part),
        "facts": list(item.facts) if tell else [],
        "because": dict(item.because) if tell else {},
    }


def _whys(drawn: Drawn, given: Given) -> dict[str, JsonValue]:
    item = drawn.item
    if not isinstance(item, Choosing):
        return {}
    taken = {at: item.choices[drawn.shown[at]] for at in given.chosen}
    return {str(at): dict(choice.why) for at, choice in taken.items() if not choice.right}
