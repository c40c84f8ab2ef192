"""Communes by code or name: those that the course ships with, or a file of one's own."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from mooc_tool import paths
from mooc_tool.services.cells import Cells
from mooc_tool.services.library import DEFAULT_PACK
from mooc_tool.services.sheets import Fault, folded, read_sheet

COLUMNS = {
    "code": ("code insee", "insee"),
    "name": ("nom", "commune"),
    "latitude": ("lat",),
    "longitude": ("lon", "lng"),
    "population": (),
}
Position = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True, slots=True)
class Communes:
    """``positions`` by code; ``codes``, several where communes share a name, and ``names`` by folded name."""

    positions: Mapping[str, Position]
    codes: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]

    def find(self, text: str) -> tuple[str, ...]:
        """The codes that the text may mean: one, none or several."""
        return (text,) if text in self.positions else self.codes.get(_name(text), ())

    def nearest(self, text: str) -> str | None:
        """A name that looks like it."""
        return next((self.names[near] for near in get_close_matches(_name(text), self.names, 1)), None)


def shipped() -> bytes:
    """The communes of Saint-Étienne Métropole, as they lie in the course."""
    return (paths.content() / DEFAULT_PACK / "data" / "communes.csv").read_bytes()


def read_communes(file: str, content: bytes) -> Communes | tuple[Fault, ...]:
    """Columns code, name, latitude and longitude; others are not read."""
    sheet = read_sheet(file, content, COLUMNS)
    if isinstance(sheet, tuple):
        return sheet
    needed = ("code", "name", "latitude", "longitude")
    missing = [Fault(file, 1, name, "column-missing") for name in needed if name not in sheet.columns]
    if missing:
        return (*missing, *sheet.faults)
    faults = list(sheet.faults)
    positions: dict[str, Position] = {}
    lines: dict[str, int] = {}
    codes: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    names: dict[str, str] = {}
    for row in sheet.rows:
        cells = Cells(file, row, faults)
        code, name = cells.needed("code"), cells.needed("name")
        if code in positions:
            cells.refuse("code", "code-twice", before=lines[code])
        positions[code] = cells.degrees("latitude", 90), cells.degrees("longitude", 180)
        lines[code] = row.line
        codes[_name(name)] += (code,)
        names[_name(name)] = name
    return tuple(faults) or Communes(positions, dict(codes), names)


def _name(text: str) -> str:
    """St-Étienne is Saint-Étienne."""
    return re.sub(r"\bst(e?)\b", r"saint\1", folded(text))
