"""The certification report's words: what each column means, and the data of the printed page."""

from dataclasses import dataclass

from mooc_tool.certificates.report_pdf import ExerciseScores, Funnel, ReportData
from mooc_tool.services import certifying
from mooc_tool.services.reporting import Report
from mooc_tool.web.language import gettext


@dataclass(frozen=True)
class ColumnMeaning:
    """A column's heading and what stands in it."""

    heading: str
    meaning: str


def dictionary() -> list[ColumnMeaning]:
    """The columns beside the exercises, in the order of the CSV."""
    return [
        ColumnMeaning(
            gettext("Code"), gettext("Stands for the learner; the same in every table of this course.")
        ),
        ColumnMeaning(
            gettext("Name"),
            gettext("As confirmed for the certificate; empty before, and once it is forgotten."),
        ),
        ColumnMeaning(
            gettext("Mean"),
            gettext("Weighted mean of the best scores, out of 100; what was not done counts 0."),
        ),
        ColumnMeaning(gettext("Decision"), gettext("Where the learner stands with the certificate.")),
        ColumnMeaning(gettext("Serial number"), gettext("Opens the public verification page.")),
        ColumnMeaning(gettext("Issued on"), gettext("Day on which the certificate was issued (UTC).")),
    ]


def decisions() -> dict[str, str]:
    """The decision's words."""
    return {
        "issued": gettext("certificate issued"),
        "met": gettext("rule met, name not confirmed yet"),
        "missing": gettext("rule not met"),
        "revoked": gettext("certificate revoked"),
    }


def data(report: Report, language: str) -> ReportData:
    """The page: groups only, no person."""
    funnel = dict(report.funnel)
    titles = {column.slug: {language: column.title} for column in report.columns}
    return ReportData(
        course=report.course,
        institution=report.institution,
        reported_on=report.generated_at.date(),
        funnel=Funnel(
            launched=funnel["launched"],
            active=funnel["active"],
            certified=funnel["issued"] + funnel["revoked"],
        ),
        issued=funnel["issued"] + funnel["revoked"],
        revoked=funnel["revoked"],
        exercises=tuple(
            ExerciseScores(
                column.title,
                tuple(points for row in report.rows if (points := row.scores[column.slug]) is not None),
            )
            for column in report.columns
        ),
        thresholds=certifying.thresholds(certifying.asked_of(report.rule), titles, language),
        language="en" if language == "en" else "fr",
    )
