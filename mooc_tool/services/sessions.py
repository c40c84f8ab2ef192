"""The session that a launch opens. Its token travels in the path, since cookies may be refused in a frame.

token = handle (128 random bits) + keyed mark. The record keeps digests only. A cookie set beside it hardens
the session: once the browser has shown that it keeps the cookie, token and cookie are both demanded.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.errors import SessionEnded
from mooc_tool.records import Session
from mooc_tool.records.base import Moment
from mooc_tool.services import secrecy

HANDLE_LENGTH = 22
_SEEN_GRAIN = timedelta(minutes=5)
# built once: every request asks it
_BY_HANDLE = (
    select(Session).where(Session.handle_digest == bindparam("digest")).options(joinedload(Session.course))
)


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


def issue(db: Db, record: Session, secret: bytes) -> Ticket:
    """Store ``record`` under a fresh handle."""
    handle, cookie = secrecy.new_code(), secrecy.new_code()
    record.handle_digest = secrecy.digest(handle)
    record.cookie_digest = secrecy.digest(cookie)
    db.add(record)
    return Ticket(handle + secrecy.signature(secret, "session", handle), cookie)


def find(db: Db, token: str, cookie: str | None, *, secret: bytes, limits: Limits, now: datetime) -> Session:
    """The living session that ``token`` opens.

    Raises SessionEnded: forged, unknown, over, or bound to a browser that is not this one.
    """
    handle = token[:HANDLE_LENGTH]
    mark = secrecy.signature(secret, "session", handle)
    if not hmac.compare_digest(token[HANDLE_LENGTH:].encode(), mark.encode()):
        raise SessionEnded("session-unknown")
    record = db.scalar(_BY_HANDLE, {"digest": secrecy.digest(handle)})
    if record is None:
        raise SessionEnded("session-unknown")
    if now >= record.ends_at or now - record.seen_at >= limits.idle:
        raise SessionEnded("session-over")
    if record.bound and not secrecy.same(cookie, record.cookie_digest):
        raise SessionEnded("session-elsewhere")
    return record


def must_touch(record: Session, cookie: str | None, now: datetime) -> bool:
    """Whether ``touch`` has something to write: reads stay reads otherwise."""
    return now - record.seen_at >= _SEEN_GRAIN or (
        not record.bound and secrecy.same(cookie, record.cookie_digest)
    )


_TOUCH = (
    update(Session)
    .where(Session.session_id == bindparam("touched"))
    .values(seen_at=bindparam("now", type_=Moment()), bound=bindparam("is_bound"))
    .execution_options(synchronize_session=False)
)


def touch(db: Db, record: Session, cookie: str | None, now: datetime) -> None:
    """Note that the session is in use, and bind it once the cookie came back."""
    bound = record.bound or secrecy.same(cookie, record.cookie_digest)
    db.connection().execute(_TOUCH, {"touched": record.session_id, "now": now, "is_bound": bound})


def sweep(db: Db, limits: Limits, now: datetime) -> None:
    """Forget sessions that are over, and with them the names they carried."""
    db.execute(delete(Session).where((Session.ends_at <= now) | (Session.seen_at <= now - limits.idle)))
