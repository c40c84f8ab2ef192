"""A course's texts while its instructors change them: drafts over what is published."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import Closed, NotFound, Unreadable
from mooc_tool.packs.charts import chart_path
from mooc_tool.packs.files import Files
from mooc_tool.packs.model import Pack
from mooc_tool.packs.quizzes import exercise_path
from mooc_tool.packs.reading import Reading, page_path, read_pack
from mooc_tool.records import Course, Draft
from mooc_tool.services.library import Library, Published

MOST_BYTES = 200_000
"""The largest text: twenty times a long unit."""

PAGE = re.compile(r"(?P<language>[a-z]{2})/(?P<name>[a-z0-9-]+)\.md")
CHART = re.compile(r"charts/(?P<name>[a-z0-9-]+)\.toml")
EXERCISE = re.compile(r"(?P<folder>exercises|quizzes)/(?P<name>[a-z0-9-]+)\.toml")
_TABLES = (
    "pack.toml", "facts.toml", "glossary.toml", "data/communes.csv", "data/corridors.toml", "data/flows.csv",
)  # fmt: skip
_OFFERED = {"data/flows.csv": "data/communes.csv"}
"""A table that may be missing, and the one that makes it worth writing."""


@dataclass(frozen=True)
class Desk:
    """A course's texts: as its learners read them, and as they would be with the drafts."""

    course: Course
    published: Published
    drafts: Mapping[str, bytes]

    @cached_property
    def files(self) -> Files:
        """The files with the drafts."""
        return {**self.published.files, **self.drafts}

    @cached_property
    def reading(self) -> Reading:
        """The course with the drafts, as far as it can be read."""
        return read_pack(self.files)

    @property
    def pack(self) -> Pack:
        """The course with the drafts, or as published while ``pack.toml`` cannot be read."""
        return self.reading.pack or self.published.pack

    def with_text(self, path: str, typed: str) -> "Desk":
        """The same desk if ``typed`` were saved."""
        return replace(self, drafts={**self.drafts, path: read_text(typed)})


def open_desk(db: Db, course: Course, library: Library) -> Desk:
    """The texts of ``course``."""
    rows = db.execute(select(Draft.path, Draft.content).where(Draft.course_id == course.course_id))
    return Desk(course, library.get(db, course.revision_id), dict(rows.all()))


def hold_desk(db: Db, course_id: int, library: Library) -> Desk:
    """The same for writing: until the transaction ends, nobody else changes this course's texts."""
    return open_desk(db, db.get_one(Course, course_id, with_for_update=True), library)


def editable(desk: Desk) -> tuple[str, ...]:
    """The files to change: pages in the course's order, exercises and quizzes, charts, tables.

    A page that ``pack.toml`` lists, an exercise or a chart that a page names, and the flows between communes
    are there before they are written.
    """
    pack = desk.pack
    units = (*pack.units(), *pack.pages)
    listed = [page_path(unit.slug, language) for unit in units for language in pack.languages]
    named = [exercise_path(name, desk.files) for unit in units for name in unit.exercises]
    pages = sorted(path for path in desk.files if PAGE.fullmatch(path))
    exercises = sorted(path for path in (*desk.files, *named) if EXERCISE.fullmatch(path))
    tables = (path for path in _TABLES if _OFFERED.get(path, path) in desk.files)
    drawn = [chart_path(name) for unit in units for name in unit.charts]
    charts = sorted({path for path in (*desk.files, *drawn) if CHART.fullmatch(path)})
    return tuple(dict.fromkeys((*listed, *pages, *exercises, *charts, *tables)))


def read_only(desk: Desk) -> tuple[str, ...]:
    """The files that come with the course and are not changed here: data, figures."""
    return tuple(sorted(set(desk.files) - set(editable(desk))))


def require(desk: Desk, path: str) -> None:
    """Raise NotFound unless ``path`` is a file to change."""
    if path not in editable(desk):
        raise NotFound("file-unknown", path=path)


def text_of(desk: Desk, path: str) -> str:
    """The text as drafted, else as published; empty before it is written."""
    return desk.files.get(path, b"").decode("utf-8", "replace")


def published_text(desk: Desk, path: str) -> str:
    """The text that learners have; empty if they have none."""
    return desk.published.files.get(path, b"").decode("utf-8", "replace")


def version_of(desk: Desk, path: str) -> str:
    """What names the text as it stands: an editor gives it back to show what it began from.

    Made from the text itself, so that no version ever comes back with another text.
    """
    return hashlib.sha256(desk.files.get(path, b"")).hexdigest()[:16]


def read_text(typed: str) -> bytes:
    """What a form sent, with one kind of line end. Raises Unreadable when it is too large."""
    content = typed.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    if len(content) > MOST_BYTES:
        raise Unreadable("too-large", bytes=len(content), most=MOST_BYTES)
    return content


def save_file(db: Db, desk: Desk, path: str, typed: str, version: str, now: datetime) -> None:
    """Keep a text as a draft, also when it is wrong; the published text typed again ends the draft.

    Raises NotFound, Unreadable (too large), and Closed when the text is no longer the one of ``version``.
    """
    require(desk, path)
    content = read_text(typed)
    _require_version(desk, path, version)
    course_id = desk.course.course_id
    draft = db.get(Draft, (course_id, path))
    if content == desk.published.files.get(path, b""):
        if draft is not None:
            db.delete(draft)
    elif draft is None:
        db.add(Draft(course_id=course_id, path=path, content=content, version=1, saved_at=now))
    else:
        draft.content, draft.version, draft.saved_at = content, draft.version + 1, now


def discard(db: Db, desk: Desk, path: str, version: str) -> None:
    """Throw a draft away. Raises NotFound, and Closed when somebody saved it meanwhile."""
    require(desk, path)
    _require_version(desk, path, version)
    draft = db.get(Draft, (desk.course.course_id, path))
    if draft is not None:
        db.delete(draft)


def _require_version(desk: Desk, path: str, version: str) -> None:
    if version != version_of(desk, path):
        raise Closed("draft-outdated", path=path)
