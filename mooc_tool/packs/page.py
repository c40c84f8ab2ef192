"""A rendered page: what templates print, and what checks look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mooc_tool.packs.charts import Drawing
from mooc_tool.packs.films import Film
from mooc_tool.packs.model import Fact, Pack, Term

Say = Callable[[str], str]
"""English sentence -> the same in the language of the page (gettext)."""


@dataclass(frozen=True)
class Html:
    """Safe HTML; Jinja prints it as it is."""

    html: str
    exercise: None = None
    film: None = None
    chart: None = None

    def __html__(self) -> str:
        return self.html


@dataclass(frozen=True)
class ExerciseSlot:
    """Here stands this exercise."""

    exercise: str
    film: None = None
    chart: None = None


@dataclass(frozen=True)
class FilmSlot:
    """Here stands this video."""

    film: Film
    exercise: None = None
    chart: None = None


@dataclass(frozen=True)
class ChartSlot:
    """Here stands this chart, over its caption."""

    chart: Drawing
    caption: Html
    exercise: None = None
    film: None = None


Part = Html | ExerciseSlot | FilmSlot | ChartSlot


@dataclass(frozen=True)
class Heading:
    """A part of the page; ``id`` is its anchor."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Note:
    """A cited fact; ``number`` counts from 1 in order of first citation."""

    number: int
    fact: Fact


@dataclass(frozen=True)
class Page:
    """A page in one language. Print ``parts`` in order, under one ``<h1>`` with ``title``."""

    title: str
    language: str
    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    notes: tuple[Note, ...]
    terms: tuple[Term, ...]
    exercises: tuple[str, ...]
    words: int


@dataclass(frozen=True)
class Addresses:
    """Where links lead. Relative by default, so that a rendered page may be kept and shared."""

    page: Callable[[str], str] = str
    figure: Callable[[str], str] = "figures/{}".format


@dataclass(frozen=True)
class Sheet(Addresses):
    """Where links lead from a page that is one of several on a sheet to print.

    There nothing is folded, words are not linked, headings stand one level lower, and every anchor of the
    page begins with ``place``, so that two pages never share one.
    """

    place: str = ""


@dataclass
class Work:
    """What the rules gather while one page is rendered (markdown-it's ``env["work"]``)."""

    pack: Pack
    language: str
    say: Say
    addresses: Addresses
    citations: dict[str, int] = field(default_factory=dict)  # fact -> note number
    cited: dict[str, int] = field(default_factory=dict)  # fact -> how often
    terms: dict[str, Term] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)  # of headings and of boxes with a title
    in_summary: bool = False  # the title of a folded box is a button: no link may stand in it

    @property
    def on_paper(self) -> bool:
        return isinstance(self.addresses, Sheet)

    @property
    def place(self) -> str:
        return self.addresses.place if isinstance(self.addresses, Sheet) else ""

    @property
    def facts(self) -> Mapping[str, Fact]:
        return self.pack.facts
