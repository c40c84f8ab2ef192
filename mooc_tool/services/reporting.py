"""The certification report: who meets the rule, what was issued, how the exercises went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from mooc_tool.packs.model import Pack, Rule
from mooc_tool.records import Certificate, Course, Membership, Role, Score
from mooc_tool.services import progress, results, sheets

BANDS = 5
"""Bands of 20 points."""


@dataclass(frozen=True)
class ExerciseReport:
    """How an exercise went: marked attempts, learners, mean of best scores, learners by band of 20 points."""

    title: str
    attempts: int
    learners: int
    mean: float | None
    bands: tuple[int, ...]


@dataclass(frozen=True)
class ReportRow:
    """A learner. ``decision``: issued, revoked, met (the name is not confirmed yet), missing."""

    name: str | None
    label: str
    scores: Mapping[str, int | None]
    mean: float
    decision: str
    serial: str | None
    issued_on: datetime | None


@dataclass(frozen=True)
class Report:
    """The whole report of a course."""

    course: str
    session: str
    institution: str
    generated_at: datetime
    rule: Rule
    level_title: str
    funnel: tuple[tuple[str, int], ...]
    columns: tuple[results.Column, ...]
    exercises: tuple[ExerciseReport, ...]
    rows: tuple[ReportRow, ...]


def of_course(
    db: Db, course: Course, pack: Pack, *, institution: str, language: str, now: datetime
) -> Report:
    """The certification report of ``course`` under the rule of its revision."""
    table = results.of_course(db, course.course_id, pack, language)
    level = pack.rule.main_level
    issued = {
        certificate.person_id: certificate
        for certificate in db.scalars(
            select(Certificate).where(
                Certificate.course_id == course.course_id, Certificate.level == level.id
            )
        )
    }
    rows = tuple(_row(learner, pack, issued.get(learner.person_id)) for learner in table.learners)
    return Report(
        course=pack.titles[language],
        session=course.title,
        institution=institution,
        generated_at=now,
        rule=level.rule,
        level_title=level.titles[language],
        funnel=_funnel(table, rows),
        columns=table.exercises,
        exercises=tuple(_exercise(db, course.course_id, column, table) for column in table.exercises),
        rows=rows,
    )


def _row(learner: results.LearnerRow, pack: Pack, certificate: Certificate | None) -> ReportRow:
    best = {slug: points for slug, points in learner.scores.items() if points is not None}
    ruling = progress.verdict(pack, best)
    if certificate is not None:
        decision = "revoked" if certificate.revoked_at else "issued"
    else:
        decision = "met" if ruling.met else "missing"
    return ReportRow(
        name=learner.name,
        label=learner.label,
        scores=learner.scores,
        mean=ruling.mean,
        decision=decision,
        serial=certificate.serial if certificate else None,
        issued_on=certificate.issued_at if certificate else None,
    )


def _funnel(table: results.Results, rows: Sequence[ReportRow]) -> tuple[tuple[str, int], ...]:
    return (
        ("launched", table.counts.enrolled),
        ("active", table.counts.active),
        ("met", sum(row.decision in {"met", "issued", "revoked"} for row in rows)),
        ("issued", sum(row.decision == "issued" for row in rows)),
        ("revoked", sum(row.decision == "revoked" for row in rows)),
    )


def _exercise(db: Db, course_id: int, column: results.Column, table: results.Results) -> ExerciseReport:
    attempts = db.scalar(
        select(func.count())
        .select_from(Score)
        .join(
            Membership,
            (Membership.course_id == Score.course_id) & (Membership.person_id == Score.person_id),
        )
        .where(Score.course_id == course_id, Score.exercise == column.slug, Membership.role == Role.LEARNER)
    )
    points = [score for row in table.learners if (score := row.scores[column.slug]) is not None]
    bands = [0] * BANDS
    for score in points:
        bands[min(score * BANDS // 100, BANDS - 1)] += 1
    mean = sum(points) / len(points) if points else None
    return ExerciseReport(column.title, attempts or 0, len(points), mean, tuple(bands))


def as_csv(report: Report, headings: Sequence[str], decisions: Mapping[str, str]) -> bytes:
    """The rows for a spreadsheet.

    ``headings`` name label, name, mean, decision, serial and date; exercises stand before the mean.
    """
    label, name, *rest = headings
    head = [label, name, *(column.title for column in report.columns), *rest]
    return sheets.as_csv([head, *(_cells(row, report, decisions) for row in report.rows)])


def _cells(row: ReportRow, report: Report, decisions: Mapping[str, str]) -> Iterator[str]:
    yield row.label
    yield row.name or ""
    for column in report.columns:
        points = row.scores[column.slug]
        yield "" if points is None else str(points)
    yield f"{row.mean:.1f}"
    yield decisions[row.decision]
    yield row.serial or ""
    yield row.issued_on.date().isoformat() if row.issued_on else ""
