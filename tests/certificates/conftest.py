"""A certificate and a report with everything on them, and what a reader finds in a PDF."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from mooc_tool.certificates.pdf import Certificate, Session, Skill, Threshold
from mooc_tool.certificates.report_pdf import ExerciseScores, Funnel, ReportData

SERIAL = "MT-H2F7-GV9K-MQ4P"


@pytest.fixture(scope="session")
def french() -> Certificate:
    return Certificate(
        name="Camille Lefèvre",
        course="Comprendre l’économie collaborative",
        institution="École des Mines de Saint-Étienne",
        hours=10,
        level="Attestation de réussite",
        issued_on=date(2026, 3, 1),
        serial=SERIAL,
        verify_url=f"https://mooc.example.fr/verify/{SERIAL}",
        skills=(
            Skill("Apparier des conducteurs", "excellent"),
            Skill("Atteindre la masse critique", "developing"),
        ),
        thresholds=(
            Threshold("mean", 60),
            Threshold("week", 40),
            Threshold("exercise", 50, "Le covoiturage"),
            Threshold("activities", 70),
        ),
        session=Session(date(2026, 1, 12), date(2026, 2, 15)),
    )


@pytest.fixture(scope="session")
def report() -> ReportData:
    return ReportData(
        course="Comprendre l’économie collaborative",
        institution="École des Mines de Saint-Étienne",
        reported_on=date(2026, 3, 1),
        funnel=Funnel(enrolled=11034, launched=7200, active=3872, certified=1307),
        issued=1307,
        revoked=2,
        exercises=(
            ExerciseScores("Remplir les voitures", (20,) * 8 + (45,) * 9 + (70,) * 10 + (90,) * 31),
            ExerciseScores("La courbe en S", (11.5, 77)),
            ExerciseScores("L’audit", ()),
        ),
        thresholds=(Threshold("mean", 60),),
        session=Session(date(2026, 1, 12), date(2026, 2, 15)),
    )


@pytest.fixture(scope="session")
def opened() -> Callable[[bytes], PdfReader]:
    """Opens a PDF."""
    return lambda pdf: PdfReader(BytesIO(pdf))


@pytest.fixture(scope="session")
def text_of(opened: Callable[[bytes], PdfReader]) -> Callable[[bytes], str]:
    """Gives the text of a PDF's only page, its lines joined by spaces."""

    def read(pdf: bytes) -> str:
        (page,) = opened(pdf).pages
        return " ".join(page.extract_text().split())

    return read
