"""Where a learner stands in the course: what was read and done, and what the certificate still needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from mooc_tool.packs.certification import Missing, Verdict, judge
from mooc_tool.packs.means import counting, weighted_mean
from mooc_tool.packs.model import Exercise, Level, Pack, Unit
from mooc_tool.records import Attempt, Certificate, Session, UnitRead
from mooc_tool.services import anonymity, locks, posting
from mooc_tool.services.library import Published
from mooc_tool.services.sessions import Visit


@dataclass(frozen=True)
class ExerciseCard:
    """An exercise seen from outside."""

    slug: str
    title: str
    points: int
    tries: int | None
    tries_used: int
    best: int | None
    optional: bool


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
    """``missing``: the rule is not met yet; ``ready``: only the name is needed; ``issued``; ``revoked``;
    ``visitor``: there is nobody to certify.
    """

    level: str
    state: str
    title: str
    missing: tuple[Missing, ...]
    serial: str | None


@dataclass(frozen=True)
class Overview:
    """The home page of a course. ``mean`` is None until something was done.

    ``before`` and ``after``: the pages outside the weeks; their exercises are not counted in ``done``,
    ``total`` and ``mean``, nor are optional ones.
    """

    title: str
    before: tuple[UnitCard, ...]
    weeks: tuple[WeekCard, ...]
    after: tuple[UnitCard, ...]
    done: int
    total: int
    mean: float | None
    certificate: CertificateCard


def verdict(pack: Pack, best: Mapping[str, int], level: Level | None = None) -> Verdict:
    """What the rule of a level, the main one if none is named, says of these best scores."""
    return judge((level or pack.rule.main_level).rule, pack, best)


def overview(db: Db, who: Visit, content: Published) -> Overview:
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
    outside = [(page, _unit_card(page, pack, language, read, best, tried)) for page in pack.pages]
    placed = counting((slug for unit in pack.units() for slug in unit.exercises), pack)
    done = [slug for slug in placed if slug in best]
    return Overview(
        title=pack.titles[language],
        before=tuple(card for page, card in outside if not page.after),
        weeks=weeks,
        after=tuple(card for page, card in outside if page.after),
        done=len(done),
        total=len(placed),
        mean=float(weighted_mean(placed, pack, best)) if done else None,
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
        optional=exercise.optional,
    )


def tries_used(db: Db, who: Visit) -> dict[str, int]:
    """How many attempts were opened, by exercise."""
    rows = db.execute(
        select(Attempt.exercise, func.count())
        .where(Attempt.course_id == who.course_id, Attempt.person_id == who.person_id)
        .group_by(Attempt.exercise)
    )
    return dict(rows.all())


def certificate_card(db: Db, who: Visit, pack: Pack, best: Mapping[str, int]) -> CertificateCard:
    """Where ``who`` stands with the main level's certificate."""
    (card,) = certificate_cards(db, who, pack, best, [pack.rule.main_level])
    return card


def certificate_cards(
    db: Db, who: Visit, pack: Pack, best: Mapping[str, int], levels: Sequence[Level] | None = None
) -> tuple[CertificateCard, ...]:
    """Where ``who`` stands with the certificates of these levels, or of all, in the course's order."""
    rows = db.scalars(
        select(Certificate).where(
            Certificate.course_id == who.course_id, Certificate.person_id == who.person_id
        )
    )
    issued = {certificate.level: certificate for certificate in rows}
    visits = anonymity.is_visitor(db, who.person_id)
    return tuple(
        _certificate_card(level, pack, best, issued.get(level.id), who.language, visits=visits)
        for level in levels or pack.rule.levels
    )


def _certificate_card(
    level: Level,
    pack: Pack,
    best: Mapping[str, int],
    issued: Certificate | None,
    language: str,
    *,
    visits: bool,
) -> CertificateCard:
    title = level.titles[language]
    if issued is not None:
        state = "revoked" if issued.revoked_at else "issued"
        return CertificateCard(level.id, state, title, (), issued.serial)
    if visits:
        return CertificateCard(level.id, "visitor", title, (), None)
    ruling = verdict(pack, best, level)
    missing = tuple(_told(item, pack, language) for item in ruling.missing)
    return CertificateCard(level.id, "ready" if ruling.met else "missing", title, missing, None)


def _told(item: Missing, pack: Pack, language: str) -> Missing:
    """With the titles of exercises, which a rule knows by their slugs only."""
    titles = {slug: exercise.titles[language] for slug, exercise in pack.exercises.items()}
    if item.code == "mean-over":
        named = [titles[slug] for slug in item.data["exercises"] if slug in titles]
        return Missing(item.code, {**item.data, "titles": named})
    if item.data.get("exercise") in titles:
        return Missing(item.code, {**item.data, "title": titles[item.data["exercise"]]})
    return item


def not_yet_read(db: Db, who: Visit, unit: str) -> bool:
    """Whether ``who`` opens this unit for the first time."""
    return db.get(UnitRead, (who.course_id, who.person_id, unit)) is None


def note_read(db: Db, who: Visit, unit: str, now: datetime) -> None:
    """Note that ``who`` opened the unit; the first time counts."""
    key = {"course_id": who.course_id, "person_id": who.person_id, "unit": unit}
    locks.found_or_made(db, select(UnitRead).filter_by(**key), lambda: UnitRead(**key, read_at=now))


def set_language(db: Db, who: Visit, language: str) -> None:
    """Read on in ``language``."""
    db.get_one(Session, who.session_id).language = language
