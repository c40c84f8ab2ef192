"""The outbox: scores are letters to the LMS, written with the score and sent by the worker (``leasing``).

A line shows the course's mean of a person's best scores over the exercises that its placement opens (one
that was not tried counts 0), so that a placement of one exercise shows its best score.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session as Db

from mooc_tool.packs.means import counting, weighted_mean
from mooc_tool.packs.model import Pack
from mooc_tool.records import (
    LegacyCell,
    LegacyLine,
    Letter,
    LetterState,
    Line,
    Person,
    Placement,
    Score,
    Target,
)
from mooc_tool.services import locks

MAXIMUM = 100.0
_STEP = timedelta(seconds=1)  # Moodle compares whole seconds
_LONGEST_PAUSE = timedelta(hours=24)
_SHORTEST_PAUSE = timedelta(seconds=2)


def exercises_of(target: Target, slug: str, pack: Pack) -> tuple[str, ...]:
    """The exercises whose scores the line of a placement shows that opens ``target``."""
    if target is Target.EXERCISE:
        return (slug,) if slug in pack.exercises else ()
    if target is Target.UNIT:
        unit = pack.unit(slug)
        return counting(unit.exercises, pack) if unit else ()
    return counting((slug for unit in pack.units() for slug in unit.exercises), pack)


def can_show(person_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Which lines can show a person's score: no visitor's; of those of LTI 1.1, where they have a cell."""
    visitor = select(Person).where(Person.person_id == person_id, Person.anonymous.is_(True))
    cell = select(LegacyCell).where(LegacyCell.line_id == Line.line_id, LegacyCell.person_id == person_id)
    legacy = select(LegacyLine).where(LegacyLine.line_id == Line.line_id)
    return and_(~visitor.exists(), or_(cell.exists(), ~legacy.exists()))


# the questions of every answer, built once
_BEST = (
    select(Score.exercise, func.max(Score.points))
    .where(Score.course_id == bindparam("course"), Score.person_id == bindparam("person"))
    .group_by(Score.exercise)
)
_LINES = (
    select(Line.line_id, Placement.target, Placement.slug)
    .join(Line.placement)
    .where(Placement.course_id == bindparam("course"), can_show(bindparam("person")))
    .order_by(Line.line_id)
)
_LETTER = (
    select(Letter.letter_id, Letter.version, Letter.given, Letter.comment, Letter.state, Letter.stated_at)
    .where(Letter.line_id == bindparam("line"), Letter.person_id == bindparam("person"))
    .with_for_update()
)
_NEW_LETTER = insert(Letter)
_CHANGED_LETTER = update(Letter).where(Letter.letter_id == bindparam("held"))


def best_scores(db: Db, course_id: int, person_id: int) -> dict[str, int]:
    """A person's best points by exercise."""
    return dict(db.connection().execute(_BEST, {"course": course_id, "person": person_id}).all())


def write(db: Db, *, course_id: int, person_id: int, pack: Pack, language: str, now: datetime) -> None:
    """State the person's scores on every line of the course that they change."""
    locks.hold_person(db, person_id)  # two answers at once: the second states both
    best = best_scores(db, course_id, person_id)
    if not best:
        return
    connection = db.connection()
    for line_id, target, slug in connection.execute(_LINES, {"course": course_id, "person": person_id}).all():
        shown = exercises_of(target, slug, pack)
        if any(slug in best for slug in shown):
            given = round(float(weighted_mean(shown, pack, best)), 2)
            said = {"given": given, "comment": _comment(shown, best, pack, language)}
            _state(connection, line_id, person_id, said, now)


def _comment(shown: Sequence[str], best: dict[str, int], pack: Pack, language: str) -> str:
    """Titles and points: no sentence, so that it reads in every language."""
    said = [f"{pack.exercises[slug].titles[language]} {best[slug]}/100" for slug in shown if slug in best]
    return " · ".join(said)[:500]


def _state(connection: Connection, line_id: int, person_id: int, said: dict[str, Any], now: datetime) -> None:
    place = {"line_id": line_id, "person_id": person_id, "maximum": MAXIMUM}
    letter = connection.execute(_LETTER, {"line": line_id, "person": person_id}).one_or_none()
    if letter is None:
        connection.execute(_NEW_LETTER, place | said | _newer(0, now - _STEP, now))
    elif {"given": letter.given, "comment": letter.comment} != said or letter.state is LetterState.REFUSED:
        newer = _newer(letter.version, letter.stated_at, now)
        connection.execute(_CHANGED_LETTER, {"held": letter.letter_id} | said | newer)


def restate(letter: Letter, now: datetime) -> None:
    """Make the letter, read for update, a newer one to be sent at once; a running lease is left as it is."""
    for name, value in _newer(letter.version, letter.stated_at, now).items():
        setattr(letter, name, value)


def _newer(version: int, stated_at: datetime, now: datetime) -> dict[str, Any]:
    return {
        "version": version + 1,
        "stated_at": max(now, stated_at + _STEP),
        "state": LetterState.WAITING,
        "tries": 0,
        "next_try_at": now,
        "platform_code": None,
        "platform_words": None,
    }


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
