"""What exercises on a territory play with: communes, corridors and flows between them, campaigns.

All is read from a pack's bytes.

Four files make a territory, of which all but the first may be missing::

    communes.csv     code,name,population,latitude,longitude     one row a commune
    corridors.toml   [[corridor]] id, titles = {fr, en...}, origins = [codes], destination = code
    campaigns.csv    id,name,start,end,budget,min_km,...         one row a rule that pays for car-pooling
    flows.csv        origin,destination,commuters                codes; how many live there and work here

Tables may be as spreadsheets save them (see ``tables``). All that is wrong is said at once, with file and
line.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import cos, hypot, radians
from statistics import median
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

from mooc_tool.exercises.tables import table_rows

COLUMNS = ("code", "name", "population", "latitude", "longitude")
CAMPAIGN_COLUMNS = (
    "id", "name", "start", "end", "budget", "min_km", "max_km", "base", "per_km", "far_km", "cap_trip",
    "cap_month", "trips_a_day", "proof", "source", "flag",
)  # fmt: skip
FLOW_COLUMNS = ("origin", "destination", "commuters")
METRES_A_DEGREE = 111_195
FARTHEST = 400_000  # metres from the middle of the territory
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


RowT = TypeVar("RowT", bound=_Row)


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


class Flow(_Row):
    """How many people live in one commune and work in another, or in the same; surveys give decimals."""

    origin: Name
    destination: Name
    commuters: Annotated[float, Field(ge=0, le=100_000_000, allow_inf_nan=False)]


Cents = Annotated[int, Field(ge=0, le=100_000)]
Kilometres = Annotated[int, Field(ge=0, le=1000)]


class Campaign(_Row):
    """A rule of incentive that an authority really had, as the exercises take it: amounts in cents.

    ``budget``: euros. From ``min_km`` to ``max_km`` a passenger trip pays ``base``, beyond ``far_km``
    ``per_km`` for each kilometre where that is more, at the most ``cap_trip``; ``cap_month``: of one driver.
    An empty cell is no limit. ``flag`` says what the row does not: the text names another authority
    (``name``), is ``ambiguous``, pays the ``passenger``, or was ``simplified``.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Name
    start: date
    end: date | None
    budget: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    min_km: Kilometres
    max_km: Kilometres | None
    base: Cents
    per_km: Cents
    far_km: Kilometres
    cap_trip: Cents | None
    cap_month: Cents | None
    trips_a_day: Annotated[int, Field(ge=1, le=20)] | None
    proof: Literal["B", "C"]
    source: Name
    flag: Literal["", "name", "ambiguous", "passenger", "simplified"]


@dataclass(frozen=True)
class Territory:
    """Communes by code, corridors and campaigns by id, commuters by the codes of their home and workplace.

    Every code that a corridor or a flow names is a commune. No flow: nobody has counted them.
    """

    communes: dict[str, Commune] = field(default_factory=dict)
    corridors: dict[str, Corridor] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    flows: dict[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True)
class TerritoryFault:
    """One thing wrong in a territory's files. ``code`` is stable; ``data`` fills the sentence's blanks."""

    file: str
    line: int
    code: str
    data: dict[str, JsonValue] = field(default_factory=dict)


def read_territory(
    communes_csv: bytes, corridors_toml: bytes = b"", campaigns_csv: bytes = b"", flows_csv: bytes = b""
) -> Territory | tuple[TerritoryFault, ...]:
    """The territory in its files' bytes (UTF-8), or all their faults.

    Codes: ``not-utf-8``, ``columns``, ``row-length``, ``value`` (field, reason, given), ``code-twice``,
    ``far-away`` (name, km), ``no-rows``, ``toml`` (reason), ``corridor-twice``, ``unknown-commune`` (code),
    ``destination-is-origin``.
    """
    faults: list[TerritoryFault] = []
    listed = _read_rows("communes.csv", communes_csv, COLUMNS, Commune, faults)
    faults.extend(_far_away(listed))
    communes = {each.code: each for _, each in listed}
    corridors = _read_corridors(corridors_toml, communes, faults)
    campaigns: dict[str, Campaign] = {}
    if campaigns_csv:
        rows = _read_rows("campaigns.csv", campaigns_csv, CAMPAIGN_COLUMNS, Campaign, faults)
        campaigns = {each.id: each for _, each in rows}
    flows = _read_flows(flows_csv, communes, faults) if flows_csv else {}
    return tuple(faults) or Territory(communes, corridors, campaigns, flows)


def _far_away(listed: list[tuple[int, Commune]]) -> Iterator[TerritoryFault]:
    """Communes beyond any way to work, as where latitude and longitude have changed places."""
    if not listed:
        return
    latitude, longitude = (median(sorted(getattr(each, name) for _, each in listed)) for name in COLUMNS[3:])
    for line, each in listed:
        east = (each.longitude - longitude + 180) % 360 - 180
        metres = METRES_A_DEGREE * hypot(each.latitude - latitude, east * cos(radians(latitude)))
        if metres > FARTHEST:
            data: dict[str, JsonValue] = {"name": each.name, "km": round(metres / 1000)}
            yield TerritoryFault("communes.csv", line, "far-away", data)


def _read_flows(
    content: bytes, communes: dict[str, Commune], faults: list[TerritoryFault]
) -> dict[tuple[str, str], float]:
    file = "flows.csv"
    rows = _read_rows(file, content, FLOW_COLUMNS, Flow, faults, key=2)
    for line, row in rows:
        unknown = dict.fromkeys(code for code in (row.origin, row.destination) if code not in communes)
        faults.extend(TerritoryFault(file, line, "unknown-commune", {"code": code}) for code in unknown)
    return {(row.origin, row.destination): row.commuters for _, row in rows}


def _text(name: str, content: bytes, faults: list[TerritoryFault]) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(TerritoryFault(name, content[: error.start].count(b"\n") + 1, "not-utf-8"))
        return None


def _read_rows(
    file: str,
    content: bytes,
    columns: tuple[str, ...],
    form: type[RowT],
    faults: list[TerritoryFault],
    key: int = 1,
) -> list[tuple[int, RowT]]:
    """The rows of a table whose first ``key`` columns name each, with their lines; what is wrong is added
    to ``faults``.
    """
    text = _text(file, content, faults)
    if text is None:
        return []
    table = table_rows(text)
    line, header = next(table, (1, []))
    if tuple(cell.strip() for cell in header) != columns:
        data: dict[str, JsonValue] = {"given": list(header), "expected": list(columns)}
        faults.append(TerritoryFault(file, 1, "columns", data))
        return []
    before = len(faults)
    rows: dict[tuple[str, ...], tuple[int, RowT]] = {}
    for line, row in table:
        if len(row) != len(columns):
            lengths: dict[str, JsonValue] = {"given": len(row), "expected": len(columns)}
            faults.append(TerritoryFault(file, line, "row-length", lengths))
            continue
        try:
            read = form.model_validate(_cells(columns, row))
        except ValidationError as error:
            faults.extend(_value_faults(file, line, error))
            continue
        name = tuple(cell.strip() for cell in row[:key])
        if name in rows:
            faults.append(TerritoryFault(file, line, "code-twice", {"code": " → ".join(name)}))
        rows[name] = line, read
    if not rows and len(faults) == before:
        faults.append(TerritoryFault(file, line, "no-rows"))
    return [*rows.values()]


_MAY_BE_EMPTY = {"end", "max_km", "cap_trip", "cap_month", "trips_a_day"}


def _cells(columns: tuple[str, ...], row: list[str]) -> dict[str, str | None]:
    """An empty cell is None where that means no limit."""
    named = zip(columns, row, strict=True)
    return {name: None if not cell and name in _MAY_BE_EMPTY else cell for name, cell in named}


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
    for detail in error.errors(include_url=False):
        data: dict[str, JsonValue] = {
            **detail.get("ctx", {}),
            "field": ".".join(str(part) for part in detail["loc"]),
            "reason": detail["type"],
            "given": str(detail["input"])[:100],
        }
        yield TerritoryFault(file, line, "value", data)
