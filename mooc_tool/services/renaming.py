"""Columns that the tool made follow the titles of what they show, unless somebody renamed them in the LMS.

Publishing says where to look; the worker looks: take (transaction), rename (no transaction), settle.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti import lines
from mooc_tool.lti.connector import Connector, TokenStore
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.packs.model import Pack
from mooc_tool.records import Line, Placement
from mooc_tool.records.base import Moment
from mooc_tool.services import columns, platforms, posting
from mooc_tool.services.tool import Tool

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
AGAIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Renaming:
    """A column whose title has changed: plain data, so that nothing is held open meanwhile."""

    line_id: int
    leased_until: datetime
    platform: LtiPlatform
    url: str
    before: str
    after: str


def look_again(db: Db, course_id: int, now: datetime) -> None:
    """The course has other texts: its columns' names may no longer fit."""
    placed = select(Placement.placement_id).where(Placement.course_id == course_id)
    db.execute(
        update(Line)
        .where(Line.placement_id.in_(placed), Line.ours, Line.label.is_not(None))
        .values(rename_at=now),
        execution_options={"synchronize_session": False},
    )


# built once, since the worker asks it for ever
_IS_DUE = Line.rename_at <= bindparam("now", type_=Moment())
_ANY = select(Line.line_id).where(_IS_DUE).limit(1)
_DUE = columns.to_take(Line, [_IS_DUE], Line.rename_at)


def work(tool: Tool, tokens: TokenStore, now: datetime) -> int:
    """Rename what is to be renamed; how many columns that was tried for. Calls the network."""
    with tool.database.reading() as db:
        if db.scalar(_ANY, {"now": now}) is None:
            return 0
    with tool.database.writing() as db:
        taken = _take(db, tool, now)
    for one in taken:
        outcome = _rename(one, Connector(one.platform, tool.signing_key, tokens, tool.http, now), now)
        with tool.database.writing() as db:
            _settle(db, one, outcome)
    return len(taken)


def _take(db: Db, tool: Tool, now: datetime) -> list[Renaming]:
    taken = []
    for line, course, platform in db.execute(_DUE, {"now": now}).all():
        after = _label(line, tool.library.get(db, course.revision_id).pack)
        if line.label is None or after in {None, line.label}:
            line.rename_at = None
            continue
        line.rename_at = now + LEASE
        known = platforms.as_lti(platform)
        taken.append(Renaming(line.line_id, line.rename_at, known, line.url, line.label, after))
    return taken


def _label(line: Line, pack: Pack) -> str | None:
    """What the column is to be called; None if its link opens nothing any more that is marked."""
    place = line.placement
    if line.language is None or not posting.exercises_of(place.target, place.slug, pack):
        return None
    return columns.label(place, pack, line.language)


def _rename(one: Renaming, connector: Connector, now: datetime) -> dict[str, Any]:
    """What to write down of the column. A name that somebody gave it in the LMS is theirs for good."""
    try:
        ours = lines.rename(connector, one.url, one.before, one.after)
    except TryLater as error:
        return {"rename_at": now + max(AGAIN, timedelta(seconds=error.after or 0))}
    except PlatformError as error:
        log.info("column not renamed", extra={"line": one.line_id, "code": error.code})
        return {"rename_at": None}
    return {"rename_at": None, "label": one.after if ours else None}


def _settle(db: Db, one: Renaming, outcome: dict[str, Any]) -> None:
    line = db.get(Line, one.line_id, with_for_update=True)
    if line is None or line.url != one.url:
        return
    if line.rename_at != one.leased_until:
        del outcome["rename_at"]  # published again meanwhile: to be looked at again
    for name, value in outcome.items():
        setattr(line, name, value)
