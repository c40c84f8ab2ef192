"""Reads HTML form fields one by one and remembers every fault, so that all are told at once."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import JsonValue

from mooc_tool.exercises.kind import Fault, Faults, Fields

Word = TypeVar("Word", bound=str)


class FieldReader:
    """Takes each expected field once; what is left over at the end is unknown."""

    def __init__(self, fields: Fields) -> None:
        self._left = dict(fields)
        self._faults: list[Fault] = []

    def text(self, name: str) -> str | None:
        """The field's one value without outer spaces, or None with a fault if there is not exactly one."""
        values: Sequence[str] = self._left.pop(name, ())
        if len(values) == 1:
            return values[0].strip()
        self.fault(name, "missing" if not values else "given-twice")
        return None

    def whole_number(self, name: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high``, or None with a fault."""
        text = self.text(name)
        if text is None:
            return None
        if not text:
            self.fault(name, "missing")
        elif not (text.isascii() and text.isdigit() and len(text) <= 9):
            self.fault(name, "not-a-number")
        elif not low <= int(text) <= high:
            self.fault(name, "out-of-range", low=low, high=high)
        else:
            return int(text)
        return None

    def choice(self, name: str, options: Sequence[int]) -> int | None:
        """One of ``options``; None for an empty value, and with a fault for anything else."""
        text = self.text(name)
        if not text:
            return None
        if text in {str(option) for option in options}:
            return int(text)
        self.fault(name, "not-an-option")
        return None

    def needed(self, name: str, options: Sequence[int]) -> int | None:
        """One of ``options``, which must be given; None with a fault."""
        if list(map(str.strip, self._left.get(name, ()))) == [""]:
            self._left.pop(name)
            self.fault(name, "missing")
            return None
        return self.choice(name, options)

    def word(self, name: str, words: Sequence[Word]) -> Word | None:
        """One of ``words``, which must be given; None with a fault."""
        text = self.text(name)
        found = next((word for word in words if word == text), None)
        if text == "":
            self.fault(name, "missing")
        elif text is not None and found is None:
            self.fault(name, "not-an-option")
        return found

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked: a browser sends nothing for one that is not."""
        return name in self._left and self.text(name) is not None

    def fault(self, name: str, code: str, **data: JsonValue) -> None:
        self._faults.append(Fault(field=name, code=code, data=data))

    def faults(self) -> Faults:
        """Every fault found, in the order of reading, then the fields that nobody asked for."""
        unknown = tuple(Fault(field=name, code="unknown-field") for name in sorted(self._left))
        return (*self._faults, *unknown)
