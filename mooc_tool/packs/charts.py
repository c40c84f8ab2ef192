"""Charts: a fence that names a table of numbers of the pack, which is drawn where the fence stands.

The caption becomes part of the page's tokens, so that what it cites is numbered, checked and noted like text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.line_chart import Rule, Series, line_chart
from mooc_tool.packs.files import Files
from mooc_tool.packs.model import Chart, Texts
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.schema import CHART
from mooc_tool.packs.tables import read_toml, shaped
from mooc_tool.packs.typography import typeset_plain

OPEN, CLOSE = "chart_open", "chart_close"


@dataclass(frozen=True)
class Bar:
    """A bar: what it stands for, and its length beside the longest (0..100)."""

    name: str
    value: float
    length: float


@dataclass(frozen=True)
class Drawing:
    """A chart in one language, ready for a template. ``lines`` is None for bars; ``names``: of its series and
    rules, by the words that the layout uses.
    """

    id: str
    title: str
    alt: str
    x: str
    y: str
    computed: str
    names: Mapping[str, str]
    lines: Shown | None
    bars: tuple[Bar, ...]


def chart_path(name: str) -> str:
    """Where a chart lies in a pack."""
    return f"charts/{name}.toml"


def read_charts(files: Files) -> tuple[dict[str, Chart], tuple[Problem, ...], frozenset[str]]:
    """The charts that can be read, what is wrong with the others, and their names."""
    charts: dict[str, Chart] = {}
    problems: list[Problem] = []
    broken = set()
    for path in sorted(files):
        name = PurePosixPath(path).stem
        if path != chart_path(name):
            continue
        document, faults = read_toml(path, files[path])
        chart = None
        if not faults:
            chart, faults = shaped(path, files[path], {"slug": name, **document}, CHART)
        problems += faults
        if chart:
            charts[name] = chart
        else:
            broken.add(name)
    return charts, tuple(problems), frozenset(broken)


def plug(md: MarkdownIt) -> None:
    """Teach the parser to put captions where charts stand."""
    md.core.ruler.after("block", "charts", _place)


def is_chart(token: Token) -> bool:
    """Whether the token is a fence that names a chart; that of a known one in its place is gone by then."""
    return token.type == "fence" and token.info.strip() == "chart"


def name_of(token: Token) -> str:
    """The slug that a chart's fence holds."""
    return next((line.strip() for line in token.content.splitlines() if line.strip()), "")


def drawing(chart: Chart, language: str, place: str = "") -> Drawing:
    """The chart for a page in ``language``; its id begins with ``place``."""

    def say(texts: Texts) -> str:
        return typeset_plain(texts.get(language, ""), language)

    longest = max((bar.value for bar in chart.bars), default=0) or 1
    named = {f"line-{at}": line.names for at, line in enumerate(chart.lines)}
    named |= {f"rule-{at}": rule.names for at, rule in enumerate(chart.rules)}
    return Drawing(
        id=f"{place}chart-{chart.slug}",
        title=say(chart.titles),
        alt=say(chart.alt),
        x=say(chart.x),
        y=say(chart.y),
        computed=say(chart.computed),
        names={name: say(texts) for name, texts in named.items()},
        lines=_lines(chart) if chart.lines else None,
        bars=tuple(Bar(say(bar.names), bar.value, round(100 * bar.value / longest, 1)) for bar in chart.bars),
    )


def _lines(chart: Chart) -> Shown:
    series = [Series(f"line-{at}", line.points, line.drawn) for at, line in enumerate(chart.lines)]
    rules = [Rule(f"rule-{at}", rule.at) for at, rule in enumerate(chart.rules)]
    return line_chart(series, rules=rules, x_digits=chart.digits[0], y_digits=chart.digits[1])


def _place(state: StateCore) -> None:
    tokens: list[Token] = []
    for token in state.tokens:
        known = state.env["work"].pack.charts
        chart = known.get(name_of(token)) if is_chart(token) and token.level == 0 else None
        tokens += _tokens(token, chart, state.env["work"].language) if chart else [token]
    state.tokens = tokens


def _tokens(fence: Token, chart: Chart, language: str) -> list[Token]:
    meta = {"chart": chart}
    caption, marked = chart.captions.get(language, ""), {"caption": True}
    return [
        Token(OPEN, "", 1, map=fence.map, block=True, meta=meta),
        Token("inline", "", 0, level=1, map=fence.map, content=caption, children=[], block=True, meta=marked),
        Token(CLOSE, "", -1, block=True, meta=meta),
    ]
