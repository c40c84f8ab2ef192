"""The circuit breaker of a platform, kept in the database, so that all workers know it, also new ones.

After some failures in a row a platform is let be for a while; then it gets one letter, from all workers
together. The first that is answered ends that, and hastens all that waits.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.records import Letter, Person, Platform
from mooc_tool.records.base import Moment
from mooc_tool.services import locks, posting

OPEN_AFTER = 6
"""Failures in a row: where one in three fails at random, one in seven hundred comes so far."""
LONGEST_REST = timedelta(seconds=30)
"""Unless the platform asks for more: letters have longer pauses of their own."""
_NOBODY_ASKED = {"person-not-moved"}

_STANDING = (
    select(Platform.failures, Platform.failing_since)
    .where(Platform.platform_id == bindparam("platform"))
    .with_for_update(key_share=True)
)
_CHANGED = update(Platform).where(Platform.platform_id == bindparam("at"))
_UNDER_WAY = (
    select(Letter.letter_id)
    .join(Person, Person.person_id == Letter.person_id)
    .where(
        Person.platform_id == bindparam("platform"),
        Letter.leased_until > bindparam("now", type_=Moment()),
    )
    .limit(1)
)


def rested() -> ColumnElement[bool]:
    """Which platforms may be asked at ``:now``."""
    return or_(Platform.rests_until.is_(None), Platform.rests_until <= bindparam("now", type_=Moment()))


def may_be_tried(db: Db, platform_id: int, now: datetime) -> bool:
    """Whether a platform that failed may get its one letter: not while another one is on its way."""
    locks.hold_platform(db, platform_id)  # another worker may look at the same moment
    asked = {"platform": platform_id, "now": now}
    return db.connection().execute(_UNDER_WAY, asked).first() is None


def asked_for(error: PlatformError) -> timedelta:
    """The pause that a platform demands because too much was asked: nothing shortens that.

    One that says when it will be up again (503) is told by its next answer that it is.
    """
    if not isinstance(error, TryLater) or error.code != "platform-throttled":
        return timedelta()
    return timedelta(seconds=error.after or 0)


def note(db: Db, platform_id: int, error: PlatformError | None, now: datetime) -> None:
    """What became of a sending. A unit of its own: whoever holds a platform may wait for a letter."""
    if error is not None and error.code in _NOBODY_ASKED:
        return
    connection = db.connection()
    standing = connection.execute(_STANDING, {"platform": platform_id}).one_or_none()
    if standing is None:
        return
    if isinstance(error, TryLater):
        failures, since = standing.failures + 1, standing.failing_since or now
        changed = {"failures": failures, "failing_since": since}
        if failures >= OPEN_AFTER:
            rest = min(posting.pause(now - since, None), LONGEST_REST)
            changed["rests_until"] = now + max(rest, asked_for(error))
        connection.execute(_CHANGED, {"at": platform_id, **changed})
    elif standing.failures:
        answered = {"failures": 0, "failing_since": None, "rests_until": None}
        connection.execute(_CHANGED, {"at": platform_id, **answered})
        if standing.failures >= OPEN_AFTER:
            posting.hasten(db, platform_id, now)

