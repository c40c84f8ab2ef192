"""A sweep as a picture: a line for each setting, told apart by dashes and marks, also in print."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from xml.etree import ElementTree as ET

from mooc_tool.services.sweeps import ALIVE, Cell, Outcome

_WIDTH, _LEFT, _TOP, _PLOT_WIDTH, _PLOT_HEIGHT, _ROW = 720, 70, 50, 620, 320, 20
_COLOURS = ("#0072b2", "#b35900", "#00795a", "#a3457a", "#000000")  # after Okabe and Ito, darker
_DASHES = ("", "8 4", "2 4", "14 4 2 4")  # one fewer than colours: together they tell 20 lines apart
Line = Sequence[tuple[float, float]]


def lines_of(outcomes: Iterable[Outcome]) -> dict[str, Line]:
    """For each setting (initial share, share present in the end), by initial share."""
    lines: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in sorted(outcomes):
        lines[_label(one.cell)].append((one.cell.initial, one.present))
    return dict(lines)


def _label(cell: Cell) -> str:
    services = "two separate services" if cell.separate else "one service"
    return f"{cell.people:,} people, {services}, €{cell.incentive:g} a match"


def as_svg(outcomes: Sequence[Outcome]) -> bytes:
    """The picture. Its white ground is its own, so that it reads on any page."""
    lines = lines_of(outcomes)
    height = _TOP + _PLOT_HEIGHT + 70 + _ROW * len(lines)
    svg = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDTH} {height}", "role": "img",
        "aria-labelledby": "title desc", "font-family": "sans-serif", "font-size": "13", "fill": "#1a1a1a",
    })  # fmt: skip
    weeks = max((one.cell.weeks for one in outcomes), default=0)
    title = f"People present after {weeks} weeks, by how many began"
    _add(svg, "title", title, id="title")
    _add(svg, "desc", _described(lines), id="desc")
    _add(svg, "rect", width=_WIDTH, height=height, fill="#ffffff")
    _add(svg, "text", title, x=_LEFT, y=26, font_size=16, font_weight="bold")
    most = max((x for line in lines.values() for x, _ in line), default=0.0) or 1.0
    _axes(svg, most)
    styles = zip(cycle(_COLOURS), cycle(_DASHES), strict=True)
    for row, ((label, line), style) in enumerate(zip(lines.items(), styles, strict=False)):
        _draw(svg, line, most, style)
        _key(svg, label, _TOP + _PLOT_HEIGHT + 70 + _ROW * row, style)
    drawn: bytes = ET.tostring(svg, encoding="utf-8", xml_declaration=True)
    return drawn


def _described(lines: Mapping[str, Line]) -> str:
    """In words: from where each line lives."""
    said = []
    for label, line in lines.items():
        living = [x for x, y in line if y > ALIVE]
        found = f"over half are present when {min(living):.0%} begin" if living else "never over half present"
        said.append(f"{label}: {found}.")
    return " ".join(said)


def _axes(svg: ET.Element, most: float) -> None:
    bottom = _TOP + _PLOT_HEIGHT
    for step in range(5):
        x, y = _place(most * step / 4, step / 4, most)
        _add(svg, "line", x1=_LEFT, x2=_LEFT + _PLOT_WIDTH, y1=y, y2=y, stroke="#cccccc")
        _add(svg, "text", f"{step / 4:.0%}", x=_LEFT - 8, y=y + 4, text_anchor="end")
        _add(svg, "text", f"{25 * most * step:.3g}%", x=x, y=bottom + 18, text_anchor="middle")
    _add(svg, "path", d=f"M{_LEFT} {_TOP}V{bottom}H{_LEFT + _PLOT_WIDTH}", fill="none", stroke="#1a1a1a")
    middle = _LEFT + _PLOT_WIDTH // 2
    _add(svg, "text", "share of all people who begin", x=middle, y=bottom + 40, text_anchor="middle")


def _draw(svg: ET.Element, line: Line, most: float, style: tuple[str, str]) -> None:
    colour, dashes = style
    places = [_place(x, y, most) for x, y in line]
    points = " ".join(f"{x},{y}" for x, y in places)
    _add(svg, "polyline", points=points, fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dashes)
    for x, y in places:
        _add(svg, "circle", cx=x, cy=y, r=3, fill=colour)


def _key(svg: ET.Element, label: str, y: int, style: tuple[str, str]) -> None:
    colour, dashes = style
    path = f"M{_LEFT} {y - 4}h50"
    _add(svg, "path", d=path, stroke=colour, stroke_width=2, stroke_dasharray=dashes)
    _add(svg, "text", label, x=_LEFT + 60, y=y)


def _place(x: float, y: float, most: float) -> tuple[float, float]:
    return round(_LEFT + _PLOT_WIDTH * x / most, 1), round(_TOP + _PLOT_HEIGHT * (1 - y), 1)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: object) -> None:
    """An element; attributes with dashes are written with underscores, empty ones left out."""
    named = {name.replace("_", "-"): str(value) for name, value in attributes.items() if value != ""}
    ET.SubElement(parent, tag, named).text = text or None
