"""The certification report: a decision for each learner, and a file that a spreadsheet may open."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.records import Course, PersonName, Role
from mooc_tool.services import certifying, reporting
from mooc_tool.services.reporting import Report, ReportRow
from mooc_tool.services.results import Column
from mooc_tool.services.sessions import Visit
from tests.services.campus import BACK, OUT, ROUND, Campus

HEADINGS = ("Learner", "Name", "Mean", "Decision", "Serial", "Issued on")
DECISIONS = {"issued": "Issued", "revoked": "Revoked", "met": "Met", "missing": "Missing"}


def report(campus: Campus, language: str = "fr") -> Report:
    """The course's."""
    with campus.tool.database.reading() as db:
        course = db.get_one(Course, campus.course_id)
        return reporting.of_course(
            db, course, campus.content.pack, institution="École", language=language, now=campus.now
        )


def rows(found: Report) -> list[list[str]]:
    """The file, as a spreadsheet reads it."""
    text = reporting.as_csv(found, HEADINGS, DECISIONS).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture
def people(campus: Campus) -> dict[str, Visit]:
    """One for each decision, and a teacher whose tries count for nothing."""
    found = {sub: campus.member(sub) for sub in ("idle", "weak", "met", "issued", "revoked")}
    campus.score(found["weak"], OUT, 100)
    for sub in ("met", "issued", "revoked"):
        for slug, points in ((OUT, 40), (BACK, 60), (ROUND, 81)):
            campus.score(found[sub], slug, points)
    teacher = campus.member("teacher", Role.INSTRUCTOR)
    campus.score(teacher, OUT, 100)
    with campus.tool.database.writing() as db:
        for sub in ("issued", "revoked"):
            certificate = certifying.issue(
                db, found[sub], campus.content, sub.title(), campus.tool.settings, campus.now
            )
        certifying.revoke(db, campus.course_id, certificate.serial, "", campus.now)
    return found


def test_each_learner_has_a_decision(campus: Campus, people: dict[str, Visit]) -> None:
    found = report(campus)
    assert [row.decision for row in found.rows] == ["missing", "missing", "met", "issued", "revoked"]
    assert [row.label for row in found.rows] == [f"P-{who.person_id:04d}" for who in people.values()]
    assert [row.name for row in found.rows] == [None, None, None, "Issued", "Revoked"]
    assert found.rows[1].scores == {OUT: 100, BACK: None, ROUND: None}
    assert found.rows[1].mean == 33.3, "cut, not rounded up"
    assert dict(found.funnel) == {"launched": 5, "active": 4, "met": 3, "issued": 1, "revoked": 1}


@pytest.mark.usefixtures("people")
def test_exercises_are_summed_up_over_learners(campus: Campus) -> None:
    out, back, _ = report(campus, "en").exercises
    assert (out.title, out.attempts, out.learners, out.mean) == ("ALLER", 4, 4, 55.0)
    assert out.bands == (0, 0, 3, 0, 1)
    assert (back.attempts, back.bands) == (3, (0, 0, 0, 3, 0))


def test_an_empty_course_has_an_empty_report(campus: Campus) -> None:
    found = report(campus)
    assert found.rows == ()
    assert {one.mean for one in found.exercises} == {None}
    assert len(rows(found)) == 1


@pytest.mark.usefixtures("people")
def test_the_file_holds_the_table(campus: Campus) -> None:
    head, *lines = rows(report(campus))
    assert head == ["Learner", "Name", "Aller", "Retour", "Detour", "Mean", "Decision", "Serial", "Issued on"]
    assert lines[1][1:7] == ["", "100", "", "", "33.3", "Missing"]
    assert lines[3][1:7] == ["Issued", "40", "60", "81", "60.3", "Issued"]
    assert lines[3][7].startswith("MT-")
    assert lines[3][8] == "2026-03-02"


def test_nobodys_name_is_a_formula(campus: Campus, people: dict[str, Visit]) -> None:
    with campus.tool.database.writing() as db:
        db.get_one(PersonName, people["issued"].person_id).name = '=HYPERLINK("http://x";"y")'
    assert rows(report(campus))[4][1] == '\'=HYPERLINK("http://x";"y")'


@given(name=st.text(st.characters(exclude_categories=["Cs"])))
def test_no_name_breaks_the_file_or_runs(name: str) -> None:
    row = ReportRow(name, "P-0001", {OUT: 5}, 5.0, "missing", None, None)
    columns = (Column(OUT, "Aller"),)
    found = Report("", "", "", None, None, "", (), columns, (), (row,))  # type: ignore[arg-type]  # not printed
    (line,) = rows(found)[1:]
    assert line[1] in (name, f"'{name}")
    assert line[1][:1] not in set("=+-@\t\r")
    assert line[2:] == ["5", "5.0", "Missing", "", ""]
