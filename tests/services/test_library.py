"""Revisions: the same files are the same one, for good; an installation is set up once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select

from mooc_tool import paths
from mooc_tool.errors import NotFound, SettingsError
from mooc_tool.packs.files import folder_files
from mooc_tool.records import Base, Blob, Database, Revision, RevisionFile
from mooc_tool.services import library, setting_up
from mooc_tool.services.library import DEFAULT_PACK, Library
from mooc_tool.services.tool import Tool
from tests.services.campus import Campus, files


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def store(
    database: Database, content: dict[str, bytes], now: datetime, pack: str = "p", *, shipped: bool = False
) -> Revision:
    """Publish."""
    with database.writing() as db:
        return library.store(db, pack, content, shipped=shipped, now=now)


def test_the_same_files_are_the_same_revision(database: Database, now: datetime) -> None:
    first = store(database, {"a": b"1", "b": b"2"}, now)
    again = store(database, {"b": b"2", "a": b"1"}, now + timedelta(days=1))
    assert (again.revision_id, again.published_at) == (first.revision_id, now)
    others = [{"a": b"1"}, {"a": b"2", "b": b"1"}, {"a": b"1", "b": b"2", "c": b""}, {"ab": b"12"}]
    found = {store(database, other, now).revision_id for other in others}
    assert len(found | {first.revision_id}) == 5
    assert store(database, {"a": b"1", "b": b"2"}, now, "q").revision_id not in found | {first.revision_id}


def test_files_come_back_to_the_byte(database: Database, now: datetime) -> None:
    content = {"a": bytes(range(256)), "b/é": b"", "same": b"x", "same too": b"x"}
    revision = store(database, content, now)
    with database.reading() as db:
        assert library.stored_files(db, revision.revision_id) == content
        assert db.scalar(select(func.count()).select_from(Blob).where(Blob.content == b"x")) == 1


def test_what_came_with_the_tool_is_known_as_such(database: Database, now: datetime) -> None:
    own = store(database, {"a": b"1"}, now)
    assert not own.shipped
    assert store(database, {"a": b"1"}, now, shipped=True).shipped
    assert store(database, {"a": b"1"}, now).shipped, "and stays so"


def test_new_courses_begin_with_the_newest_that_came_with_the_tool(database: Database, now: datetime) -> None:
    far = now + timedelta(days=9999)
    newest = store(database, {"a": b"1"}, far, DEFAULT_PACK, shipped=True)
    store(database, {"a": b"2"}, far + timedelta(days=1), DEFAULT_PACK)
    store(database, {"a": b"3"}, far + timedelta(days=1), "other", shipped=True)
    with database.reading() as db:
        assert library.newest_shipped(db).revision_id == newest.revision_id


def test_without_a_course_the_command_to_run_is_said(database: Database) -> None:
    with database.writing() as db:
        for table in (RevisionFile, Revision):
            db.execute(delete(table))
        with pytest.raises(SettingsError, match="mooc-tool db upgrade"):
            library.newest_shipped(db)


def test_a_revision_is_read_once(campus: Campus) -> None:
    shelf = Library()
    with campus.tool.database.reading() as db:
        first = shelf.get(db, campus.content.revision_id)
        assert shelf.get(db, campus.content.revision_id) is first
    assert set(first.pack.exercises) == {"aller", "retour", "detour"}
    page = shelf.page(first, "1-1-aller", "fr", str)
    assert shelf.page(first, "1-1-aller", "fr", str) is page
    with pytest.raises(NotFound, match="unit-unknown"):
        shelf.page(first, "nothing", "fr", str)


def test_memory_holds_a_few_revisions_only(campus: Campus) -> None:
    shelf = Library()
    revisions = [store(campus.tool.database, files(tries), campus.now) for tries in range(1, 13)]
    with campus.tool.database.reading() as db:
        first = shelf.get(db, revisions[0].revision_id)
        for revision in revisions:
            assert shelf.get(db, revision.revision_id).revision_id == revision.revision_id
        again = shelf.get(db, revisions[0].revision_id)
    assert again is not first
    assert again.pack == first.pack


def test_a_revision_that_cannot_be_read_is_said(database: Database, now: datetime) -> None:
    revision = store(database, {"pack.toml": b"not TOML"}, now)
    with database.reading() as db, pytest.raises(SettingsError, match=f"Revision {revision.revision_id}"):
        Library().get(db, revision.revision_id)


def test_setting_up_again_changes_nothing(tool: Tool, now: datetime) -> None:
    setting_up.upgrade(tool, now)
    before = _counts(tool)
    done = setting_up.upgrade(tool, now + timedelta(days=1))
    assert _counts(tool) == before
    assert done[1:] == ["a signing key", f"course {DEFAULT_PACK}"]
    tool.require_current()


def _counts(tool: Tool) -> dict[str, int]:
    with tool.database.reading() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_the_shipped_course_is_imported_whole(tool: Tool, now: datetime) -> None:
    setting_up.upgrade(tool, now)
    with tool.database.reading() as db:
        stored = library.stored_files(db, library.newest_shipped(db).revision_id)
    assert stored == folder_files(paths.content() / DEFAULT_PACK)
