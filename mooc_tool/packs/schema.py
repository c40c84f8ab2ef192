"""The shape of ``pack.toml``, before the pages have told their titles and exercises."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from mooc_tool.packs.model import (
    STRICT,
    CertificationRule,
    Chart,
    Exercise,
    Fact,
    Language,
    Slug,
    Term,
    Text,
    Texts,
)

Origin = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$")]


@dataclass(frozen=True)
class PageEntry:
    """A page outside the weeks; ``after``: it is read after them, not before."""

    __pydantic_config__ = STRICT

    slug: Slug
    after: bool = False


@dataclass(frozen=True)
class UnitEntry:
    """A unit of a week; ``minutes`` is the learner's time, exercises included."""

    __pydantic_config__ = STRICT

    slug: Slug
    minutes: Annotated[int, Field(gt=0, le=240)]


@dataclass(frozen=True)
class WeekEntry:
    """A week; ``minutes`` is what its units must add up to."""

    __pydantic_config__ = STRICT

    number: Annotated[int, Field(gt=0, le=99)]
    titles: Texts
    minutes: Annotated[int, Field(gt=0, le=2400)]
    units: Annotated[tuple[UnitEntry, ...], Field(min_length=1)]


@dataclass(frozen=True)
class PackEntry:
    """The whole of ``pack.toml``."""

    __pydantic_config__ = STRICT

    slug: Slug
    titles: Texts
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    licence: Text
    authors: Annotated[tuple[Text, ...], Field(min_length=1)]
    hours: Annotated[int, Field(gt=0, le=1000)]
    weeks: Annotated[tuple[WeekEntry, ...], Field(min_length=1)]
    pages: tuple[PageEntry, ...] = ()
    video_platforms: tuple[Origin, ...] = ()
    certification: CertificationRule = field(default_factory=CertificationRule)


PACK = TypeAdapter(PackEntry).validate_python
FACT = TypeAdapter(Fact).validate_python
TERM = TypeAdapter(Term).validate_python
CHART = TypeAdapter(Chart).validate_python
EXERCISE = TypeAdapter(Exercise).validate_python
