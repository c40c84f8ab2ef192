"""Lists of offered and requested trips, as a local authority keeps them in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from mooc_tool.engine import Trips
from mooc_tool.services.cells import Cells
from mooc_tool.services.communes import Communes, Position
from mooc_tool.services.sheets import Fault, Sheet, read_sheet

COLUMNS = {
    "name": ("nom", "id"),
    "origin": ("origine", "depart", "from"),
    "origin_latitude": ("latitude origine",),
    "origin_longitude": ("longitude origine",),
    "destination": ("arrivee", "to"),
    "destination_latitude": ("latitude destination",),
    "destination_longitude": ("longitude destination",),
    "time": ("heure", "departure"),
    "window": ("fenetre", "marge"),
    "seats": ("places",),
    "detour": ("detour max", "max detour"),
}
MOST_WINDOW, MOST_DETOUR, MOST_SEATS = 720, 240, 60


@dataclass(frozen=True, slots=True)
class Defaults:
    """What stands for empty cells: minutes, minutes, seats."""

    window: int = 15
    detour: int = 8
    seats: int = 1


@dataclass(frozen=True, slots=True)
class Trip:
    """One row: where from and to, in degrees; minute of the day; what is accepted."""

    name: str
    line: int
    origin: Position
    destination: Position
    minute: int
    window: int
    detour: int
    seats: int


@dataclass(frozen=True, slots=True)
class TripList:
    """The trips of a file in its order; headings ``not_read``; the ``delimiter`` that it was written with."""

    trips: tuple[Trip, ...]
    not_read: tuple[str, ...]
    delimiter: str

    @property
    def seats(self) -> tuple[int, ...]:
        """Of each trip."""
        return tuple(trip.seats for trip in self.trips)

    def for_engine(self) -> Trips:
        """The same as arrays."""
        return Trips.of(
            _degrees([trip.origin for trip in self.trips]),
            _degrees([trip.destination for trip in self.trips]),
            [trip.minute for trip in self.trips],
            window=[trip.window for trip in self.trips],
            max_detour=[trip.detour for trip in self.trips],
            seats=self.seats,
        )


def _degrees(positions: Sequence[Position]) -> tuple[list[float], list[float]]:
    return [latitude for latitude, _ in positions], [longitude for _, longitude in positions]


def read_trips(
    file: str, content: bytes, communes: Communes, defaults: Defaults | None = None
) -> TripList | tuple[Fault, ...]:
    """The trips of a CSV file's bytes, or all that is wrong with them."""
    sheet = read_sheet(file, content, COLUMNS)
    if isinstance(sheet, tuple):
        return sheet
    missing = [Fault(file, 1, column, "column-missing") for column in _missing(sheet)]
    if missing:
        return (*missing, *sheet.faults)
    faults = list(sheet.faults)
    otherwise = defaults or Defaults()
    trips = [_trip(Cells(file, row, faults), communes, otherwise) for row in sheet.rows]
    return tuple(faults) or TripList(tuple(trips), sheet.not_read, sheet.delimiter)


def _missing(sheet: Sheet) -> list[str]:
    """The columns that must be there; of an end, both degrees may stand in place of the commune."""
    missing = [] if "time" in sheet.columns else ["time"]
    for end in ("origin", "destination"):
        degrees = (f"{end}_latitude", f"{end}_longitude")
        absent = [column for column in degrees if column not in sheet.columns]
        if len(absent) == 1:
            missing += absent
        elif absent and end not in sheet.columns:
            missing.append(end)
    return missing


def _trip(cells: Cells, communes: Communes, otherwise: Defaults) -> Trip:
    before = len(cells.faults)
    origin, destination = (_position(cells, end, communes) for end in ("origin", "destination"))
    if origin == destination and len(cells.faults) == before:
        cells.refuse("destination", "goes-nowhere")
    return Trip(
        cells.text("name"),
        cells.row.line,
        origin,
        destination,
        cells.minute("time"),
        cells.whole("window", 0, MOST_WINDOW, otherwise.window),
        cells.whole("detour", 0, MOST_DETOUR, otherwise.detour),
        cells.whole("seats", 0, MOST_SEATS, otherwise.seats),
    )


def _position(cells: Cells, end: str, communes: Communes) -> Position:
    """Degrees where they are given, else the commune's."""
    latitude, longitude = f"{end}_latitude", f"{end}_longitude"
    if cells.text(latitude) or cells.text(longitude) or end not in cells.row.cells:
        return cells.degrees(latitude, 90), cells.degrees(longitude, 180)
    given = cells.needed(end)
    found = communes.find(given)
    if len(found) > 1:
        cells.refuse(end, "commune-ambiguous")
    elif given and not found:
        near = communes.nearest(given)
        cells.refuse(end, "unknown-commune", hint=f" (the nearest is {near})" if near else "")
    return communes.positions[found[0]] if found else (0.0, 0.0)
