"""The quizzes of a course for its instructor, from answers as learners give them."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from mooc_tool.records import Role
from mooc_tool.services import library, practice, quiz_reports
from mooc_tool.services.item_analysis import LEAST
from mooc_tool.services.quiz_reports import QuizReports
from tests.services.campus import Campus

HEADINGS = tuple("abcdefghi")
ENTRY, AGAIN = "entree", "bilan"


@pytest.fixture
def school(campus: Campus) -> Campus:
    """The campus, on the shipped course."""
    with campus.tool.database.reading() as db:
        shipped = library.newest_shipped(db)
        return replace(campus, content=campus.tool.library.get(db, shipped.revision_id))


def given(drawn: dict[str, Any], *, well: bool) -> str:
    """The field of an answer: the first choice that is right, or that is not; the number, or another."""
    item = drawn["item"]
    if item["kind"] == "numeric":
        return str(item["answer"] if well else 999)
    return str([item["choices"][choice]["right"] for choice in drawn["shown"]].index(well))


def sit(
    school: Campus, sub: str, right: int, quizzes: tuple[str, ...] = (ENTRY, AGAIN), **member: Role
) -> None:
    """Somebody makes both tests: in the first ``right`` items are right, in the second all."""
    who, database = school.member(sub, **member), school.tool.database
    for quiz in quizzes:
        with database.reading() as db:
            stands = practice.standing(db, who, practice.exercise_of(school.content, quiz))
        opened = practice.open_attempt(
            database, who, school.content, stands, secret=school.tool.secret, now=school.now
        )
        fields = {
            f"item-{at}": [given(drawn, well=quiz == AGAIN or at < right)]
            for at, drawn in enumerate(opened.question["items"])
        }
        assert practice.answer(database, who, school.content, opened, fields, school.now) is None


def reports(school: Campus) -> QuizReports:
    with school.tool.database.reading() as db:
        return quiz_reports.of_course(db, school.course_id, school.content.pack, "en")


def test_nothing_is_told_of_a_handful(school: Campus) -> None:
    for number in range(LEAST - 1):
        sit(school, f"p{number}", 3)
    sit(school, "teacher", 3, role=Role.INSTRUCTOR)
    found = reports(school)
    assert found.quizzes[0].learners == LEAST - 1
    assert {item.figures for quiz in found.quizzes for item in quiz.items} == {None}
    assert [gain.figures for gain in found.gains] == [None]


def test_items_and_the_gain_of_a_class(school: Campus) -> None:
    for number in range(12):
        sit(school, f"p{number}", 6 if number % 2 else 0)
    sit(school, "only once", 6, (ENTRY,))
    found = reports(school)
    by_slug = {quiz.slug: quiz for quiz in found.quizzes}
    entry, again = by_slug[ENTRY], by_slug[AGAIN]
    assert (entry.learners, again.learners) == (13, 12)
    told = [item for item in entry.items if item.figures]
    assert told
    for item in told:
        figures = item.figures
        assert sum(figures.chosen) == (figures.answers if item.choices else 0)
        for choice, times in zip(item.choices, figures.chosen, strict=True):
            assert not choice.right or times == round(figures.right * figures.answers)
        assert figures.discrimination in (None, pytest.approx(1))
    assert all(item.figures.right == 1 for item in again.items if item.figures)
    (gain,) = found.gains
    assert (gain.figures.learners, gain.figures.before, gain.figures.after) == (12, 50, 100)
    assert gain.figures.gain == 1


def test_the_table_has_a_row_for_each_choice(school: Campus) -> None:
    for number in range(LEAST):
        sit(school, f"p{number}", 6, (ENTRY,))
    found = reports(school)
    text = quiz_reports.as_csv(found, HEADINGS).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows[0] == list(HEADINGS)
    assert {len(row) for row in rows} == {len(HEADINGS)}
    entry = found.quizzes[0]
    expected = sum(len(item.choices) or 1 if item.figures else 1 for item in entry.items)
    assert sum(row[0] == entry.title for row in rows) == expected
