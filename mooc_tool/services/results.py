"""What the instructor sees of a course: who did what, best scores, what waits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import NotFound
from mooc_tool.packs.means import counting, weighted_mean
from mooc_tool.packs.model import Pack
from mooc_tool.records import (
    Attempt,
    Certificate,
    Letter,
    LetterState,
    Line,
    Membership,
    PersonName,
    Placement,
    Role,
    Score,
)


@dataclass(frozen=True)
class Column:
    """An exercise, as a column of a table."""

    slug: str
    title: str


@dataclass(frozen=True)
class LearnerRow:
    """A learner. ``label`` stands for somebody whose name the tool does not know."""

    person_id: int
    name: str | None
    label: str
    scores: dict[str, int | None]
    mean: float | None
    last_seen: datetime
    waiting: int
    certificate: bool


@dataclass(frozen=True)
class Counts:
    """Learners met, those who were marked at least once, those certified; letters that have not arrived."""

    enrolled: int
    active: int
    certified: int
    waiting: int


@dataclass(frozen=True)
class Results:
    """The table of results."""

    exercises: tuple[Column, ...]
    learners: tuple[LearnerRow, ...]
    counts: Counts


def label_of(person_id: int) -> str:
    """A short pseudonym, the same everywhere in the installation."""
    return f"P-{person_id:04d}"


def columns(pack: Pack, language: str) -> tuple[Column, ...]:
    """The exercises of the course, in its order."""
    slugs = dict.fromkeys(slug for unit in pack.units() for slug in unit.exercises)
    return tuple(Column(slug, pack.exercises[slug].titles[language]) for slug in slugs)


def of_course(db: Db, course_id: int, pack: Pack, language: str) -> Results:
    """The results of every learner who was met in the course."""
    exercises = columns(pack, language)
    best, waiting, certified = _best(db, course_id), _waiting(db, course_id), _certified(db, course_id)
    counted = counting((column.slug for column in exercises), pack)
    rows = []
    for membership, name in _learners(db, course_id):
        scores = best[membership.person_id]
        mean = float(weighted_mean(counted, pack, scores)) if scores else None
        rows.append(_row(membership, name, exercises, scores, mean, waiting, certified))
    counts = Counts(
        enrolled=len(rows),
        active=sum(row.mean is not None for row in rows),
        certified=sum(row.certificate for row in rows),
        waiting=sum(waiting.values()),
    )
    return Results(exercises, tuple(rows), counts)


def _learners(db: Db, course_id: int) -> Iterable[tuple[Membership, str | None]]:
    rows = db.execute(
        select(Membership, PersonName.name)
        .outerjoin(PersonName, PersonName.person_id == Membership.person_id)
        .where(Membership.course_id == course_id, Membership.role == Role.LEARNER)
        .order_by(Membership.person_id)
    )
    return ((membership, name) for membership, name in rows)


def _row(
    membership: Membership,
    name: str | None,
    exercises: Sequence[Column],
    best: dict[str, int],
    mean: float | None,
    waiting: dict[int, int],
    certified: set[int],
) -> LearnerRow:
    scores = {column.slug: best.get(column.slug) for column in exercises}
    person_id = membership.person_id
    return LearnerRow(
        person_id=person_id,
        name=name,
        label=label_of(person_id),
        scores=scores,
        mean=mean,
        last_seen=membership.last_seen_at,
        waiting=waiting.get(person_id, 0),
        certificate=person_id in certified,
    )


def _best(db: Db, course_id: int) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = db.execute(
        select(Score.person_id, Score.exercise, func.max(Score.points))
        .where(Score.course_id == course_id)
        .group_by(Score.person_id, Score.exercise)
    )
    for person_id, exercise, points in rows:
        found[person_id][exercise] = points
    return found


def _waiting(db: Db, course_id: int) -> dict[int, int]:
    rows = db.execute(
        select(Letter.person_id, func.count())
        .join(Letter.line)
        .join(Line.placement)
        .where(Placement.course_id == course_id, Letter.state != LetterState.SENT)
        .group_by(Letter.person_id)
    )
    return dict(rows.all())


def _certified(db: Db, course_id: int) -> set[int]:
    return set(
        db.scalars(
            select(Certificate.person_id).where(
                Certificate.course_id == course_id, Certificate.revoked_at.is_(None)
            )
        )
    )


@dataclass(frozen=True)
class AttemptLine:
    """An attempt in a learner's file."""

    id: int
    exercise_title: str
    number: int
    score: int | None
    state: str
    started_at: datetime
    answered_at: datetime | None


def name_of(db: Db, course_id: int, person_id: int) -> str | None:
    """The confirmed name of a member. Raises NotFound for somebody of another course."""
    member = db.scalar(
        select(Membership.membership_id).where(
            Membership.course_id == course_id, Membership.person_id == person_id
        )
    )
    if member is None:
        raise NotFound("person-unknown")
    kept = db.get(PersonName, person_id)
    return kept.name if kept else None


def attempts_of(db: Db, course_id: int, person_id: int, pack: Pack, language: str) -> list[AttemptLine]:
    """A learner's attempts in the course, newest first."""
    rows = db.execute(
        select(Attempt, Score.points)
        .outerjoin(Score, Score.attempt_id == Attempt.attempt_id)
        .where(Attempt.course_id == course_id, Attempt.person_id == person_id)
        .order_by(Attempt.started_at.desc())
    )
    return [
        AttemptLine(
            id=attempt.attempt_id,
            exercise_title=_title(pack, attempt.exercise, language),
            number=attempt.number,
            score=points,
            state=attempt.stage.value,
            started_at=attempt.started_at,
            answered_at=attempt.answered_at,
        )
        for attempt, points in rows
    ]


def attempt_of(db: Db, course_id: int, person_id: int, attempt_id: int) -> Attempt:
    """An attempt of a learner of the course. Raises NotFound, also for another course's or person's."""
    found = db.get(Attempt, attempt_id)
    if found is None or (found.course_id, found.person_id) != (course_id, person_id):
        raise NotFound("attempt-unknown")
    return found


def marked_attempt(db: Db, course_id: int, person_id: int, attempt_id: int) -> tuple[Attempt, Score]:
    """A marked attempt of a learner of the course, and its score. Raises NotFound, also for an open one."""
    attempt, score = attempt_of(db, course_id, person_id, attempt_id), db.get(Score, attempt_id)
    if score is None:
        raise NotFound("attempt-unknown")
    return attempt, score


def _title(pack: Pack, exercise: str, language: str) -> str:
    known = pack.exercises.get(exercise)
    return known.titles[language] if known else exercise
