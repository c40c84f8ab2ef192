"""What a cell of a sheet may say: a time, a number, degrees. A wrong one becomes a fault, not an error."""

import re
from dataclasses import dataclass, field

from mooc_tool.services.sheets import Fault, Row

_TIME = re.compile(r"([0-9]{1,2}) ?(?:[hH] ?([0-9]{2})?|:([0-9]{2})(?::[0-9]{2})?)")
_WHOLE = re.compile(r"[0-9]{1,6}")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{0,20})?")
_SHOWN = 60  # characters of a wrong cell that a fault repeats


def minute_of_day(text: str) -> int | None:
    """7:45, 07:45:00, 7h, 07h45 as minutes after midnight."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def degrees(text: str, most: int) -> float | None:
    """A number within ±``most``, with a point or a comma."""
    if not _DEGREES.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if abs(value) <= most else None


@dataclass(frozen=True)
class Cells:
    """The cells of one row, read one by one; what is wrong goes to ``faults``."""

    file: str
    row: Row
    faults: list[Fault] = field(default_factory=list)

    def text(self, column: str) -> str:
        """As it stands."""
        return self.row.cells.get(column, "")

    def needed(self, column: str) -> str:
        """As it stands; a fault if it is empty."""
        text = self.text(column)
        if not text:
            self.refuse(column, "empty")
        return text

    def minute(self, column: str) -> int:
        """A time of day, in minutes after midnight."""
        text = self.needed(column)
        minute = minute_of_day(text)
        if text and minute is None:
            self.refuse(column, "time")
        return minute or 0

    def whole(self, column: str, least: int, most: int, otherwise: int) -> int:
        """A whole number; ``otherwise`` stands for an empty cell."""
        text = self.text(column)
        if not text:
            return otherwise
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            self.refuse(column, "whole-number", least=least, most=most)
            return otherwise
        return int(text)

    def degrees(self, column: str, most: int) -> float:
        """Latitude or longitude."""
        text = self.needed(column)
        value = degrees(text, most)
        if text and value is None:
            self.refuse(column, "degrees", most=most)
        return value or 0.0

    def refuse(self, column: str, code: str, **data: object) -> None:
        """Say what is wrong with a cell."""
        given = self.text(column)[:_SHOWN]
        self.faults.append(Fault(self.file, self.row.line, column, code, {"given": given, **data}))
