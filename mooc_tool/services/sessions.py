"""The session that a launch opens. Its token travels in the path, since cookies may be refused in a frame.

token = handle (128 random bits) + keyed mark. The record keeps digests only. A cookie set beside it hardens
the session: once the browser has shown that it keeps the cookie, token and cookie are both demanded.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import SessionEnded
from mooc_tool.records import Course, Role, Session
from mooc_tool.records.base import Moment
from mooc_tool.services import secrecy

HANDLE_LENGTH = 22
_SEEN_GRAIN = timedelta(minutes=5)
# built once: every request asks it; in the order of ``Visit``
_BY_HANDLE = (
    select(
        Session.session_id,
        Session.person_id,
        Session.course_id,
        Session.role,
        Session.language,
        Session.document_target,
        Session.frames,
        Session.name,
        Session.deep_linking,
        Session.cookie_digest,
        Session.bound,
        Session.seen_at,
        Session.ends_at,
        Course.title,
        Course.revision_id,
    )
    .join(Course, Course.course_id == Session.course_id)
    .where(Session.handle_digest == bindparam("digest"))
)
_NEW = insert(Session)


@dataclass(frozen=True)
class Limits:
    """How long a session lives: unused, and in any case."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True)
class Ticket:
    """What the browser is given: the token of the path and the value of the cookie."""

    token: str
    cookie: str


class Visit(NamedTuple):
    """A living session and its course, as one request reads them."""

    session_id: int
    person_id: int
    course_id: int
    role: Role
    language: str
    document_target: str
    frames: str
    name: str | None
    deep_linking: dict[str, Any] | None
    cookie_digest: str
    bound: bool
    seen_at: datetime
    ends_at: datetime
    course_title: str
    revision_id: int


def issue(db: Db, opened: dict[str, Any], secret: bytes) -> Ticket:
    """Store a session, the row ``opened``, under a fresh handle."""
    handle, cookie = secrecy.new_code(), secrecy.new_code()
    digests = {"handle_digest": secrecy.digest(handle), "cookie_digest": secrecy.digest(cookie)}
    db.connection().execute(_NEW, opened | digests)
    return Ticket(handle + secrecy.signature(secret, "session", handle), cookie)


def find(db: Db, token: str, cookie: str | None, *, secret: bytes, limits: Limits, now: datetime) -> Visit:
    """The living session that ``token`` opens.

    Raises SessionEnded: forged, unknown, over, or bound to a browser that is not this one.
    """
    handle = token[:HANDLE_LENGTH]
    mark = secrecy.signature(secret, "session", handle)
    if not hmac.compare_digest(token[HANDLE_LENGTH:].encode(), mark.encode()):
        raise SessionEnded("session-unknown")
    row = db.connection().execute(_BY_HANDLE, {"digest": secrecy.digest(handle)}).one_or_none()
    if row is None:
        raise SessionEnded("session-unknown")
    found = Visit._make(row)
    if now >= found.ends_at or now - found.seen_at >= limits.idle:
        raise SessionEnded("session-over")
    if found.bound and not secrecy.same(cookie, found.cookie_digest):
        raise SessionEnded("session-elsewhere")
    return found


def must_touch(visit: Visit, cookie: str | None, now: datetime) -> bool:
    """Whether ``touch`` has something to write: reads stay reads otherwise."""
    return now - visit.seen_at >= _SEEN_GRAIN or (
        not visit.bound and secrecy.same(cookie, visit.cookie_digest)
    )


_TOUCH = (
    update(Session)
    .where(Session.session_id == bindparam("touched"))
    .values(seen_at=bindparam("now", type_=Moment()), bound=bindparam("is_bound"))
)


def touch(db: Db, visit: Visit, cookie: str | None, now: datetime) -> None:
    """Note that the session is in use, and bind it once the cookie came back."""
    bound = visit.bound or secrecy.same(cookie, visit.cookie_digest)
    db.connection().execute(_TOUCH, {"touched": visit.session_id, "now": now, "is_bound": bound})


def sweep(db: Db, limits: Limits, now: datetime) -> None:
    """Forget sessions that are over, and with them the names they carried."""
    db.execute(delete(Session).where((Session.ends_at <= now) | (Session.seen_at <= now - limits.idle)))
