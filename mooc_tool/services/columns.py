"""Columns that the tool makes (LTI: line items), where a platform lets it and gives a link none by itself.

A launch notes the wish, one for each placement, so that no column is ever made twice; the worker fulfils it:
take (transaction), find or make (no transaction), settle (transaction). What was earned meanwhile follows.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti import lines
from mooc_tool.lti.connector import Connector, TokenStore
from mooc_tool.lti.launch import Grading, Launch
from mooc_tool.lti.lines import Held, LineSpec
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.packs.model import Pack
from mooc_tool.records import (
    Course,
    Deployment,
    Letter,
    LetterState,
    Line,
    LineWish,
    Placement,
    Platform,
    Score,
    Target,
)
from mooc_tool.services import locks, platforms, posting
from mooc_tool.services.tool import Tool

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""Longer than finding and making takes, so that two workers never make the same column."""
_MOST = 10
_AFTER_REFUSAL = timedelta(days=1)
_NOTHING_TO_SHOW = timedelta(days=7)  # a new edition may have an exercise there
_LONGEST_LABEL = 100
_GONE = (Letter.state == LetterState.REFUSED, Letter.platform_code == "address-gone")


@dataclass(frozen=True)
class Wanted:
    """A wish taken: plain data, so that nothing is held open while the platform is asked."""

    placement_id: int
    wished_at: datetime
    platform: LtiPlatform
    url: str
    scopes: str
    spec: LineSpec
    language: str


def wish(
    db: Db, placement_id: int, line_id: int | None, launch: Launch, language: str, now: datetime
) -> None:
    """Note that a link lacks its column, if the platform lets the tool make one."""
    grading = launch.grading
    if grading is None or grading.line_items is None or lines.SCOPE not in grading.scopes:
        return
    if grading.line_item is None and (line_id is None or _is_gone(db, line_id)):
        _note(db, placement_id, grading, language, now)


def _is_gone(db: Db, line_id: int) -> bool:
    """Whether the platform has said that a column which the tool had made is no longer there."""
    refused = select(Letter.letter_id).join(Letter.line).where(Line.line_id == line_id, Line.ours, *_GONE)
    return db.scalar(refused.limit(1)) is not None


def _note(db: Db, placement_id: int, grading: Grading, language: str, now: datetime) -> None:
    locks.found_or_made(
        db,
        select(LineWish).where(LineWish.placement_id == placement_id),
        lambda: LineWish(
            placement_id=placement_id,
            url=grading.line_items,
            scopes=" ".join(sorted(grading.scopes)),
            language=language,
            wished_at=now,
            next_try_at=now,
        ),
    )


def to_take(
    row: type[LineWish | Line], due: Sequence[ColumnElement[bool]], by: InstrumentedAttribute[Any]
) -> Select[*tuple[Any, ...]]:
    """What is due of links' columns, with course and platform, held for one worker; earliest ``by`` first."""
    return (
        select(row, Course, Platform)
        .join(Placement, Placement.placement_id == row.placement_id)
        .join(Course, Course.course_id == Placement.course_id)
        .join(Deployment, Deployment.deployment_id == Course.deployment_id)
        .join(Platform, Platform.platform_id == Deployment.platform_id)
        .where(*due)
        .options(joinedload(row.placement))
        .order_by(by)
        .limit(_MOST)
        .with_for_update(skip_locked=True, of=row)
    )


# built once, since the worker asks it for ever
_DUE = locks.is_due(LineWish.next_try_at, LineWish.leased_until)
_ANY = select(LineWish.placement_id).where(*_DUE).limit(1)
_WISHES = to_take(LineWish, _DUE, LineWish.next_try_at)


def work(tool: Tool, tokens: TokenStore, now: datetime) -> int:
    """Find or make what is wished for; how many wishes were looked at. Calls the network."""
    with tool.database.reading() as db:
        if db.scalar(_ANY, {"now": now}) is None:
            return 0
    with tool.database.writing() as db:
        wanted = _take(db, tool, now)
    for one in wanted:
        connector = Connector(one.platform, tool.signing_key, tokens, tool.http, now)
        try:
            held = lines.find_or_create(connector, one.url, one.spec)
        except PlatformError as error:
            log.info("column refused", extra={"placement": one.placement_id, "code": error.code})
            with tool.database.writing() as db:
                _postpone(db, one, error, now)
        else:
            with tool.database.writing() as db:
                course_id = _settle(db, one, held, now)
            if course_id is not None:
                _catch_up(tool, course_id, one.language, now)
    return len(wanted)


def _take(db: Db, tool: Tool, now: datetime) -> list[Wanted]:
    taken = []
    for row, course, platform in db.execute(_WISHES, {"now": now}).all():
        spec = _spec(row, tool.library.get(db, course.revision_id).pack, platform)
        if spec is None:
            row.next_try_at = now + _NOTHING_TO_SHOW
            continue
        row.leased_until = now + LEASE
        taken.append(
            Wanted(
                placement_id=row.placement_id,
                wished_at=row.wished_at,
                platform=platforms.as_lti(platform),
                url=row.url,
                scopes=row.scopes,
                spec=spec,
                language=row.language,
            )
        )
    return taken


def _spec(row: LineWish, pack: Pack, platform: Platform) -> LineSpec | None:
    """The column as deep linking would ask for it; None if the link opens nothing that is marked."""
    placement = row.placement
    if not posting.exercises_of(placement.target, placement.slug, pack):
        return None
    kind = placement.target.value
    return LineSpec(
        label=label(placement, pack, row.language),
        maximum=posting.MAXIMUM,
        resource_id=f"{kind}/{placement.slug}" if placement.slug else kind,
        resource_link_id=placement.resource_link,
        reviewable=platform.offers_review,
    )


def label(placement: Placement, pack: Pack, language: str) -> str:
    """What a column is called: the title of what its link opens."""
    unit = pack.unit(placement.slug)
    if placement.target is Target.EXERCISE:
        titles = pack.exercises[placement.slug].titles
    else:
        titles = (unit or pack).titles
    return titles[language][:_LONGEST_LABEL]


def _settle(db: Db, wanted: Wanted, held: Held, now: datetime) -> int | None:
    """Write the column down; its course, unless a launch named the column meanwhile."""
    row = db.get(LineWish, wanted.placement_id, with_for_update=True)
    if row is None:
        return None
    db.delete(row)
    line = locks.found_or_made(
        db,
        select(Line).where(Line.placement_id == wanted.placement_id, Line.tag == ""),
        lambda: Line(
            placement_id=wanted.placement_id, tag="", url=held.url, scopes=wanted.scopes, ours=True
        ),
    )
    if line.ours:
        line.url, line.scopes = held.url, wanted.scopes
        line.label = held.label if held.label == wanted.spec.label else None
        line.language = wanted.language
        refused = select(Letter).where(Letter.line_id == line.line_id, *_GONE).with_for_update()
        for letter in db.scalars(refused):
            posting.restate(letter, now)
    return row.placement.course_id


def _postpone(db: Db, wanted: Wanted, error: PlatformError, now: datetime) -> None:
    row = db.get(LineWish, wanted.placement_id, with_for_update=True)
    if row is None:
        return
    row.leased_until = None
    row.platform_code, row.platform_words = error.code, error.words[:500]
    if isinstance(error, TryLater):
        row.next_try_at = now + posting.pause(now - row.wished_at, error.after)
    else:
        row.next_try_at = now + _AFTER_REFUSAL


def _catch_up(tool: Tool, course_id: int, language: str, now: datetime) -> None:
    """State what was earned before the column was there: one person a transaction."""
    with tool.database.reading() as db:
        course = db.get_one(Course, course_id)
        pack = tool.library.get(db, course.revision_id).pack
        people = db.scalars(select(Score.person_id).where(Score.course_id == course_id).distinct()).all()
    for person_id in people:
        with tool.database.writing() as db:
            posting.write(
                db,
                course_id=course_id,
                person_id=person_id,
                pack=pack,
                language=language,
                now=now,
            )
