"""The outbox: scores are letters to the LMS, written with the score and sent by the worker.

A line shows the mean of a person's best scores over the exercises that its placement opens (one that was
not tried counts 0), so that a placement of one exercise shows its best score.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.lti.scores import Score as LtiScore
from mooc_tool.packs.model import Pack
from mooc_tool.records import (
    LegacyCell,
    LegacyConsumer,
    LegacyLine,
    Letter,
    LetterState,
    Line,
    Person,
    Placement,
    Platform,
    Score,
    Target,
)
from mooc_tool.records.base import Moment
from mooc_tool.services import locks, platforms

MAXIMUM = 100.0
LEASE = timedelta(seconds=20)
"""A letter whose sender died is taken again after that. Longer than a sending takes unless a platform hangs
at every step of it; then two senders may send the same bytes, and the second has no effect."""
_STEP = timedelta(seconds=1)  # Moodle compares whole seconds
_LONGEST_PAUSE = timedelta(hours=24)
_SHORTEST_PAUSE = timedelta(seconds=2)
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


@dataclass(frozen=True)
class Outcome:
    """What became of a sending: no error, or the platform's refusal."""

    error: PlatformError | None = None


def exercises_of(placement: Placement, pack: Pack) -> tuple[str, ...]:
    """The exercises whose scores a placement's line shows."""
    if placement.target is Target.EXERCISE:
        return (placement.slug,) if placement.slug in pack.exercises else ()
    if placement.target is Target.UNIT:
        unit = pack.unit(placement.slug)
        return unit.exercises if unit else ()
    return tuple(slug for unit in pack.units() for slug in unit.exercises)


# the questions of every answer, built once
_BEST = (
    select(Score.exercise, func.max(Score.points))
    .where(Score.course_id == bindparam("course"), Score.person_id == bindparam("person"))
    .group_by(Score.exercise)
)


def best_scores(db: Db, course_id: int, person_id: int) -> dict[str, int]:
    """A person's best points by exercise."""
    return dict(db.execute(_BEST, {"course": course_id, "person": person_id}).all())


def write(db: Db, *, course_id: int, person_id: int, pack: Pack, language: str, now: datetime) -> None:
    """State the person's scores on every line of the course that they change."""
    locks.hold_person(db, person_id)  # two answers at once: the second states both
    best = best_scores(db, course_id, person_id)
    if not best:
        return
    lines = (
        select(Line)
        .join(Line.placement)
        .where(Placement.course_id == course_id, can_show(person_id))
        .order_by(Line.line_id)
        .options(joinedload(Line.placement))
    )
    for line in db.scalars(lines):
        shown = exercises_of(line.placement, pack)
        if any(slug in best for slug in shown):
            given = round(sum(best.get(slug, 0) for slug in shown) / len(shown), 2)
            comment = _comment(shown, best, pack, language)
            _state(db, line.line_id, person_id, given=given, comment=comment, now=now)


def can_show(person_id: int) -> ColumnElement[bool]:
    """Which lines can show a person's score: no visitor's; of those of LTI 1.1, where they have a cell."""
    visitor = select(Person).where(Person.person_id == person_id, Person.anonymous.is_(True))
    cell = select(LegacyCell).where(LegacyCell.line_id == Line.line_id, LegacyCell.person_id == person_id)
    legacy = select(LegacyLine).where(LegacyLine.line_id == Line.line_id)
    return and_(~visitor.exists(), or_(cell.exists(), ~legacy.exists()))


def _comment(shown: Sequence[str], best: dict[str, int], pack: Pack, language: str) -> str:
    """Titles and points: no sentence, so that it reads in every language."""
    said = [f"{pack.exercises[slug].titles[language]} {best[slug]}/100" for slug in shown if slug in best]
    return " · ".join(said)[:500]


def _state(db: Db, line_id: int, person_id: int, *, given: float, comment: str, now: datetime) -> None:
    letter = db.scalar(
        select(Letter).where(Letter.line_id == line_id, Letter.person_id == person_id).with_for_update()
    )
    if letter is None:
        letter = Letter(line_id=line_id, person_id=person_id, version=0, stated_at=now - _STEP)
        letter.maximum = MAXIMUM
        db.add(letter)
    elif (letter.given, letter.comment) == (given, comment) and letter.state is not LetterState.REFUSED:
        return
    letter.given, letter.comment = given, comment
    restate(letter, now)


def restate(letter: Letter, now: datetime) -> None:
    """Make the letter, read for update, a newer one to be sent at once; a running lease is left as it is."""
    letter.version += 1
    letter.stated_at = max(now, letter.stated_at + _STEP)
    letter.state = LetterState.WAITING
    letter.tries = 0
    letter.next_try_at = now
    letter.platform_code = letter.platform_words = None


# built once, since the worker asks them for ever
_IS_DUE = (
    Letter.state == LetterState.WAITING,
    Letter.next_try_at <= bindparam("now", type_=Moment()),
    or_(Letter.leased_until.is_(None), Letter.leased_until <= bindparam("now", type_=Moment())),
)
_PLATFORMS_DUE = (
    select(Person.platform_id)
    .join(Letter, Letter.person_id == Person.person_id)
    .where(*_IS_DUE)
    .group_by(Person.platform_id)
    .order_by(func.min(Letter.next_try_at))
)
_DUE = (
    select(Letter, Platform, Line, Person.sub, LegacyCell.source, LegacyConsumer)
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


def platforms_due(db: Db, now: datetime) -> list[int]:
    """The platforms that letters are due for, the one that waits longest first: a look that locks nothing."""
    return list(db.scalars(_PLATFORMS_DUE, {"now": now}))


def take(db: Db, platform_id: int, now: datetime, limit: int) -> list[Envelope]:
    """Lease letters that are due for a platform, the oldest first. Commit before sending."""
    rows = db.execute(_DUE, {"platform": platform_id, "now": now, "most": limit}).all()
    for letter, *_ in rows:
        letter.leased_until = now + LEASE
        letter.tries += 1
    return [_envelope(*row) for row in rows]


def _envelope(
    letter: Letter,
    platform: Platform,
    line: Line,
    sub: str,
    source: str | None,
    consumer: LegacyConsumer | None,
) -> Envelope:
    return Envelope(
        letter_id=letter.letter_id,
        version=letter.version,
        tries=letter.tries,
        leased_until=letter.leased_until or letter.next_try_at,
        platform=platforms.as_lti(platform),
        score=LtiScore(
            line_url=line.url,
            user=sub,
            given=letter.given,
            maximum=letter.maximum,
            comment=letter.comment,
            timestamp=letter.stated_at,
        ),
        cell=Cell(source, consumer.consumer_key, consumer.sealed) if consumer and source else None,
    )


def settle(db: Db, envelope: Envelope, outcome: Outcome, now: datetime) -> None:
    """Note what became of a sending. A letter restated meanwhile simply waits to be sent again."""
    letter = db.get(Letter, envelope.letter_id, with_for_update=True)
    if letter is None:
        return
    if letter.leased_until == envelope.leased_until:
        letter.leased_until = None
    if letter.version != envelope.version or letter.state is not LetterState.WAITING:
        return
    error = outcome.error
    if error is not None and _arrived_before(letter, error):
        error = None
    letter.platform_code = error.code if error else None
    letter.platform_words = error.words[:500] if error else None
    if error is None:
        letter.state, letter.sent_at = LetterState.SENT, now
    elif isinstance(error, TryLater) or error.status == _TOOL_REFUSED:
        asked = error.after if isinstance(error, TryLater) else None
        letter.next_try_at = now + pause(now - letter.stated_at, asked)
    else:
        letter.state = LetterState.REFUSED


def _arrived_before(letter: Letter, error: PlatformError) -> bool:
    """A repeat whose timestamp the platform already has: the answer to another try was lost, or is late."""
    return error.code == "score-superseded" and letter.tries > 1


def pause(waited: timedelta, asked: float | None) -> timedelta:
    """How long to wait before the next try: about a tenth of the time already waited, at most a day.

    Jitter keeps a thousand letters from knocking together when a platform comes back. What the platform
    itself asks for (Retry-After) is the least.
    """
    whole = min(max(waited / 10, _SHORTEST_PAUSE), _LONGEST_PAUSE)
    jittered = whole * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing
    return min(max(jittered, timedelta(seconds=asked or 0)), _LONGEST_PAUSE)


def hasten_person(db: Db, person_id: int, now: datetime) -> None:
    """What waits for a person need not wait longer."""
    db.execute(
        update(Letter)
        .where(Letter.person_id == person_id, Letter.state == LetterState.WAITING)
        .values(next_try_at=now),
        execution_options={"synchronize_session": False},
    )


def hasten(db: Db, platform_id: int, now: datetime) -> None:
    """A platform answers again: what waits for it need not wait longer. Letters in other hands are let be."""
    waiting = (
        select(Letter.letter_id)
        .where(
            Letter.state == LetterState.WAITING,
            Letter.next_try_at > now,
            Letter.person_id.in_(select(Person.person_id).where(Person.platform_id == platform_id)),
        )
        .with_for_update(skip_locked=True)
    )
    db.execute(
        update(Letter).where(Letter.letter_id.in_(waiting)).values(next_try_at=now),
        execution_options={"synchronize_session": False},
    )
