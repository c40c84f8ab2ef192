"""The certification report as a PDF: one A4 page for the institution, about groups, never about a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from mooc_tool.certificates.bands import BANDS, band_of
from mooc_tool.certificates.pdf import Language, Session, Threshold
from mooc_tool.certificates.small_groups import shown, shown_parts
from mooc_tool.certificates.typesetting import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """People who came so far: ``enrolled`` in the LMS (None if it does not tell), ``launched`` (opened the
    course), ``active`` (handed in an answer), ``certified`` (got a certificate, be it revoked since).
    """

    launched: int
    active: int
    certified: int
    enrolled: int | None = None


@dataclass(frozen=True, slots=True)
class ExerciseScores:
    """An exercise and each learner's best score, 0 to 100. Only the bands and the median are printed."""

    title: str
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """All that the report tells, as counts; the texts are in ``language``."""

    course: str
    institution: str
    reported_on: date
    funnel: Funnel
    issued: int
    revoked: int
    exercises: tuple[ExerciseScores, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    session: Session | None = None
    language: Language = "fr"


def report_pdf(data: ReportData, fonts: Path | None = None) -> bytes:
    """The report as PDF/A-2a and PDF/UA-1: same data, same bytes. One page up to about 25 exercises.

    Groups of fewer than six people are withheld here, whatever the data. Raises Unwritable
    (``text-unwritable``).
    """
    return typeset("report", _data(data), fonts)


def _data(data: ReportData) -> Mapping[str, object]:
    session = data.session
    return {
        "course": data.course,
        "institution": data.institution,
        "reported_on": data.reported_on.isoformat(),
        "funnel": _stages(data.funnel),
        "issued": shown(data.issued),
        "revoked": shown(data.revoked),
        "bands": [{"name": band, "low": low, "high": high} for band, (low, high) in BANDS.items()],
        "exercises": [_distribution(exercise) for exercise in data.exercises],
        "thresholds": [
            {"rule": threshold.rule, "points": threshold.points, "name": threshold.name}
            for threshold in data.thresholds
        ],
        "session": session and [session.starts_on.isoformat(), session.ends_on.isoformat()],
        "language": data.language,
    }


def _stages(funnel: Funnel) -> list[Mapping[str, object]]:
    """The stages that are known, each with its share of the first one, in per cent."""
    counts = {
        "enrolled": funnel.enrolled,
        "launched": funnel.launched,
        "active": funnel.active,
        "certified": funnel.certified,
    }
    known = {name: shown(count) for name, count in counts.items() if count is not None}
    first = next(iter(known.values()))
    return [
        {"name": name, "count": count, "share": None if count is None or not first else 100 * count / first}
        for name, count in known.items()
    ]


def _distribution(exercise: ExerciseScores) -> Mapping[str, object]:
    """How many learners are in each band, and their median; nothing but the heading for too small a group."""
    learners = shown(len(exercise.points))
    if not learners:
        return {"title": exercise.title, "learners": learners}
    found = Counter(map(band_of, exercise.points))
    return {
        "title": exercise.title,
        "learners": learners,
        "bands": shown_parts([found[band] for band in BANDS]),
        "median": round(median(exercise.points)),
    }
