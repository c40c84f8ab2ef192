"""Lays out a line chart: where its lines, marks, ticks and rules stand, as plain data for a template.

Each series has a dash and a mark of its own, so that it is told apart without colours. Coordinates are units
of the drawing's view box, y downwards. A narrow screen gets a layout of its own, not a shrunken one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Literal

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown

Drawn = Literal["both", "line", "marks"]
STYLES = 6  # dashes and marks, one for each series


@dataclass(frozen=True)
class Series:
    """One line: the name of its word in the template, and its points by growing x.

    A value of None is a gap in the line. ``every``: of its points, each of that number bears a mark.
    ``when``: the step at which a moving picture reaches each point, ascending; None is the row of the table,
    and an empty one stands for a line that is there from the start.
    """

    name: str
    points: Sequence[tuple[float, float | None]]
    drawn: Drawn = "both"
    every: int = 1
    when: Sequence[int] | None = None


@dataclass(frozen=True)
class Rule:
    """An upright line at a moment, with the name of its word."""

    name: str
    at: float


@dataclass(frozen=True)
class Canvas:
    """The view box, the width of a figure's digit, and how many ticks there is room for."""

    name: str
    width: int
    height: int
    digit: int
    ticks: tuple[int, int]


CANVASES = (Canvas("wide", 720, 340, 8, (12, 6)), Canvas("narrow", 320, 300, 8, (6, 5)))
_TOP, _RIGHT, _BOTTOM = 30, 16, 34  # room for the upper axis word and rules, the last mark, the figures below


@dataclass(frozen=True)
class _Scale:
    """From values to one axis of the view box."""

    low: float
    high: float
    start: int
    end: int

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def line_chart(
    series: Sequence[Series], *, rules: Iterable[Rule] = (), x_digits: int = 0, y_digits: int = 0
) -> Shown:
    """The chart of up to six series: both layouts, the rows of its table, and what sums each series up.

    ``x_digits``, ``y_digits``: the decimals with which values are written. The upright axis holds zero.
    Raises ValueError when there is nothing to draw, or too many series to tell apart.
    """
    if not 1 <= len(series) <= STYLES:
        raise ValueError(f"a chart has from 1 to {STYLES} series, not {len(series)}")
    xs = sorted({x for each in series for x, _ in each.points})
    ys = [y for each in series for _, y in each.points if y is not None]
    if not ys:
        raise ValueError("a chart without a single value")
    marked = tuple(rules)
    return {
        "series": [
            {**_summed_up(number, each, y_digits), "reach": _reach(each, xs)}
            for number, each in enumerate(series)
        ],
        "rows": [_row(x, series, y_digits) for x in xs],
        "digits": {"x": x_digits, "y": y_digits},
        "layouts": [_layout(canvas, series, marked, xs, ys, (x_digits, y_digits)) for canvas in CANVASES],
    }


def _row(x: float, series: Sequence[Series], digits: int) -> JsonValue:
    values = (dict(each.points).get(x) for each in series)
    return {"x": x, "values": [None if value is None else round(value, digits) for value in values]}


def _summed_up(number: int, series: Series, digits: int) -> Shown:
    """How the key shows it (in a drawing of 36 by 16), its first, last and highest point.

    A series that is one long gap has no points.
    """
    known = [(x, round(y, digits)) for x, y in series.points if y is not None]
    ends = [known[0], known[-1], max(known, key=lambda point: (point[1], -point[0]))] if known else []
    named = zip(("first", "last", "top"), ends, strict=False)
    points: Shown = {end: {"x": x, "y": y} for end, (x, y) in named}
    return {"name": series.name, "drawn": series.drawn, "key": mark(number, 18, 8), **points}


def _reach(series: Series, xs: Sequence[float]) -> JsonValue:
    """How many points a moving picture has drawn at each step."""
    rows = {x: row for row, x in enumerate(xs)}
    when = series.when if series.when is not None else [rows[x] for x, _ in series.points]
    drawn = [step for step, (_, y) in zip(when, series.points, strict=False) if y is not None]
    steps = range(len(xs) if series.when is None else max(when, default=-1) + 1)
    return [bisect_right(drawn, step) for step in steps]


def _layout(
    canvas: Canvas,
    series: Sequence[Series],
    rules: Sequence[Rule],
    xs: Sequence[float],
    ys: Sequence[float],
    digits: tuple[int, int],
) -> JsonValue:
    y_ticks = ticks(min(0.0, *ys), max(0.0, *ys), canvas.ticks[1], digits[1])
    written = max(len(f"{tick:,.{_digits(y_ticks, digits[1])}f}") for tick in y_ticks)
    left = 12 + canvas.digit * written
    across = _Scale(xs[0], xs[-1] if xs[-1] > xs[0] else xs[0] + 1, left, canvas.width - _RIGHT)
    up = _Scale(y_ticks[0], y_ticks[-1], canvas.height - _BOTTOM, _TOP)
    x_ticks = [tick for tick in ticks(across.low, across.high, canvas.ticks[0], digits[0])
               if across.low <= tick <= across.high]  # fmt: skip
    return {
        "name": canvas.name,
        "width": canvas.width,
        "height": canvas.height,
        "left": left,
        "right": canvas.width - _RIGHT,
        "top": _TOP,
        "bottom": canvas.height - _BOTTOM,
        "base": up.at(0),
        "digits": {"x": _digits(x_ticks, digits[0]), "y": _digits(y_ticks, digits[1])},
        "x_ticks": [{"value": tick, "at": across.at(tick)} for tick in x_ticks],
        "y_ticks": [{"value": tick, "at": up.at(tick)} for tick in y_ticks],
        "rules": [_rule(rule, across) for rule in rules],
        "lines": [_line(number, each, across, up) for number, each in enumerate(series)],
    }


def _digits(values: Sequence[float], digits: int) -> int:
    """Whole ticks need no decimals."""
    return 0 if all(value == int(value) for value in values) else digits


def _rule(rule: Rule, across: _Scale) -> JsonValue:
    """A rule's word stands on the side where there is more room."""
    at = across.at(rule.at)
    return {"name": rule.name, "at": at, "before": at > (across.start + across.end) / 2}


def _line(number: int, series: Series, across: _Scale, up: _Scale) -> JsonValue:
    places = [None if y is None else (across.at(x), up.at(y)) for x, y in series.points]
    line = path(places) if series.drawn != "marks" else ""
    marked = [] if series.drawn == "line" else [*filter(None, places)][:: series.every]
    marks = "".join(mark(number, x, y) for x, y in marked)
    return {"line": line, "marks": marks}


def ticks(low: float, high: float, most: int, digits: int) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten apart) around low and high: about ``most`` at the most."""
    span = max(high - low, 10.0**-digits)
    power = 10.0 ** floor(log10(span / most))
    steps = (power * times for times in (1, 2, 5, 10, 20))
    step = max(next(step for step in steps if span / step <= most), 10.0**-digits)
    first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
    numbers = range(first, max(last, first + 1) + 1)
    return [_whole_if_can_be(round(step * number, digits)) for number in numbers]


def _whole_if_can_be(value: float) -> float:
    return int(value) if value == int(value) else value


def path(places: Sequence[tuple[float, float] | None]) -> str:
    """The path through places; a None lifts the pen."""
    drawn, pen = [], "M"
    for place in places:
        if place is not None:
            drawn.append(f"{pen}{place[0]:g} {place[1]:g}")
        pen = "M" if place is None else "L"
    return "".join(drawn)


_MARKS = (
    "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",  # a disc
    "m-4 -4h8v8h-8z",  # a square
    "m0 -5.5l5 9h-10z",  # a triangle
    "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z",  # a diamond
    "m0 5.5l5 -9h-10z",  # a triangle on its point
    "m-5 -2h3v-3h4v3h3v4h-3v3h-4v-3h-3z",  # a cross
)


def mark(number: int, x: float, y: float) -> str:
    """The path of the series' mark around a place."""
    return f"M{x:g} {y:g}{_MARKS[number % STYLES]}"
