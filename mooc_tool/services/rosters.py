"""Whom the LMS lists as learners of a course (LTI: names and roles).

An instructor who comes, or a button, asks for the list; the worker reads it: take (transaction), read (no
transaction), settle (transaction). Of most people on it the tool knows nothing and shall know nothing: kept
are digests keyed with the installation's secret.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti import members
from mooc_tool.lti.connector import Connector, TokenStore
from mooc_tool.lti.members import Member
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.records import Course, Deployment, Enrolment, Platform, Roster
from mooc_tool.services import locks, platforms, posting, secrecy
from mooc_tool.services.tool import Tool

log = logging.getLogger(__name__)

FRESH = timedelta(hours=1)
"""A list read that short a while ago is not read again because an instructor comes."""
WHOLE_EVERY = timedelta(days=7)
"""Differences may be lost on the way: the whole list is read again after that."""
KEPT = timedelta(days=30)
LEASE = timedelta(minutes=15)
_GIVEN_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Task:
    """A list to read: plain data, so that nothing is held open meanwhile."""

    course_id: int
    platform: LtiPlatform
    url: str
    differences_url: str | None
    asked_at: datetime


@dataclass(frozen=True)
class Reading:
    """What was read: everybody (``whole``), or what has changed."""

    found: tuple[Member, ...]
    whole: bool
    differences_url: str | None


def ask(db: Db, course_id: int, now: datetime, *, again: bool = False) -> None:
    """Have the list read, unless it was a short while ago; ``again``: in any case."""
    row = locks.found_or_made(
        db,
        select(Roster).where(Roster.course_id == course_id),
        lambda: Roster(course_id=course_id, asked_at=now),
    )
    fresh = row.read_at is not None and now - row.read_at < FRESH
    if row.due_at is None and (again or not fresh):
        row.asked_at, row.due_at = now, now


# built once, since the worker asks it for ever
_DUE = locks.is_due(Roster.due_at, Roster.leased_until)
_ANY = select(Roster.course_id).where(*_DUE).limit(1)
_NEXT = (
    select(Roster, Course, Platform)
    .join(Course, Course.course_id == Roster.course_id)
    .join(Deployment, Deployment.deployment_id == Course.deployment_id)
    .join(Platform, Platform.platform_id == Deployment.platform_id)
    .where(*_DUE, Course.members_url.is_not(None))
    .order_by(Roster.due_at)
    .limit(1)
    .with_for_update(skip_locked=True, of=Roster)
)


def work(tool: Tool, tokens: TokenStore, now: datetime) -> int:
    """Read one list that is due; how many were read. Calls the network."""
    with tool.database.reading() as db:
        if db.scalar(_ANY, {"now": now}) is None:
            return 0
    with tool.database.writing() as db:
        task = _take(db, now)
    if task is None:
        return 0
    try:
        reading = _read(Connector(task.platform, tool.signing_key, tokens, tool.http, now), task)
    except PlatformError as error:
        log.info("roster refused", extra={"course": task.course_id, "code": error.code})
        with tool.database.writing() as db:
            _postpone(db, task, error, now)
    else:
        platform_id = task.platform.platform_id
        digests = {one.user: digest(tool.secret, platform_id, one.user) for one in reading.found}
        with tool.database.writing() as db:
            _settle(db, task, reading, digests, now)
    return 1


def digest(secret: bytes, platform_id: int, user: str) -> str:
    """What stands for somebody on a list: who has not the secret cannot even try numbers out."""
    return secrecy.signature(secret, "enrolment", str(platform_id), user)


def _take(db: Db, now: datetime) -> Task | None:
    found = db.execute(_NEXT, {"now": now}).one_or_none()
    if found is None:
        return None
    row, course, platform = found
    row.leased_until = now + LEASE
    known = row.whole_at is not None and now - row.whole_at < WHOLE_EVERY
    return Task(
        course_id=row.course_id,
        platform=platforms.as_lti(platform),
        url=course.members_url or "",
        differences_url=row.differences_url if known else None,
        asked_at=row.asked_at,
    )


def _read(connector: Connector, task: Task) -> Reading:
    if task.differences_url is not None:
        try:
            return _whole(members.differences(connector, task.differences_url), whole=False)
        except TryLater:
            raise
        except PlatformError as error:  # an address may end; then all is read again
            log.info("roster differences refused", extra={"course": task.course_id, "code": error.code})
    return _whole(members.everybody(connector, task.url), whole=True)


def _whole(pages: Iterable[members.Page], *, whole: bool) -> Reading:
    read = tuple(pages)
    found = tuple(member for page in read for member in page.members)
    return Reading(found, whole, read[-1].differences if read else None)


def _settle(db: Db, task: Task, reading: Reading, digests: dict[str, str], now: datetime) -> None:
    row = db.get(Roster, task.course_id, with_for_update=True)
    if row is None:
        return
    kept = listed(db, task.course_id)
    here = {digests[one.user] for one in reading.found if one.learns}
    left = kept - here if reading.whole else {digests[one.user] for one in reading.found if not one.learns}
    _drop(db, task.course_id, sorted(left & kept))
    db.add_all(Enrolment(course_id=task.course_id, digest=one) for one in sorted(here - kept))
    row.due_at = row.leased_until = None
    row.read_at, row.differences_url = now, reading.differences_url
    row.whole_at = now if reading.whole else row.whole_at
    row.platform_code = row.platform_words = None


def listed(db: Db, course_id: int) -> set[str]:
    """The digests of a course's list."""
    return set(db.scalars(select(Enrolment.digest).where(Enrolment.course_id == course_id)))


def _drop(db: Db, course_id: int, digests: Sequence[str]) -> None:
    gone = delete(Enrolment).where(Enrolment.course_id == course_id, Enrolment.digest == bindparam("gone"))
    if digests:
        db.connection().execute(gone, [{"gone": one} for one in digests])


def _postpone(db: Db, task: Task, error: PlatformError, now: datetime) -> None:
    row = db.get(Roster, task.course_id, with_for_update=True)
    if row is None:
        return
    row.leased_until = None
    row.platform_code, row.platform_words = error.code, error.words[:500]
    waits = isinstance(error, TryLater) and now - task.asked_at < _GIVEN_UP_AFTER
    asked = error.after if isinstance(error, TryLater) else None
    row.due_at = now + posting.pause(now - task.asked_at, asked) if waits else None


def sweep(db: Db, now: datetime) -> None:
    """Forget lists that nobody has asked for in a while."""
    old = select(Roster.course_id).where(Roster.asked_at <= now - KEPT)
    db.execute(delete(Enrolment).where(Enrolment.course_id.in_(old)))
    db.execute(delete(Roster).where(Roster.asked_at <= now - KEPT))


def forget(db: Db, secret: bytes, platform_id: int, user: str) -> None:
    """Take somebody off all lists that are kept."""
    db.execute(delete(Enrolment).where(Enrolment.digest == digest(secret, platform_id, user)))
