"""Editions: published only when right, never changed, gone back to; what comes with the tool is offered."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from mooc_tool.errors import Closed, NotFound
from mooc_tool.packs.problems import Problem
from mooc_tool.records import Course, Draft, Event, Revision
from mooc_tool.services import authoring, library, proofreading, publishing
from mooc_tool.services.publishing import EditionCard, Offer
from mooc_tool.services.tool import Tool

UNIT = "fr/2-1-remplir-les-voitures.md"
ENGLISH = "en/2-1-remplir-les-voitures.md"


def change(tool: Tool, course: int, now: datetime, words: str = "Bonne lecture.", path: str = UNIT) -> None:
    """Add a paragraph to a text of the course."""
    with tool.database.writing() as db:
        desk = authoring.hold_desk(db, course, tool.library)
        text = f"{authoring.text_of(desk, path)}\n{words}\n"
        authoring.save_file(db, desk, path, text, authoring.version_of(desk, path), now)


def publish(tool: Tool, course: int, by: int, now: datetime) -> None:
    """Publish the drafts."""
    publishing.publish(tool.database, tool.library, course, by, now)


def history(tool: Tool, course: int) -> tuple[EditionCard, ...]:
    """The editions, the newest first."""
    with tool.database.reading() as db:
        return publishing.history(db, db.get_one(Course, course))


def offer(tool: Tool, course: int) -> Offer | None:
    """What came with the tool."""
    with tool.database.reading() as db:
        return publishing.offer(db, tool.library, db.get_one(Course, course))


def read(tool: Tool, course: int, path: str = UNIT) -> str:
    """What learners of the course read."""
    with tool.database.reading() as db:
        return tool.library.get(db, db.get_one(Course, course).revision_id).files[path].decode()


def ship(tool: Tool, now: datetime, words: str, path: str = UNIT) -> int:
    """A newer version of the tool brings a text with one paragraph more; the revision's id."""
    with tool.database.writing() as db:
        newest = library.newest_shipped(db)
        files = library.stored_files(db, newest.revision_id)
        files[path] += f"\n{words}\n".encode()
        return library.store(db, newest.pack, files, shipped=True, now=now).revision_id


@pytest.fixture
def later(tool: Tool) -> datetime:
    """After the shipped course was imported."""
    with tool.database.reading() as db:
        return library.newest_shipped(db).published_at + timedelta(days=1)


def test_a_course_begins_with_edition_one(tool: Tool, course: int, now: datetime) -> None:
    (first,) = history(tool, course)
    assert (first.number, first.published_at, first.shipped, first.current) == (1, now, True, True)


def test_publishing_gives_learners_the_drafts(
    tool: Tool, course: int, neighbour: int, instructor: int, now: datetime
) -> None:
    before = read(tool, course)
    change(tool, course, now)
    assert read(tool, course) == before
    publish(tool, course, instructor, now + timedelta(hours=1))
    assert read(tool, course) == before + "\nBonne lecture.\n"
    assert read(tool, neighbour) == before
    newest, first = history(tool, course)
    assert (newest.number, newest.shipped, newest.current, first.number) == (2, False, True, 1)
    with tool.database.reading() as db:
        assert db.scalars(select(Draft)).all() == []
        event = db.scalars(select(Event)).one()
        assert (event.kind, event.course_id, event.person_id) == ("course-published", course, instructor)
        assert event.data == {"edition": 2, "revision": newest.revision_id}


def test_nothing_is_published_while_a_problem_is_left(
    tool: Tool, course: int, instructor: int, now: datetime
) -> None:
    before = read(tool, course)
    change(tool, course, now, "Il y a 42 raisons de citer ses sources.")
    with pytest.raises(Closed, match="problems-left"):
        publish(tool, course, instructor, now)
    assert read(tool, course) == before
    assert len(history(tool, course)) == 1
    with tool.database.reading() as db:
        assert len(db.scalars(select(Draft)).all()) == 1, "the draft stays"


def test_publishing_twice_counts_once(tool: Tool, course: int, instructor: int, now: datetime) -> None:
    change(tool, course, now)
    publish(tool, course, instructor, now)
    publish(tool, course, instructor, now)
    assert len(history(tool, course)) == 2


def test_going_back_publishes_the_old_texts_again(
    tool: Tool, course: int, instructor: int, now: datetime
) -> None:
    before = read(tool, course)
    change(tool, course, now)
    publish(tool, course, instructor, now)
    change(tool, course, now, "En cours.")
    with tool.database.writing() as db:
        publishing.go_back(db, tool.library, db.get_one(Course, course), 1, instructor, now)
    assert read(tool, course) == before
    newest = history(tool, course)[0]
    assert (newest.number, newest.shipped) == (3, True)
    with tool.database.reading() as db:
        assert len(db.scalars(select(Draft)).all()) == 1, "what is not published stays"


def test_one_goes_back_only_to_editions_of_ones_own_course(
    tool: Tool, course: int, neighbour: int, instructor: int, now: datetime
) -> None:
    change(tool, course, now)
    publish(tool, course, instructor, now)
    with tool.database.writing() as db, pytest.raises(NotFound):
        publishing.go_back(db, tool.library, db.get_one(Course, neighbour), 2, instructor, now)


def test_an_edition_never_changes(tool: Tool, course: int, instructor: int, now: datetime) -> None:
    change(tool, course, now)
    publish(tool, course, instructor, now)
    second = history(tool, course)[0].revision_id
    with tool.database.reading() as db:
        stored = library.stored_files(db, second)
    change(tool, course, now, "Encore.")
    publish(tool, course, instructor, now)
    with tool.database.reading() as db:
        assert library.stored_files(db, second) == stored
        assert not db.get_one(Revision, second).shipped


def test_what_comes_with_the_tool_is_offered_and_taken(
    tool: Tool, course: int, instructor: int, later: datetime
) -> None:
    assert offer(tool, course) is None
    newer = ship(tool, later, "Une phrase de plus.")
    assert offer(tool, course) == Offer(newer, later, changes=(UNIT,), loses=())
    with tool.database.writing() as db:
        publishing.take(db, tool.library, db.get_one(Course, course), instructor, later)
    assert read(tool, course).endswith("\nUne phrase de plus.\n")
    assert offer(tool, course) is None


def test_the_offer_says_what_of_ones_own_it_would_replace(
    tool: Tool, course: int, instructor: int, later: datetime
) -> None:
    change(tool, course, later, "Words of our own.", ENGLISH)
    publish(tool, course, instructor, later)
    assert offer(tool, course) is None, "what was published here is newer than what came with the tool"
    newer = ship(tool, later, "Une phrase de plus.")
    assert offer(tool, course) == Offer(newer, later, changes=(ENGLISH, UNIT), loses=(ENGLISH,))
    with tool.database.writing() as db:
        publishing.take(db, tool.library, db.get_one(Course, course), instructor, later)
    assert "Words of our own." not in read(tool, course, ENGLISH)
    with tool.database.writing() as db:
        publishing.go_back(db, tool.library, db.get_one(Course, course), 2, instructor, later)
    assert "Words of our own." in read(tool, course, ENGLISH)


def test_an_offer_stands_though_the_course_went_on_publishing(
    tool: Tool, course: int, instructor: int, later: datetime
) -> None:
    newer = ship(tool, later, "Une phrase de plus.")
    change(tool, course, later, "Words of our own.", ENGLISH)
    publish(tool, course, instructor, later + timedelta(days=1))
    found = offer(tool, course)
    assert found is not None
    assert (found.revision_id, found.loses) == (newer, (ENGLISH,))


def test_what_is_saved_while_drafts_are_checked_is_checked_too(
    tool: Tool, course: int, instructor: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(tool, course, now)
    found = proofreading.problems
    looked: list[bool] = []

    def slowly(desk: authoring.Desk, today: date) -> tuple[Problem, ...]:
        first = not looked
        looked.append(first)
        told = found(desk, today)
        if first:
            change(tool, course, now, "Il y a 42 raisons.", ENGLISH)
        return told

    monkeypatch.setattr(proofreading, "problems", slowly)
    with pytest.raises(Closed, match="problems-left"):
        publish(tool, course, instructor, now)
    assert looked == [True, False]
    assert [edition.number for edition in history(tool, course)] == [1]
