"""Choosing what of the course to put in the LMS (LTI: deep linking)."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mooc_tool.errors import NotFound
from mooc_tool.lti.deep_linking import DeepLinkingSettings, Item, response_token
from mooc_tool.lti.families import family_of
from mooc_tool.lti.keys import ToolKey
from mooc_tool.lti.lines import LineSpec
from mooc_tool.packs.model import Pack, Unit, Week
from mooc_tool.records import Course, Target
from mooc_tool.services import copying, platforms
from mooc_tool.services.posting import MAXIMUM

CONTENT = "content"
"""The custom parameter that says what a link opens: it outlives the copy of a course (see ``arrivals``)."""

EVERY_UNIT = "units"
"""What is sent for all units of the weeks at once, each as a link of its own."""


@dataclass(frozen=True)
class Choice:
    """Something to put in the LMS. ``week`` is None for the whole course and for pages outside the weeks.

    ``graded``: the LMS is offered a column for it, since it holds at least one exercise.
    """

    kind: str
    slug: str
    title: str
    week: int | None
    graded: bool

    @property
    def content(self) -> str:
        """How the link names it: ``course``, ``unit/<slug>``, ``exercise/<slug>``."""
        return f"{self.kind}/{self.slug}" if self.slug else self.kind


@dataclass(frozen=True)
class Wish:
    """What to look for: words of the title, a week, a kind; empty asks for nothing."""

    words: str = ""
    week: int | None = None
    kind: str = ""


def settings_of(stored: Mapping[str, Any] | None) -> DeepLinkingSettings:
    """What the platform asked for when it opened the session. Raises NotFound if it asked for nothing."""
    if stored is None:
        raise NotFound("page-unknown")
    return DeepLinkingSettings(**{**stored, "targets": tuple(stored["targets"])})


def choices(pack: Pack, language: str) -> tuple[Choice, ...]:
    """All there is to choose, in the course's order: the course, units with their exercises, other pages."""
    whole = Choice(
        Target.COURSE, "", pack.titles[language], None, graded=any(unit.exercises for unit in pack.units())
    )
    inside = [one for week in pack.weeks for unit in week.units for one in _unit(unit, pack, language, week)]
    outside = [one for page in pack.pages for one in _unit(page, pack, language, None)]
    return (whole, *inside, *outside)


def _unit(unit: Unit, pack: Pack, language: str, week: Week | None) -> list[Choice]:
    number = week.number if week else None
    found = [Choice(Target.UNIT, unit.slug, unit.titles[language], number, graded=bool(unit.exercises))]
    for slug in unit.exercises:
        title = pack.exercises[slug].titles[language]
        found.append(Choice(Target.EXERCISE, slug, title, number, graded=True))
    return found


def search(found: Sequence[Choice], wish: Wish) -> tuple[Choice, ...]:
    """The choices that are wished for; accents and capitals do not count."""
    words = _plain(wish.words).split()
    return tuple(
        choice
        for choice in found
        if all(word in _plain(f"{choice.title} {choice.slug}") for word in words)
        and (wish.week is None or choice.week == wish.week)
        and (not wish.kind or choice.kind == wish.kind)
    )


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def chosen(found: Sequence[Choice], contents: Sequence[str]) -> tuple[Choice, ...]:
    """The choices that ``contents`` name, in the course's order. Raises NotFound for a name that is none."""
    known = {choice.content for choice in found} | {EVERY_UNIT}
    for content in contents:
        if content not in known:
            raise NotFound("unit-unknown", content=content[:100])
    all_units = every_unit(found) if EVERY_UNIT in contents else ()
    return tuple(choice for choice in found if choice.content in contents or choice in all_units)


def every_unit(found: Sequence[Choice]) -> tuple[Choice, ...]:
    """The units of the weeks: together the whole course, with a link and a column for each."""
    return tuple(choice for choice in found if choice.kind == Target.UNIT and choice.week is not None)


def answer(
    course: Course,
    settings: DeepLinkingSettings,
    picked: Sequence[Choice],
    *,
    launch_url: str,
    key: ToolKey,
    now: datetime,
) -> str:
    """The signed choice for the platform; none at all is how one cancels.

    Raises Unreadable: ``one-item-only``.
    """
    deployment = course.deployment
    takes_lines = offers_columns(course, settings)
    reviewable, family = deployment.platform.offers_review, family_of(deployment.platform.family)
    history = {name: asked for name, asked in copying.VARIABLES.items() if asked in family.histories}
    items = [
        _item(one, launch_url, history, takes_lines=takes_lines, reviewable=reviewable) for one in picked
    ]
    return response_token(settings, items, platforms.as_lti(deployment.platform), key, deployment.value, now)


def offers_columns(course: Course, settings: DeepLinkingSettings) -> bool:
    """Whether a choice brings its column: the platform says so, or is of a family that never says so."""
    if settings.accept_line_item is None:
        return family_of(course.deployment.platform.family).lines_in_deep_links == "created"
    return settings.accept_line_item


def _item(
    choice: Choice, launch_url: str, history: Mapping[str, str], *, takes_lines: bool, reviewable: bool
) -> Item:
    line = None
    if takes_lines and choice.graded:
        # 100, a whole number: Moodle takes 1 to 100, Open edX whole numbers only
        line = LineSpec(
            label=choice.title,
            maximum=MAXIMUM,
            tag="",
            resource_id=choice.content,
            reviewable=reviewable,
        )
    return Item(title=choice.title, url=launch_url, custom={CONTENT: choice.content, **history}, line=line)
