"""Lays out a small map: places where they lie, each with a box for its name and its people, none over
another.

All coordinates are whole units of the drawing's view box, y downwards. The boxes keep their size on screens
of any width, so a narrow screen gets a layout of its own rather than a shrunken one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

PAD = 6  # between any two things


@dataclass(frozen=True)
class Canvas:
    """The view box, and the room that text and people need in it."""

    width: int
    height: int
    letter: int
    """The width of a letter of a name."""
    badge: tuple[int, int]
    """The room of one person."""
    row: int
    """People side by side, at most."""
    gap: int
    """Between two groups of people, for the lines that join them."""


WIDE = Canvas(width=760, height=440, letter=8, badge=(38, 28), row=4, gap=18)
NARROW = Canvas(width=340, height=480, letter=7, badge=(34, 27), row=3, gap=16)


@dataclass(frozen=True)
class Spot:
    """A place to draw: its name, where it lies (degrees), and how many people of each group leave from it."""

    name: str
    latitude: float
    longitude: float
    people: tuple[int, ...]


Point = tuple[int, int]


@dataclass(frozen=True)
class Laid:
    """Where a spot is drawn: its dot, the middle of its name's baseline, the middles of its people's
    badges.
    """

    dot: Point
    name: Point
    people: tuple[Point, ...]
    edge: Point
    """Where a line from the dot meets the box of name and people."""


@dataclass(frozen=True)
class _Box:
    x: int
    y: int
    width: int
    height: int

    def raised(self, by: int) -> "_Box":
        return _Box(self.x, self.y - by, self.width, self.height)

    def meets(self, other: "_Box") -> bool:
        return (
            self.x < other.x + other.width + PAD
            and other.x < self.x + self.width + PAD
            and self.y < other.y + other.height + PAD
            and other.y < self.y + self.height + PAD
        )


Place = tuple[float, float]  # latitude, longitude, in degrees


@lru_cache(256)  # the pages of an attempt draw the same map
def lay_out(spots: tuple[Spot, ...], canvas: Canvas) -> tuple[tuple[Laid, ...], int]:
    """Where each spot is drawn, the fullest boxes being given their room first; and the height used."""
    laid, _, height = lay_over(spots, (), canvas)
    return laid, height


@lru_cache(256)
def lay_over(
    spots: tuple[Spot, ...], ground: tuple[Place, ...], canvas: Canvas
) -> tuple[tuple[Laid, ...], tuple[Point, ...], int]:
    """The same over a ground of other places, drawn as dots that boxes may cover: where these lie too."""
    places = [*((spot.latitude, spot.longitude) for spot in spots), *ground]
    everywhere = _dots(places, canvas)
    dots = everywhere[: len(spots)]
    sizes = [_size(spot, canvas) for spot in spots]
    taken = [_Box(x - 5, y - 5, 10, 10) for x, y in dots]
    boxes: dict[int, _Box] = {}
    for number in sorted(range(len(spots)), key=lambda number: -sizes[number][1]):
        boxes[number] = _free_box(dots[number], sizes[number], taken, canvas)
        taken.append(boxes[number])
    beyond = [y for _, y in everywhere[len(spots) :]]
    top = min([box.y for box in taken] + [y - 2 * PAD for y in beyond]) - 2 * PAD
    height = max([box.y + box.height for box in taken] + [y + 2 * PAD for y in beyond]) + 2 * PAD - top
    raised = tuple(
        _laid(spot, (dots[n][0], dots[n][1] - top), boxes[n].raised(top), canvas)
        for n, spot in enumerate(spots)
    )
    return raised, tuple((x, y - top) for x, y in everywhere[len(spots) :]), height


def _dots(places: Sequence[Place], canvas: Canvas) -> list[Point]:
    """Positions on the canvas, north up, one scale for both axes (an equirectangular projection)."""
    south, north = min(lat for lat, _ in places), max(lat for lat, _ in places)
    west, east = min(lon for _, lon in places), max(lon for _, lon in places)
    shrink = cos(radians((south + north) / 2))
    across, up = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    margin_x, margin_y = canvas.width // 6, canvas.height // 6
    scale = min((canvas.width - 2 * margin_x) / across, (canvas.height - 2 * margin_y) / up)
    left = (canvas.width - scale * across) / 2
    top = (canvas.height - scale * up) / 2
    return [
        (round(left + (lon - west) * shrink * scale), round(top + (north - lat) * scale))
        for lat, lon in places
    ]


def _rows(spot: Spot, canvas: Canvas) -> list[tuple[int, int]]:
    """The rows of badges: how many stand in each, and its top below the name."""
    rows: list[tuple[int, int]] = []
    top = 0
    for group in filter(None, spot.people):
        top += canvas.gap if rows else 0
        for first in range(0, group, canvas.row):
            rows.append((min(canvas.row, group - first), top))
            top += canvas.badge[1]
    return rows


def _size(spot: Spot, canvas: Canvas) -> Point:
    rows = _rows(spot, canvas)
    widest = max((count for count, _ in rows), default=0)
    bottom = rows[-1][1] + canvas.badge[1] if rows else 0
    return max(len(spot.name) * canvas.letter, widest * canvas.badge[0]), _name_height(canvas) + bottom


def _name_height(canvas: Canvas) -> int:
    return 2 * canvas.letter + 4


def _free_box(dot: Point, size: Point, taken: list[_Box], canvas: Canvas) -> _Box:
    """The free place nearest to the dot; the nearest inside the canvas if there is none."""
    free = (box for box in _around(dot, size, canvas) if not any(box.meets(each) for each in taken))
    return next(free, None) or next(_around(dot, size, canvas))


def _around(dot: Point, size: Point, canvas: Canvas) -> Iterator[_Box]:
    (x, y), (width, height) = dot, size
    for away in range(12, max(canvas.width, canvas.height), 12):
        for right, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            middle_x = x + right * (away + width // 2)
            middle_y = y + down * (away + height // 2)
            box_x = min(max(PAD, middle_x - width // 2), canvas.width - PAD - width)
            box_y = min(max(PAD, middle_y - height // 2), canvas.height - PAD - height)
            yield _Box(box_x, box_y, width, height)


def _laid(spot: Spot, dot: Point, box: _Box, canvas: Canvas) -> Laid:
    width, height = canvas.badge
    middle, top = box.x + box.width // 2, box.y + _name_height(canvas)
    badges = [
        (middle + (2 * column + 1 - count) * width // 2, top + row_top + height // 2)
        for count, row_top in _rows(spot, canvas)
        for column in range(count)
    ]
    return Laid(
        dot=dot,
        name=(middle, box.y + 2 * canvas.letter - 2),
        people=tuple(badges),
        edge=(min(max(dot[0], box.x), box.x + box.width), min(max(dot[1], box.y), box.y + box.height)),
    )
