"""Where a learner stands in the course: what was read and done, and what the certificate still needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from mooc_tool.packs.certification import Missing, Verdict, judge
from mooc_tool.packs.model import Exercise, Level, Pack, Unit
from mooc_tool.records import Attempt, Certificate, Session, UnitRead
from mooc_tool.services import locks, posting
from mooc_tool.services.library import Published


@dataclass(frozen=True)
class ExerciseCard:
    """An exercise seen from outside."""

    slug: str
    title: str
    points: int
    tries: int | None
    tries_used: int
    best: int | None


@dataclass(frozen=True)
class UnitCard:
    """A unit in the table of contents."""

    slug: str
    title: str
    minutes: int
    opened: bool
    exercises: tuple[ExerciseCard, ...]


@dataclass(frozen=True)
class WeekCard:
    """A week in the table of contents."""

    number: int
    title: str
    units: tuple[UnitCard, ...]


@dataclass(frozen=True)
class CertificateCard:
    """``missing``: the rule is not met yet; ``ready``: only the name is needed; ``issued``."""

    state: str
    title: str
    missing: tuple[Missing, ...]
    serial: str | None


@dataclass(frozen=True)
class Overview:
    """The home page of a course. ``mean`` is None until something was done."""

    title: str
    weeks: tuple[WeekCard, ...]
    done: int
    total: int
    mean: float | None
    certificate: CertificateCard


def level_of(pack: Pack) -> Level:
    """The level that this course certifies."""
    return pack.rule.levels[0]


def verdict(pack: Pack, best: Mapping[str, int]) -> Verdict:
    """What the course's rule says of these best scores."""
    return judge(level_of(pack).rule, pack, best)


def overview(db: Db, who: Session, content: Published) -> Overview:
    """The home page of ``who``'s course."""
    pack, language = content.pack, who.language
    best = posting.best_scores(db, who.course_id, who.person_id)
    tried = tries_used(db, who)
    read = set(
        db.scalars(
            select(UnitRead.unit).where(
                UnitRead.course_id == who.course_id, UnitRead.person_id == who.person_id
            )
        )
    )
    weeks = tuple(
        WeekCard(
            week.number,
            week.titles[language],
            tuple(_unit_card(unit, pack, language, read, best, tried) for unit in week.units),
        )
        for week in pack.weeks
    )
    total = sum(len(unit.exercises) for unit in pack.units())
    return Overview(
        title=pack.titles[language],
        weeks=weeks,
        done=len(best),
        total=total,
        mean=sum(best.values()) / total if best and total else None,
        certificate=certificate_card(db, who, pack, best),
    )


def _unit_card(
    unit: Unit, pack: Pack, language: str, read: set[str], best: Mapping[str, int], tried: Mapping[str, int]
) -> UnitCard:
    cards = (exercise_card(pack.exercises[slug], language, best, tried) for slug in unit.exercises)
    return UnitCard(unit.slug, unit.titles[language], unit.minutes, unit.slug in read, tuple(cards))


def exercise_card(
    exercise: Exercise, language: str, best: Mapping[str, int], tried: Mapping[str, int]
) -> ExerciseCard:
    """An exercise as the table of contents shows it."""
    return ExerciseCard(
        slug=exercise.slug,
        title=exercise.titles[language],
        points=exercise.points,
        tries=exercise.tries,
        tries_used=tried.get(exercise.slug, 0),
        best=best.get(exercise.slug),
    )


def tries_used(db: Db, who: Session) -> dict[str, int]:
    """How many attempts were opened, by exercise."""
    rows = db.execute(
        select(Attempt.exercise, func.count())
        .where(Attempt.course_id == who.course_id, Attempt.person_id == who.person_id)
        .group_by(Attempt.exercise)
    )
    return dict(rows.all())


def certificate_card(db: Db, who: Session, pack: Pack, best: Mapping[str, int]) -> CertificateCard:
    """Where ``who`` stands with the certificate."""
    level = level_of(pack)
    issued = db.scalar(
        select(Certificate).where(
            Certificate.course_id == who.course_id,
            Certificate.person_id == who.person_id,
            Certificate.level == level.id,
        )
    )
    title = level.titles[who.language]
    if issued is not None:
        return CertificateCard("revoked" if issued.revoked_at else "issued", title, (), issued.serial)
    ruling = verdict(pack, best)
    missing = tuple(_told(item, pack, who.language) for item in ruling.missing)
    return CertificateCard("ready" if ruling.met else "missing", title, missing, None)


def _told(item: Missing, pack: Pack, language: str) -> Missing:
    """With the exercise's title, which a rule knows by its slug only."""
    exercise = pack.exercises.get(str(item.data.get("exercise", "")))
    return Missing(item.code, {**item.data, "title": exercise.titles[language]}) if exercise else item


def not_yet_read(db: Db, who: Session, unit: str) -> bool:
    """Whether ``who`` opens this unit for the first time."""
    return db.get(UnitRead, (who.course_id, who.person_id, unit)) is None


def note_read(db: Db, who: Session, unit: str, now: datetime) -> None:
    """Note that ``who`` opened the unit; the first time counts."""
    key = {"course_id": who.course_id, "person_id": who.person_id, "unit": unit}
    locks.found_or_made(db, select(UnitRead).filter_by(**key), lambda: UnitRead(**key, read_at=now))


def set_language(db: Db, who: Session, language: str) -> None:
    """Read on in ``language``."""
    db.get_one(Session, who.session_id).language = language
