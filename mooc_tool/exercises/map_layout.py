"""Lays out a small map: places where they lie, each with a box for its name and its people, none over
another.

All coordinates are whole units of the drawing's view box, y downwards. The boxes keep their size on screens
of any width, so a narrow screen gets a layout of its own rather than a shrunken one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, radians

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


WIDE = Canvas(width=760, height=430, letter=8, badge=(38, 28), row=4)
NARROW = Canvas(width=340, height=470, letter=7, badge=(34, 27), row=3)


@dataclass(frozen=True)
class Spot:
    """A place to draw: its name, where it lies (degrees), and how many people leave from it."""

    name: str
    latitude: float
    longitude: float
    people: int


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

    def meets(self, other: "_Box") -> bool:
        return (
            self.x < other.x + other.width + PAD
            and other.x < self.x + self.width + PAD
            and self.y < other.y + other.height + PAD
            and other.y < self.y + self.height + PAD
        )


def lay_out(spots: Sequence[Spot], canvas: Canvas) -> list[Laid]:
    """Where each spot is drawn, the boxes with most people being given their room first."""
    dots = _dots(spots, canvas)
    sizes = [_size(spot, canvas) for spot in spots]
    taken = [_Box(x - 5, y - 5, 10, 10) for x, y in dots]
    boxes: dict[int, _Box] = {}
    for number in sorted(range(len(spots)), key=lambda number: -sizes[number][1]):
        boxes[number] = _free_box(dots[number], sizes[number], taken, canvas)
        taken.append(boxes[number])
    return [_laid(spot.people, dots[number], boxes[number], canvas) for number, spot in enumerate(spots)]


def _dots(spots: Sequence[Spot], canvas: Canvas) -> list[Point]:
    """Positions on the canvas, north up, one scale for both axes (an equirectangular projection)."""
    south, north = min(spot.latitude for spot in spots), max(spot.latitude for spot in spots)
    west, east = min(spot.longitude for spot in spots), max(spot.longitude for spot in spots)
    shrink = cos(radians((south + north) / 2))
    across, up = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    margin_x, margin_y = canvas.width // 6, canvas.height // 6
    scale = min((canvas.width - 2 * margin_x) / across, (canvas.height - 2 * margin_y) / up)
    left = (canvas.width - scale * across) / 2
    top = (canvas.height - scale * up) / 2
    return [
        (round(left + (s.longitude - west) * shrink * scale), round(top + (north - s.latitude) * scale))
        for s in spots
    ]


def _size(spot: Spot, canvas: Canvas) -> tuple[int, int]:
    rows = ceil(spot.people / canvas.row)
    columns = min(spot.people, canvas.row)
    width = max(len(spot.name) * canvas.letter, columns * canvas.badge[0])
    return width, 2 * canvas.letter + 4 + rows * canvas.badge[1]


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


def _laid(people: int, dot: Point, box: _Box, canvas: Canvas) -> Laid:
    width, height = canvas.badge
    middle, below_name = box.x + box.width // 2, box.y + 2 * canvas.letter + 4
    badges = []
    for person in range(people):
        row, column = divmod(person, canvas.row)
        first = middle - min(canvas.row, people - row * canvas.row) * width // 2
        badges.append((first + column * width + width // 2, below_name + row * height + height // 2))
    return Laid(
        dot=dot,
        name=(middle, box.y + 2 * canvas.letter - 2),
        people=tuple(badges),
        edge=(
            min(max(dot[0], box.x), box.x + box.width),
            min(max(dot[1], box.y), box.y + box.height),
        ),
    )
