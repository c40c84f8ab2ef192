"""Letters of the outbox on their way: taken with a lease, sent by the worker, settled by what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, bindparam, func, or_, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.lti.scores import Score as LtiScore
from mooc_tool.records import (
    LegacyCell,
    LegacyConsumer,
    LegacyLine,
    Letter,
    LetterState,
    Line,
    Person,
    Platform,
)
from mooc_tool.records.base import Moment
from mooc_tool.services import breaker, locks, platforms
from mooc_tool.services.posting import pause

LEASE = timedelta(seconds=20)
"""A letter whose sender died is taken again after that. Longer than a sending takes unless a platform hangs
at every step of it; then two senders may send the same bytes, and the second has no effect."""
_TOOL_REFUSED = 401  # the platform does not know the tool at present: the score can wait until it does again


@dataclass(frozen=True)
class Cell:
    """A learner's cell in a column that LTI 1.1 reaches; the consumer's secret is still sealed."""

    source: str
    consumer_key: str
    sealed: bytes


@dataclass(frozen=True)
class Envelope:
    """A letter taken for sending: plain data, so that nothing is held open while it is sent."""

    letter_id: int
    version: int
    tries: int
    leased_until: datetime
    platform: LtiPlatform
    score: LtiScore
    cell: Cell | None = None
    """Where the score goes instead, if its column is reached by LTI 1.1."""
    platform_failed: bool = False
    """Whether a sending to the platform had failed when this one was taken."""


class PlatformDue(NamedTuple):
    """A platform that letters are due for; one that ``fails`` gets a single one (``breaker``)."""

    platform_id: int
    fails: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a sending: no error, or the platform's refusal."""

    error: PlatformError | None = None


# built once, since the worker asks them for ever
_IS_DUE = (
    Letter.state == LetterState.WAITING,
    *locks.is_due(Letter.next_try_at, Letter.leased_until),
    or_(Letter.not_before.is_(None), Letter.not_before <= bindparam("now", type_=Moment())),
)
_PLATFORMS_DUE = (
    select(Platform.platform_id, Platform.rests_until)
    .join(Person, Person.platform_id == Platform.platform_id)
    .join(Letter, Letter.person_id == Person.person_id)
    .where(*_IS_DUE, breaker.rested())
    .group_by(Platform.platform_id, Platform.rests_until)
    .order_by(func.min(Letter.next_try_at))
)
_DUE = (
    select(
        *platforms.AS_LTI,
        Letter.letter_id,
        Letter.version,
        Letter.tries,
        Letter.given,
        Letter.maximum,
        Letter.comment,
        Letter.stated_at,
        Platform.failures,
        Line.url,
        Person.sub,
        LegacyCell.source,
        LegacyConsumer.consumer_key,
        LegacyConsumer.sealed,
    )
    .select_from(Letter)
    .join(Line, Line.line_id == Letter.line_id)
    .join(Person, Person.person_id == Letter.person_id)
    .join(Platform, Platform.platform_id == Person.platform_id)
    .outerjoin(LegacyLine, LegacyLine.line_id == Letter.line_id)
    .outerjoin(LegacyConsumer, LegacyConsumer.consumer_id == LegacyLine.consumer_id)
    .outerjoin(
        LegacyCell, (LegacyCell.line_id == Letter.line_id) & (LegacyCell.person_id == Letter.person_id)
    )
    .where(*_IS_DUE, Platform.platform_id == bindparam("platform"))
    .order_by(Letter.next_try_at)
    .limit(bindparam("most", type_=Integer()))
    .with_for_update(skip_locked=True, of=Letter)
)
_CHANGED = update(Letter).where(Letter.letter_id == bindparam("held"))
_LEASED = _CHANGED.values(leased_until=bindparam("lease"), tries=Letter.tries + 1)
_SENT = (
    select(Letter.version, Letter.state, Letter.tries, Letter.stated_at, Letter.leased_until)
    .where(Letter.letter_id == bindparam("letter"))
    .with_for_update()
)


def platforms_due(db: Db, now: datetime) -> list[PlatformDue]:
    """The platforms that letters are due for, the one that waits longest first: a look that locks nothing."""
    rows = db.connection().execute(_PLATFORMS_DUE, {"now": now})
    return [PlatformDue(row.platform_id, fails=row.rests_until is not None) for row in rows]


def take(db: Db, platform_id: int, now: datetime, limit: int) -> list[Envelope]:
    """Lease letters that are due for a platform, the oldest first. Commit before sending."""
    connection = db.connection()
    rows = connection.execute(_DUE, {"platform": platform_id, "now": now, "most": limit}).all()
    if rows:
        connection.execute(_LEASED, [{"held": row.letter_id, "lease": now + LEASE} for row in rows])
    return [_envelope(row, now + LEASE) for row in rows]


def _envelope(row: Row[*tuple[Any, ...]], leased_until: datetime) -> Envelope:
    return Envelope(
        letter_id=row.letter_id,
        version=row.version,
        tries=row.tries + 1,
        leased_until=leased_until,
        platform=platforms.read_lti(row),
        score=LtiScore(
            line_url=row.url,
            user=row.sub,
            given=row.given,
            maximum=row.maximum,
            comment=row.comment,
            timestamp=row.stated_at,
        ),
        cell=Cell(row.source, row.consumer_key, row.sealed) if row.consumer_key and row.source else None,
        platform_failed=row.failures > 0,
    )


def settle(db: Db, envelope: Envelope, outcome: Outcome, now: datetime) -> None:
    """Note what became of a sending. A letter restated meanwhile simply waits to be sent again."""
    connection = db.connection()
    letter = connection.execute(_SENT, {"letter": envelope.letter_id}).one_or_none()
    if letter is None:
        return
    changed: dict[str, Any] = {}
    if letter.leased_until == envelope.leased_until:
        changed["leased_until"] = None
    if letter.version == envelope.version and letter.state is LetterState.WAITING:
        arrived_before = outcome.error is not None and _arrived_before(letter.tries, outcome.error)
        changed |= _came_of(letter.stated_at, None if arrived_before else outcome.error, now)
    if changed:
        connection.execute(_CHANGED, {"held": envelope.letter_id} | changed)


def _came_of(stated_at: datetime, error: PlatformError | None, now: datetime) -> dict[str, Any]:
    if error is None:
        sent = {"state": LetterState.SENT, "sent_at": now}
        return {"platform_code": None, "platform_words": None, "not_before": None} | sent
    said = {"platform_code": error.code, "platform_words": error.words[:500]}
    if isinstance(error, TryLater) or error.status == _TOOL_REFUSED:
        asked = error.after if isinstance(error, TryLater) else None
        throttled = breaker.asked_for(error)
        not_before = now + throttled if throttled else None
        return said | {"next_try_at": now + pause(now - stated_at, asked), "not_before": not_before}
    return said | {"state": LetterState.REFUSED}


def _arrived_before(tries: int, error: PlatformError) -> bool:
    """A repeat whose timestamp the platform already has: the answer to another try was lost, or is late."""
    return error.code == "score-superseded" and tries > 1
