"""The report: groups, thresholds, and nothing about fewer than six people."""

import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mooc_tool.certificates.report_pdf import ExerciseScores, Funnel, ReportData, report_pdf

Open = Callable[[bytes], PdfReader]
TextOf = Callable[[bytes], str]


def test_the_french_report_says_it_all(report: ReportData, text_of: TextOf) -> None:
    text = re.sub(r"\s", "", text_of(report_pdf(report)))
    for said in (
        "Rapport de certification",
        "École des Mines de Saint-Étienne",
        "Comprendre l’économie collaborative",
        "session du 12 janvier 2026 au 15 février 2026",
        "établi le 1er mars 2026",
        "11 034 100 %",
        "7 200 65 %",
        "3 872 35 %",
        "1 307 12 %",
        "Délivrées : 1 307",
        "Révoquées : moins de 6",
        "Moyenne du cours d’au moins 60/100",
        "Remplir les voitures 58 8 9 10 31 90",
        "La courbe en S moins de 6 trop peu de personnes",
        "L’audit 0 aucune réponse",
    ):
        assert re.sub(r"\s", "", said) in text


def test_the_english_report_speaks_english(report: ReportData, text_of: TextOf) -> None:
    text = text_of(report_pdf(replace(report, language="en"))).replace("\u00a0", " ")
    for said in ("Certification report", "11,034", "Revoked: fewer than 6", "drawn up on 1 March 2026"):
        assert said in text


def test_an_unknown_enrolment_is_left_out(report: ReportData, text_of: TextOf) -> None:
    text = text_of(report_pdf(replace(report, funnel=Funnel(launched=40, active=30, certified=20))))
    assert "inscrits" not in text
    assert "75 %" in text.replace("\u00a0", " ")


def test_a_small_band_is_withheld_with_the_next_one(report: ReportData, text_of: TextOf) -> None:
    exercise = ExerciseScores("Petit", (10.0,) * 2 + (50.0,) * 7 + (70.0,) * 8)
    text = text_of(report_pdf(replace(report, exercises=(exercise,)))).replace("\u00a0", " ")
    assert "Petit 17 n. c. n. c. 8 0 50" in text


def test_the_same_report_has_the_same_bytes_and_the_two_standards(report: ReportData, opened: Open) -> None:
    pdf = report_pdf(report)
    assert pdf == report_pdf(report)
    metadata = opened(pdf).root_object["/Metadata"].get_object().get_data().decode()
    assert "pdfaid:conformance>A<" in metadata
    assert "pdfuaid:part>1<" in metadata


counts = st.integers(0, 20_000)


@given(
    st.builds(Funnel, enrolled=st.none() | counts, launched=counts, active=counts, certified=counts),
    counts,
    st.lists(st.lists(st.floats(0, 100), max_size=30).map(tuple), max_size=17),
)
@settings(deadline=None)
def test_any_course_gives_one_page(
    report: ReportData, opened: Open, funnel: Funnel, issued: int, scores: list[tuple[float, ...]]
) -> None:
    exercises = tuple(ExerciseScores("Faire tourner l’acceptation différée", points) for points in scores)
    pdf = report_pdf(replace(report, funnel=funnel, issued=issued, exercises=exercises))
    assert len(opened(pdf).pages) == 1
