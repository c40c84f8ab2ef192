"""The places that exercises happen in: communes and the corridors between them, read from a pack's bytes.

Two files make a territory::

    communes.csv     code,name,population,latitude,longitude     one row a commune
    corridors.toml   [[corridor]] id, titles = {fr, en...}, origins = [codes], destination = code

All that is wrong is said at once, with file and line.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

COLUMNS = ("code", "name", "population", "latitude", "longitude")
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Commune(_Row):
    """A commune and the position of its seat, in degrees (WGS 84)."""

    code: Name
    name: Name
    population: Annotated[int, Field(gt=0)]
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Corridor(_Row):
    """Communes along one road axis, named by code, and the commune that their people drive to."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    titles: Annotated[dict[str, Name], Field(min_length=1)]
    origins: Annotated[tuple[Name, ...], Field(min_length=1)]
    destination: Name


@dataclass(frozen=True)
class Territory:
    """Communes by code and corridors by id; every code that a corridor names is a commune."""

    communes: dict[str, Commune] = field(default_factory=dict)
    corridors: dict[str, Corridor] = field(default_factory=dict)


@dataclass(frozen=True)
class TerritoryFault:
    """One thing wrong in a territory's files. ``code`` is stable; ``data`` fills the sentence's blanks."""

    file: str
    line: int
    code: str
    data: dict[str, JsonValue] = field(default_factory=dict)


def read_territory(
    communes_csv: bytes, corridors_toml: bytes = b""
) -> Territory | tuple[TerritoryFault, ...]:
    """The territory in two files' bytes (UTF-8), or all their faults.

    Codes: ``not-utf-8``, ``columns``, ``row-length``, ``value`` (field, reason, given), ``code-twice``,
    ``no-rows``, ``toml`` (reason), ``corridor-twice``, ``unknown-commune`` (code), ``destination-is-
    origin``.
    """
    faults: list[TerritoryFault] = []
    communes = _read_communes(communes_csv, faults)
    corridors = _read_corridors(corridors_toml, communes, faults)
    return tuple(faults) or Territory(communes, corridors)


def _text(name: str, content: bytes, faults: list[TerritoryFault]) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(TerritoryFault(name, content[: error.start].count(b"\n") + 1, "not-utf-8"))
        return None


def _read_communes(content: bytes, faults: list[TerritoryFault]) -> dict[str, Commune]:
    file = "communes.csv"
    text = _text(file, content, faults)
    if text is None:
        return {}
    reader = csv.reader(io.StringIO(text, newline=""))
    communes: dict[str, Commune] = {}
    header = _next_row(reader)
    if header is None or tuple(header) != COLUMNS:
        faults.append(
            TerritoryFault(file, 1, "columns", {"given": list(header or ()), "expected": list(COLUMNS)})
        )
        return {}
    while (row := _next_row(reader)) is not None:
        if not row:
            continue
        line = reader.line_num
        if len(row) != len(COLUMNS):
            faults.append(
                TerritoryFault(file, line, "row-length", {"given": len(row), "expected": len(COLUMNS)})
            )
            continue
        try:
            commune = Commune.model_validate(dict(zip(COLUMNS, row, strict=True)))
        except ValidationError as error:
            faults.extend(_value_faults(file, line, error))
            continue
        if commune.code in communes:
            faults.append(TerritoryFault(file, line, "code-twice", {"code": commune.code}))
        communes[commune.code] = commune
    if not communes and not faults:
        faults.append(TerritoryFault(file, reader.line_num, "no-rows"))
    return communes


def _next_row(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:  # a field beyond csv's limit: the row cannot be one of ours
        return [str(error)]


def _read_corridors(
    content: bytes, communes: dict[str, Commune], faults: list[TerritoryFault]
) -> dict[str, Corridor]:
    file = "corridors.toml"
    text = _text(file, content, faults)
    if text is None:
        return {}
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        faults.append(TerritoryFault(file, line, "toml", {"reason": str(error)}))
        return {}
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*corridor\s*]]", line)]
    corridors: dict[str, Corridor] = {}
    unknown = sorted(set(tables) - {"corridor"})
    faults.extend(
        TerritoryFault(file, 1, "value", {"field": key, "reason": "extra_forbidden"}) for key in unknown
    )
    listed = tables.get("corridor", [])
    for number, table in enumerate(listed if isinstance(listed, list) else [listed]):
        line = lines[number] if number < len(lines) else 1
        try:
            corridor = Corridor.model_validate(table)
        except ValidationError as error:
            faults.extend(_value_faults(file, line, error))
            continue
        faults.extend(_corridor_faults(file, line, corridor, communes, corridors))
        corridors[corridor.id] = corridor
    return corridors


def _corridor_faults(
    file: str, line: int, corridor: Corridor, communes: dict[str, Commune], earlier: dict[str, Corridor]
) -> Iterator[TerritoryFault]:
    if corridor.id in earlier:
        yield TerritoryFault(file, line, "corridor-twice", {"id": corridor.id})
    for code in (*corridor.origins, corridor.destination):
        if code not in communes:
            yield TerritoryFault(file, line, "unknown-commune", {"code": code})
    if corridor.destination in corridor.origins:
        yield TerritoryFault(file, line, "destination-is-origin", {"code": corridor.destination})


def _value_faults(file: str, line: int, error: ValidationError) -> Iterator[TerritoryFault]:
    for detail in error.errors(include_url=False, include_context=False):
        data: dict[str, JsonValue] = {
            "field": ".".join(str(part) for part in detail["loc"]),
            "reason": detail["type"],
            "given": str(detail["input"])[:100],
        }
        yield TerritoryFault(file, line, "value", data)
