"""Problems and previews of drafts, whatever is typed."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mooc_tool.packs.page import Addresses
from mooc_tool.services import authoring, file_cards, proofreading
from mooc_tool.services.authoring import Desk
from mooc_tool.services.tool import Tool
from tests.services.desks import EXERCISE, UNIT, desk_of, found_in, save

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


@pytest.fixture
def desk(tool: Tool, course: int) -> Desk:
    """The course before anybody changed it."""
    return desk_of(tool, course)


def test_the_shipped_course_has_no_problem(desk: Desk, now: datetime) -> None:
    assert found_in(desk, now) == []


def test_a_course_keeps_what_this_tools_pages_need(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    text = authoring.text_of(desk, "pack.toml")
    without_level = text[: text.index("[[certification.levels]]")]
    save(tool, course, "pack.toml", without_level, now)
    found = proofreading.problems(desk_of(tool, course), now.date())
    assert [(one.code, one.data) for one in found] == [
        ("field-missing", {"field": "certification.levels"}),
        ("level-unknown", {"level": desk.pack.rule.main}),
    ]
    save(tool, course, "pack.toml", text.replace('languages = ["fr", "en"]', 'languages = ["fr"]'), now)
    found = proofreading.problems(desk_of(tool, course), now.date())
    assert ("language-missing", "en") in [(one.code, one.data.get("language")) for one in found]


def test_faults_of_an_exercises_parameters_are_found(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    save(tool, course, EXERCISE, authoring.text_of(desk, EXERCISE).replace("gier", "nulle-part"), now)
    found = proofreading.problems(desk_of(tool, course), now.date())
    assert [(one.path, one.code) for one in found] == [(EXERCISE, "params-wrong")]
    assert found[0].line > 1


def test_preview_shows_the_draft_with_the_drafts_of_other_files(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    glossary = authoring.text_of(desk, "glossary.toml")
    save(tool, course, "glossary.toml", glossary + TERM, now)
    typed = desk_of(tool, course).with_text(UNIT, "# Essai\n\nUne cohue <script>alert(1)</script>\n")
    page = proofreading.preview(typed, UNIT, str, Addresses())
    assert page is not None
    assert page.title == "Essai"
    assert [term.id for term in page.terms] == ["cohue"]
    assert "<script>" not in "".join(part.html for part in page.parts if part.exercise is None)
    assert proofreading.preview(typed, "pack.toml", str, Addresses()) is None


def test_the_problems_of_one_file_are_those_of_the_whole_check(desk: Desk, now: datetime) -> None:
    wrong = desk.with_text(UNIT, "# Court\n\nIl y a 42 <b>raisons</b>, voir [là](nulle-part.md).[^F-999]\n")
    wrong = wrong.with_text("pack.toml", authoring.text_of(desk, "pack.toml").replace("hours", "heures"))
    wrong = wrong.with_text(EXERCISE, 'kind = "inconnu"\ntitles = { fr = "Rien" }\n')
    for drafted in (wrong, wrong.with_text("pack.toml", authoring.text_of(desk, "pack.toml"))):
        everything = proofreading.problems(drafted, now.date())
        tables = ("pack.toml", "facts.toml", EXERCISE)
        for path in (UNIT, UNIT.replace("fr", "en", 1), "fr/a-propos.md", *tables):
            of_path = tuple(problem for problem in everything if problem.path == path)
            assert proofreading.problems_of(drafted, path, now.date()) == of_path
        assert {problem.path for problem in everything} & {UNIT, EXERCISE, "pack.toml"}


@pytest.fixture
def short(desk: Desk) -> Desk:
    """The desk of a course of one unit, one exercise and one quiz: quick to check again and again."""
    kept = {UNIT, UNIT.replace("fr", "en", 1), EXERCISE, "quizzes/quiz-semaine-2.toml"}
    lessons = {path for path in desk.files if path.startswith(("fr/", "en/", "exercises/", "quizzes/"))}
    files = {path: content for path, content in desk.files.items() if path not in lessons - kept}
    files["pack.toml"] = SHORT_PACK.encode()
    return replace(desk, published=replace(desk.published, files=files))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=300), path=st.sampled_from([UNIT, "pack.toml", "facts.toml", EXERCISE]))
def test_any_text_can_be_checked_and_previewed(short: Desk, now: datetime, typed: str, path: str) -> None:
    """Whatever an instructor types gives problems or a page, never a crash."""
    drafted = short.with_text(path, typed)
    for problem in proofreading.problems(drafted, now.date()):
        assert problem.line >= 1
        assert str(problem)
    proofreading.preview(drafted, path, str, Addresses())
    file_cards.all_cards(drafted, (), "fr")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_line_may_go_missing_or_come_twice(short: Desk, now: datetime, data: st.DataObject) -> None:
    """The slips that really happen while one edits."""
    written = [path for path in authoring.editable(short) if path in short.files]
    path = data.draw(st.sampled_from(written))
    lines = authoring.text_of(short, path).splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    slipped = [*lines[:at], *data.draw(st.sampled_from([[], [lines[at]] * 2])), *lines[at + 1 :]]
    drafted = short.with_text(path, "".join(slipped))
    for problem in proofreading.problems(drafted, now.date()):
        assert str(problem)
    proofreading.preview(drafted, path, str, Addresses())
    file_cards.all_cards(drafted, (), "en")


HEADER = b"code,name,population,latitude,longitude\n"
TOWN = b"1,Ici,1000,45.4,4.4\n"
CORRIDOR = b"""[[corridor]]
id = "val"
titles = { fr = "Val", en = "Valley" }
origins = ["1"]
destination = "2"
"""
TWO = HEADER + TOWN + b"2,Ailleurs,900,45.5,4.5\n"


@pytest.mark.parametrize(
    ("code", "line", "communes", "corridors"),
    [
        ("territory-columns", 1, b"code;name\n", b""),
        ("territory-far-away", 4, TWO + b"3,Autre part,900,4.5,45.4\n", b""),
        ("territory-row-length", 3, HEADER + TOWN + b"2,La\n", b""),
        ("territory-value", 2, HEADER + b"1,Ici,beaucoup,45.4,4.4\n", b""),
        ("territory-code-twice", 3, HEADER + TOWN + TOWN, b""),
        ("territory-no-rows", 1, HEADER, b""),
        ("not-utf8", 2, HEADER + b"1,Ici\xff,1000,45.4,4.4\n", b""),
        ("toml-syntax", 1, TWO, b"[[corridor"),
        ("territory-value", 1, TWO, b"roads = 1\n"),
        ("territory-corridor-twice", 6, TWO, CORRIDOR + CORRIDOR),
        ("territory-unknown-commune", 1, HEADER + TOWN, CORRIDOR),
        ("territory-destination-is-origin", 1, TWO, CORRIDOR.replace(b'"2"', b'"1"')),
    ],
)
def test_each_fault_of_the_territory_is_told_where_it_is(
    now: datetime, code: str, line: int, communes: bytes, corridors: bytes
) -> None:
    files = {"pack.toml": SHORT_PACK.encode(), "data/communes.csv": communes}
    files |= {"data/corridors.toml": corridors} if corridors else {}
    told = [each for each in proofreading.check_files(files, now.date()) if each.path.startswith("data/")]
    assert (code, line) in {(each.code, each.line) for each in told}
    assert all(str(each) for each in told)


def test_own_communes_are_checked_with_the_exercises_that_play_on_them(
    tool: Tool, course: int, now: datetime
) -> None:
    published = desk_of(tool, course).files["data/communes.csv"].decode()
    without_the_last = published.rstrip("\n").rpartition("\n")[0] + "\n"
    save(tool, course, "data/communes.csv", without_the_last, now)
    assert found_in(desk_of(tool, course), now) == []
    own = CORRIDOR.decode().replace('"1"', '"42186"').replace('"2"', '"42218"')
    save(tool, course, "data/corridors.toml", own, now)
    wrong = found_in(desk_of(tool, course), now)
    assert ("exercises/remplir-les-voitures.toml", "params-wrong") in wrong  # its corridors are no more


def test_own_flows_are_written_in_the_studio_and_checked(tool: Tool, course: int, now: datetime) -> None:
    save(tool, course, "data/flows.csv", "origin,destination,commuters\n42207,42218,many\n", now)
    assert found_in(desk_of(tool, course), now) == [("data/flows.csv", "territory-value")]
    save(tool, course, "data/flows.csv", "origin,destination,commuters\n42207,42218,5210.5\n", now)
    wrong = found_in(desk_of(tool, course), now)
    assert wrong, "of one way alone not every exercise finds a case"
    assert {code for _, code in wrong} == {"params-wrong"}
    save(tool, course, "data/flows.csv", "", now)
    assert desk_of(tool, course).drafts == {}
