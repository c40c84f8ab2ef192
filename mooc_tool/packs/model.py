"""A course pack as read: frozen, typed, without the text of its pages (that stays in the files).

These classes are also the shapes of the TOML tables: pydantic checks them, fault by fault.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from mooc_tool.packs.typography import typeset_plain

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Texts = Mapping[Language, Text]
"""The same text in each language of the pack."""
Points = Annotated[float, Field(ge=0, le=100)]
Digits = Annotated[int, Field(ge=0, le=3)]
Grade = Literal["A", "B", "C", "H", "M"]

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Fact:
    """A printed figure and where it comes from (``facts.toml``).

    ``grade``: A official or primary document, B first-hand figure reported by others, C second-hand,
    H worked out here by the course's model, M from memory: never printed. ``checked_on``: the day on
    which the figure was last compared with its source. ``label``: what to call the source in short, if not
    by its first words.
    """

    __pydantic_config__ = STRICT

    id: Annotated[str, StringConstraints(pattern=r"^F-\d{3}$")]
    says: Texts
    values: tuple[float, ...]
    unit: Text
    source: Text
    year: Annotated[int, Field(ge=1800, le=2100)]
    grade: Grade
    checked_on: date
    url: Annotated[str, StringConstraints(pattern=r"^https?://")] | None = None
    label: Text | None = None

    @property
    def short(self) -> str:
        """The source in a few words: its label, or ``source`` up to the first comma, semicolon or bracket."""
        return self.label or re.split(r"\s*[,;(]", self.source, maxsplit=1)[0]

    def said(self, language: str) -> str:
        """The note, typeset."""
        return typeset_plain(self.says.get(language) or next(iter(self.says.values())), language)

    def cited(self, language: str) -> str:
        """The source, typeset for a page in ``language``."""
        return typeset_plain(self.source, language)


@dataclass(frozen=True)
class Wording:
    """A glossary term in one language; ``forms`` are its other spellings, such as the plural."""

    __pydantic_config__ = STRICT

    term: Text
    definition: Text
    forms: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Term:
    """A glossary entry (``glossary.toml``)."""

    __pydantic_config__ = STRICT

    id: Slug
    wordings: Mapping[Language, Wording]

    def said(self, language: str) -> tuple[str, str]:
        """The word and its definition, typeset."""
        wording = self.wordings[language]
        return typeset_plain(wording.term, language), typeset_plain(wording.definition, language)


@dataclass(frozen=True)
class Exercise:
    """An exercise of the course (``exercises/<slug>.toml``) or a quiz, the same in every language.

    ``optional``: beyond the minutes of its unit; it counts for no certificate.
    """

    __pydantic_config__ = STRICT

    slug: Slug
    kind: Slug
    titles: Texts
    params: Mapping[str, object] = field(default_factory=dict)
    points: Annotated[int, Field(gt=0, le=1000)] = 100
    tries: Annotated[int, Field(gt=0, le=100)] | None = 3
    minutes: Annotated[int, Field(ge=0, le=240)] = 15
    optional: bool = False


@dataclass(frozen=True)
class ChartLine:
    """A line of a chart: its points by growing x."""

    __pydantic_config__ = STRICT

    names: Texts
    points: Annotated[tuple[tuple[float, float], ...], Field(min_length=2, max_length=400)]
    drawn: Literal["both", "line", "marks"] = "line"


@dataclass(frozen=True)
class ChartRule:
    """An upright line where something happens."""

    __pydantic_config__ = STRICT

    names: Texts
    at: float


@dataclass(frozen=True)
class ChartBar:
    """A bar of a chart, by its length."""

    __pydantic_config__ = STRICT

    names: Texts
    value: Annotated[float, Field(ge=0)]


@dataclass(frozen=True)
class Chart:
    """A figure drawn from its numbers (``charts/<slug>.toml``): lines or bars, the same in every language.

    ``alt``: what it shows, for whoever does not see the lines; bars are read as they are. ``captions``:
    inline Markdown, which cites. ``computed``: how the course's engine worked the numbers out. ``x``, ``y``:
    what stands along the axes, of bars ``y`` alone; ``digits``: decimals of lines along x and y.
    """

    __pydantic_config__ = STRICT

    slug: Slug
    titles: Texts
    captions: Texts
    y: Texts
    x: Texts = field(default_factory=dict)
    alt: Texts = field(default_factory=dict)
    computed: Texts = field(default_factory=dict)
    digits: tuple[Digits, Digits] = (0, 0)
    lines: Annotated[tuple[ChartLine, ...], Field(max_length=6)] = ()
    rules: tuple[ChartRule, ...] = ()
    bars: Annotated[tuple[ChartBar, ...], Field(max_length=12)] = ()


@dataclass(frozen=True)
class Rule:
    """What a level of certification asks for; what is ``None`` or empty is not asked.

    ``mean``: weighted mean of the points (0-100) of all counted exercises; ``week_minimum``: the same
    within each week; ``required``: points for single exercises; ``share_done``: share (0-1) of the
    counted exercises that were answered at least once. ``over``: the counted exercises, all if empty.
    """

    __pydantic_config__ = STRICT

    mean: Points | None = None
    week_minimum: Points | None = None
    required: Mapping[Slug, Points] = field(default_factory=dict)
    share_done: Annotated[float, Field(ge=0, le=1)] | None = None
    over: tuple[Slug, ...] = ()


@dataclass(frozen=True)
class Level:
    """One thing a learner can be certified for, such as « attestation de réussite »."""

    __pydantic_config__ = STRICT

    id: Slug
    titles: Texts
    rule: Rule


@dataclass(frozen=True)
class CertificationRule:
    """The levels, and how much each exercise weighs in a mean (1 where nothing is said).

    ``main``: the level that reports count, the first one where nothing is said.
    """

    __pydantic_config__ = STRICT

    levels: tuple[Level, ...] = ()
    weights: Mapping[Slug, Annotated[float, Field(ge=0)]] = field(default_factory=dict)
    main: Slug | None = None

    @property
    def main_level(self) -> Level:
        """The level that reports count."""
        return (self.level(self.main) if self.main else None) or self.levels[0]

    def level(self, name: str) -> Level | None:
        """The level with this id."""
        return next((level for level in self.levels if level.id == name), None)


@dataclass(frozen=True)
class Unit:
    """A page of the course. ``exercises``, ``charts``: those it names, in order. ``minutes`` is 0 outside the
    weeks. ``after``: a page outside the weeks that is read after them.
    """

    slug: str
    titles: Mapping[str, str]
    minutes: int
    exercises: tuple[str, ...] = ()
    after: bool = False
    charts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Week:
    """A week and its units in order."""

    number: int
    titles: Mapping[str, str]
    minutes: int
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Pack:
    """A whole course. ``pages`` are untimed pages outside the weeks, such as « À propos »."""

    slug: str
    titles: Mapping[str, str]
    languages: tuple[str, ...]
    weeks: tuple[Week, ...]
    pages: tuple[Unit, ...]
    exercises: Mapping[str, Exercise]
    rule: CertificationRule
    facts: Mapping[str, Fact]
    glossary: Mapping[str, Term]
    licence: str
    authors: tuple[str, ...]
    hours: int
    video_platforms: tuple[str, ...] = ()
    charts: Mapping[str, Chart] = field(default_factory=dict)

    def units(self) -> Iterator[Unit]:
        """Every unit of every week, in order."""
        for week in self.weeks:
            yield from week.units

    def unit(self, slug: str) -> Unit | None:
        """The unit or untimed page with this slug."""
        return next((unit for unit in (*self.units(), *self.pages) if unit.slug == slug), None)

    def week(self, number: int) -> Week | None:
        """The week with this number."""
        return next((week for week in self.weeks if week.number == number), None)

    def week_of(self, slug: str) -> Week | None:
        """The week that holds this unit; untimed pages have none."""
        return next((week for week in self.weeks if any(unit.slug == slug for unit in week.units)), None)

    def unit_with(self, exercise: str) -> Unit | None:
        """The first unit or untimed page that holds this exercise."""
        return next((unit for unit in (*self.units(), *self.pages) if exercise in unit.exercises), None)
