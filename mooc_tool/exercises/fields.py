"""Reads HTML form fields one by one and remembers every fault, so that all are told at once."""

import re
from collections.abc import Sequence
from typing import TypeVar

from pydantic import JsonValue

from mooc_tool.exercises.kind import Fault, Faults, Fields

Word = TypeVar("Word", bound=str)
_DECIMAL = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]*))?")
_THOUSANDS = re.compile(r"(?<=[0-9])[.,](?=[0-9]{3}(?![0-9]))")
_SPACES = str.maketrans("", "", " \u00a0\u202f")


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

    def hundredths(self, name: str, low: int, high: int) -> int | None:
        """A number from ``low`` to ``high`` in hundredths, or None with a fault.

        Comma or point, two decimals at most. A comma or point before exactly three digits separates
        thousands, as in « 1,200 » and « 1.200 », and so do spaces.
        """
        text = self.text(name)
        if text is None:
            return None
        bare = re.sub(r"(?<=\d)[\s\u202f](?=\d{3}(?!\d))", "", text)
        bare = re.sub(r"(?<=[1-9\d])[.,](?=\d{3}(?!\d))", "", bare) if not bare.startswith("0") else bare
        found = re.fullmatch(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?", bare)
        if not text:
            self.fault(name, "missing")
        elif found is None:
            self.fault(name, "not-a-decimal")
        else:
            hundredths = int(found[1] + (found[2] or "").ljust(2, "0"))
            if 100 * low <= hundredths <= 100 * high:
                return hundredths
            self.fault(name, "out-of-range", low=low, high=high)
        return None

    def decimal(self, name: str, low: int, high: int, places: int) -> int | None:
        """A number with a comma or a point, as a whole number of the unit ``10**-places``; None with a fault.

        ``low`` and ``high`` are in the same unit. Spaces between figures are left out; in whole numbers also
        a comma or point before exactly three figures.
        """
        text = self.text(name)
        if text is None:
            return None
        bare = text.translate(_SPACES)
        found = _DECIMAL.fullmatch(bare if places else _THOUSANDS.sub("", bare))
        decimals = (found[2] or "").rstrip("0") if found else ""
        if not text:
            self.fault(name, "missing")
        elif not found or (places == 0 and decimals):
            self.fault(name, "not-a-number" if places == 0 else "not-a-decimal")
        elif len(decimals) > places:
            self.fault(name, "too-fine", places=places)
        elif not low <= (value := int(found[1] + decimals.ljust(places, "0"))) <= high:
            self.fault(name, "out-of-bounds", low=low, high=high, places=places)
        else:
            return value
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
