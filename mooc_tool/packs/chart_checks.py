"""What is wrong with the charts of a pack and with their places."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from mooc_tool.packs.charts import OPEN, chart_path, is_chart, name_of
from mooc_tool.packs.files import Files
from mooc_tool.packs.model import Chart, Pack
from mooc_tool.packs.parser import walk
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.tables import line_of


def chart_problems(pack: Pack, files: Files) -> Iterator[Problem]:
    """Charts without text, without source, or that cannot be drawn."""
    for name, chart in pack.charts.items():
        path = chart_path(name)
        for code, field in _faults(chart):
            yield Problem(path, line_of(files[path], (field,)), code, {"chart": name})
        for field, texts in _texts(chart):
            for language in pack.languages:
                if language not in texts:
                    data = {"field": field, "language": language}
                    place = tuple(int(part) if part.isdigit() else part for part in field.split("."))
                    yield Problem(path, line_of(files[path], place), "language-missing", data)


def place_problems(
    tokens: Sequence[Token], path: str, pack: Pack, broken: frozenset[str]
) -> Iterator[Problem]:
    """Fences that name no chart, stand inside something, or name one again."""
    seen = set()
    for token, line in walk(list(tokens)):
        if token.type == OPEN:
            name = token.meta["chart"].slug
            if name in seen:
                yield Problem(path, line, "chart-twice", {"chart": name})
            seen.add(name)
        elif is_chart(token):
            name = name_of(token)
            if name not in pack.charts and name not in broken:
                yield Problem(path, line, "chart-unknown", {"chart": name})
            if token.level:
                yield Problem(path, line, "chart-nested", {"chart": name})


def _faults(chart: Chart) -> Iterator[tuple[str, str]]:
    if bool(chart.lines) is bool(chart.bars):
        yield "chart-lines-or-bars", "slug"
    if chart.lines and not chart.alt:
        yield "chart-alt-missing", "titles"
    if chart.lines and not chart.x:
        yield "chart-axis-missing", "titles"
    if not chart.computed and any("[^F-" not in caption for caption in chart.captions.values()):
        yield "chart-source-missing", "captions"
    if any(before >= after for line in chart.lines for (before, _), (after, _) in pairwise(line.points)):
        yield "chart-points-back", "lines"


def _texts(chart: Chart) -> Iterator[tuple[str, dict[str, str]]]:
    fields = {"titles": chart.titles, "captions": chart.captions, "y": chart.y}
    fields |= {name: texts for name, texts in (("x", chart.x), ("alt", chart.alt)) if texts}
    fields |= {"computed": chart.computed} if chart.computed else {}
    for kind in ("lines", "rules", "bars"):
        fields |= {f"{kind}.{at}.names": one.names for at, one in enumerate(getattr(chart, kind))}
    for field, texts in fields.items():
        yield field, dict(texts)
