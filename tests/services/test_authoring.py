"""Drafts of the shipped course: kept whatever they say, guarded against one another, seen by nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mooc_tool.errors import Closed, NotFound, Unreadable
from mooc_tool.packs.page import Addresses
from mooc_tool.records import Course
from mooc_tool.services import authoring
from mooc_tool.services.authoring import Desk
from mooc_tool.services.tool import Tool

UNIT = "fr/2-1-remplir-les-voitures.md"
EXERCISE = "exercises/remplir-les-voitures.toml"
TERM = """
[cohue]
fr = { term = "cohue", definition = "Foule." }
en = { term = "crowd", definition = "A crowd." }
"""
SHORT_PACK = """
slug = "economie-collaborative"
languages = ["fr", "en"]
licence = "CC BY 4.0"
authors = ["Les auteurs"]
hours = 1
titles = { fr = "Une semaine", en = "One week" }

[[weeks]]
number = 2
titles = { fr = "L’appariement", en = "Matching" }
minutes = 30

[[weeks.units]]
slug = "2-1-remplir-les-voitures"
minutes = 30

[[certification.levels]]
id = "reussite"
titles = { fr = "Réussite", en = "Success" }

[certification.levels.rule]
mean = 60
"""


def desk_of(tool: Tool, course: int) -> Desk:
    """The course's desk as a page would open it."""
    with tool.database.reading() as db:
        return authoring.open_desk(db, db.get_one(Course, course), tool.library)


def save(tool: Tool, course: int, path: str, text: str, now: datetime, version: str | None = None) -> None:
    """Save ``text`` as somebody who has just opened the file, or who opened it at ``version``."""
    with tool.database.writing() as db:
        desk = authoring.hold_desk(db, course, tool.library)
        seen = authoring.version_of(desk, path) if version is None else version
        authoring.save_file(db, desk, path, text, seen, now)


def found_in(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    """The problems of the course as drafted: path and code."""
    return [(problem.path, problem.code) for problem in authoring.problems(desk, now.date())]


@pytest.fixture
def desk(tool: Tool, course: int) -> Iterator[Desk]:
    """The course before anybody changed it."""
    return desk_of(tool, course)


def test_the_editable_files_are_texts_in_the_courses_order(desk: Desk) -> None:
    paths = authoring.editable(desk)
    assert paths.index(UNIT) < paths.index("en/2-1-remplir-les-voitures.md") < paths.index(EXERCISE)
    assert paths[-3:] == ("pack.toml", "facts.toml", "glossary.toml")
    assert "data/communes.csv" in authoring.read_only(desk)
    assert {*paths, *authoring.read_only(desk)} == set(desk.files)


def test_cards_say_title_language_and_state(tool: Tool, course: int, now: datetime) -> None:
    save(tool, course, UNIT, "# Un autre titre\n\n<b>gras</b>\n", now)
    desk = desk_of(tool, course)
    found = {card.path: card for card in authoring.cards(desk, authoring.problems(desk, now.date()), "en")}
    assert (found[UNIT].title, found[UNIT].language, found[UNIT].state) == ("Un autre titre", "fr", "changed")
    assert found[UNIT].problems >= 2
    assert (found[EXERCISE].title, found[EXERCISE].kind) == ("Fill the cars", "exercise")
    assert (found["pack.toml"].kind, found["pack.toml"].state) == ("table", "published")


def test_the_shipped_course_has_no_problem(desk: Desk, now: datetime) -> None:
    assert found_in(desk, now) == []


def test_a_draft_is_kept_though_it_is_wrong_and_learners_do_not_see_it(
    tool: Tool, course: int, now: datetime
) -> None:
    save(tool, course, "pack.toml", "this is not TOML", now)
    desk = desk_of(tool, course)
    assert authoring.text_of(desk, "pack.toml") == "this is not TOML"
    assert found_in(desk, now) == [("pack.toml", "toml-syntax")]
    assert desk.pack is desk.published.pack
    assert "this is not TOML" not in authoring.published_text(desk, "pack.toml")


def test_line_ends_of_a_form_become_plain(tool: Tool, course: int, desk: Desk, now: datetime) -> None:
    typed = authoring.text_of(desk, UNIT).replace("\n", "\r\n")
    save(tool, course, UNIT, typed, now)
    assert desk_of(tool, course).drafts == {}, "the same text is no change"
    save(tool, course, UNIT, "# A\r\n\r\nb\rc", now)
    assert desk_of(tool, course).drafts == {UNIT: b"# A\n\nb\nc"}


def test_the_published_text_typed_again_ends_the_draft(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    save(tool, course, UNIT, "# Autre", now)
    save(tool, course, UNIT, authoring.published_text(desk, UNIT), now)
    assert desk_of(tool, course).drafts == {}


def test_who_saved_first_is_not_overwritten(tool: Tool, course: int, desk: Desk, now: datetime) -> None:
    opened = authoring.version_of(desk, UNIT)
    save(tool, course, UNIT, "# Première", now, opened)
    with pytest.raises(Closed, match="draft-outdated"):
        save(tool, course, UNIT, "# Seconde", now, opened)
    assert authoring.text_of(desk_of(tool, course), UNIT) == "# Première"


def test_a_version_never_comes_back_with_another_text(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    """A draft thrown away and begun again must not look like the one before."""
    save(tool, course, UNIT, "# Première", now)
    opened = authoring.version_of(desk_of(tool, course), UNIT)
    with tool.database.writing() as db:
        authoring.discard(db, authoring.hold_desk(db, course, tool.library), UNIT, opened)
    assert authoring.version_of(desk_of(tool, course), UNIT) == authoring.version_of(desk, UNIT)
    save(tool, course, UNIT, "# Seconde", now)
    with pytest.raises(Closed, match="draft-outdated"):
        save(tool, course, UNIT, "# Troisième", now, opened)


def test_throwing_away_asks_for_the_draft_that_was_seen(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    save(tool, course, UNIT, "# Autre", now)
    with tool.database.writing() as db:
        held = authoring.hold_desk(db, course, tool.library)
        with pytest.raises(Closed, match="draft-outdated"):
            authoring.discard(db, held, UNIT, authoring.version_of(desk, UNIT))
    assert UNIT in desk_of(tool, course).drafts


@pytest.mark.parametrize(
    "path",
    ["data/communes.csv", "README.md", "fr/inconnue.md", "../pack.toml", "fr/../pack.toml", "/etc/x", ""],
)
def test_only_texts_of_the_pack_are_changed(tool: Tool, course: int, now: datetime, path: str) -> None:
    with pytest.raises(NotFound, match="file-unknown"):
        save(tool, course, path, "x", now)
    assert desk_of(tool, course).drafts == {}


def test_a_text_has_a_largest_size(tool: Tool, course: int, now: datetime) -> None:
    save(tool, course, UNIT, "é" * (authoring.MOST_BYTES // 2), now)
    with pytest.raises(Unreadable, match="too-large"):
        save(tool, course, UNIT, "é" * (authoring.MOST_BYTES // 2) + "x", now)


def test_drafts_of_one_course_are_not_in_another(
    tool: Tool, course: int, neighbour: int, desk: Desk, now: datetime
) -> None:
    save(tool, course, UNIT, "# Autre", now)
    other = desk_of(tool, neighbour)
    assert other.drafts == {}
    assert authoring.text_of(other, UNIT) == authoring.text_of(desk, UNIT)


def test_a_unit_that_the_table_lists_can_be_written(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    listed = authoring.text_of(desk, "pack.toml").replace(
        "[[certification.levels]]", '[[pages]]\nslug = "aide"\n\n[[certification.levels]]', 1
    )
    save(tool, course, "pack.toml", listed, now)
    desk = desk_of(tool, course)
    assert authoring.card(desk, "fr/aide.md", "fr").state == "unwritten"
    assert found_in(desk, now) == [(f"{code}/aide.md", "translation-missing") for code in ("en", "fr")]
    save(tool, course, "fr/aide.md", "# Aide\n\nÉcrivez-nous.\n", now)
    save(tool, course, "en/aide.md", "# Help\n\nWrite to us.\n", now)
    desk = desk_of(tool, course)
    assert found_in(desk, now) == []
    assert authoring.card(desk, "fr/aide.md", "fr").title == "Aide"


def test_an_exercise_that_a_page_names_can_be_written(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    text = authoring.text_of(desk, UNIT)
    save(tool, course, UNIT, f"{text}\n```exercise\nencore-des-voitures\n```\n", now)
    made = "exercises/encore-des-voitures.toml"
    assert authoring.card(desk_of(tool, course), made, "fr").state == "unwritten"
    save(tool, course, made, authoring.text_of(desk, EXERCISE), now)
    assert "encore-des-voitures" in desk_of(tool, course).pack.exercises


def test_a_course_keeps_what_this_tools_pages_need(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    text = authoring.text_of(desk, "pack.toml")
    without_level = text[: text.index("[[certification.levels]]")]
    save(tool, course, "pack.toml", without_level, now)
    found = authoring.problems(desk_of(tool, course), now.date())
    assert [(one.code, one.data["field"]) for one in found] == [("field-missing", "certification.levels")]
    save(tool, course, "pack.toml", text.replace('languages = ["fr", "en"]', 'languages = ["fr"]'), now)
    found = authoring.problems(desk_of(tool, course), now.date())
    assert ("language-missing", "en") in [(one.code, one.data.get("language")) for one in found]


def test_faults_of_an_exercises_parameters_are_found(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    save(tool, course, EXERCISE, authoring.text_of(desk, EXERCISE).replace("gier", "nulle-part"), now)
    found = authoring.problems(desk_of(tool, course), now.date())
    assert [(one.path, one.code) for one in found] == [(EXERCISE, "params-wrong")]
    assert found[0].line > 1


def test_preview_shows_the_draft_with_the_drafts_of_other_files(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    glossary = authoring.text_of(desk, "glossary.toml")
    save(tool, course, "glossary.toml", glossary + TERM, now)
    typed = desk_of(tool, course).with_text(UNIT, "# Essai\n\nUne cohue <script>alert(1)</script>\n")
    page = authoring.preview(typed, UNIT, str, Addresses())
    assert page is not None
    assert page.title == "Essai"
    assert [term.id for term in page.terms] == ["cohue"]
    assert "<script>" not in "".join(part.html for part in page.parts if part.exercise is None)
    assert authoring.preview(typed, "pack.toml", str, Addresses()) is None


@pytest.fixture
def short(desk: Desk) -> Desk:
    """The desk of a course of one unit: quick to check again and again."""
    pages = {path for path in desk.files if path.endswith(".md")} - {UNIT, UNIT.replace("fr", "en", 1)}
    files = {path: content for path, content in desk.files.items() if path not in pages}
    files["pack.toml"] = SHORT_PACK.encode()
    return replace(desk, published=replace(desk.published, files=files))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=300), path=st.sampled_from([UNIT, "pack.toml", "facts.toml", EXERCISE]))
def test_any_text_can_be_checked_and_previewed(short: Desk, now: datetime, typed: str, path: str) -> None:
    """Whatever an instructor types gives problems or a page, never a crash."""
    drafted = short.with_text(path, typed)
    for problem in authoring.problems(drafted, now.date()):
        assert problem.line >= 1
        assert str(problem)
    authoring.preview(drafted, path, str, Addresses())
    authoring.cards(drafted, (), "fr")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_line_may_go_missing_or_come_twice(short: Desk, now: datetime, data: st.DataObject) -> None:
    """The slips that really happen while one edits."""
    path = data.draw(st.sampled_from(authoring.editable(short)))
    lines = authoring.text_of(short, path).splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    slipped = [*lines[:at], *data.draw(st.sampled_from([[], [lines[at]] * 2])), *lines[at + 1 :]]
    drafted = short.with_text(path, "".join(slipped))
    for problem in authoring.problems(drafted, now.date()):
        assert str(problem)
    authoring.preview(drafted, path, str, Addresses())
    authoring.cards(drafted, (), "en")
