"""Drafts: kept whatever they say, guarded against one another, seen by nobody else."""

from datetime import datetime

import pytest

from mooc_tool.errors import Closed, NotFound, Unreadable
from mooc_tool.services import authoring
from mooc_tool.services.authoring import Desk
from mooc_tool.services.tool import Tool
from tests.services.desks import EXERCISE, UNIT, desk_of, found_in, save


@pytest.fixture
def desk(tool: Tool, course: int) -> Desk:
    """The course before anybody changed it."""
    return desk_of(tool, course)


def test_the_editable_files_are_texts_in_the_courses_order(desk: Desk) -> None:
    paths = authoring.editable(desk)
    assert paths.index(UNIT) < paths.index("en/2-1-remplir-les-voitures.md") < paths.index(EXERCISE)
    tables = ("pack.toml", "facts.toml", "glossary.toml", "data/communes.csv", "data/corridors.toml")
    flows = "data/flows.csv"  # which the shipped course has not
    assert paths[-6:] == (*tables, flows)
    assert "data/campaigns.csv" in authoring.read_only(desk)
    assert {*paths, *authoring.read_only(desk)} == {*desk.files, flows}


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
    ["data/campaigns.csv", "README.md", "fr/inconnue.md", "../pack.toml", "fr/../pack.toml", "/etc/x", ""],
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
