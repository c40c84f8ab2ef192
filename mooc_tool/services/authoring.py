"""A course's texts while its instructors change them: drafts over what is published, and what is wrong."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import Closed, NotFound, Unreadable
from mooc_tool.exercises import play
from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.files import Files
from mooc_tool.packs.model import Pack
from mooc_tool.packs.outline import outline
from mooc_tool.packs.page import Addresses, Page, Say
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.reading import Reading, page_path, read_pack
from mooc_tool.packs.rendering import render_preview
from mooc_tool.records import Course, Draft
from mooc_tool.services.arrivals import LANGUAGES
from mooc_tool.services.library import Library, Published

MOST_BYTES = 200_000
"""The largest text: twenty times a long unit."""

_TABLES = ("pack.toml", "facts.toml", "glossary.toml")
_PAGE = re.compile(r"[a-z]{2}/[a-z0-9-]+\.md")
_EXERCISE = re.compile(r"exercises/[a-z0-9-]+\.toml")


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

    def with_text(self, path: str, text: str) -> "Desk":
        """The same desk if ``text`` were saved."""
        return replace(self, drafts={**self.drafts, path: read_text(text)})


@dataclass(frozen=True)
class FileCard:
    """A file in the list. ``name`` is its own without folder and ending.

    ``kind``: page, exercise, table. ``state``: published, changed, unwritten, aside (a page of no week).
    """

    path: str
    name: str
    kind: str
    title: str
    language: str
    state: str
    problems: int


def open_desk(db: Db, course: Course, library: Library) -> Desk:
    """The texts of ``course``."""
    rows = db.execute(select(Draft.path, Draft.content).where(Draft.course_id == course.course_id))
    return Desk(course, library.get(db, course.revision_id), dict(rows.all()))


def hold_desk(db: Db, course_id: int, library: Library) -> Desk:
    """The same for writing: until the transaction ends, nobody else changes this course's texts."""
    return open_desk(db, db.get_one(Course, course_id, with_for_update=True), library)


def editable(desk: Desk) -> tuple[str, ...]:
    """The files to change: pages in the course's order, exercises, tables.

    A page that ``pack.toml`` lists, and an exercise that a page names, are there before they are written.
    """
    pack = desk.pack
    units = (*pack.units(), *pack.pages)
    listed = [page_path(unit.slug, language) for unit in units for language in pack.languages]
    named = [f"exercises/{name}.toml" for unit in units for name in unit.exercises]
    pages = sorted(path for path in desk.files if _PAGE.fullmatch(path))
    exercises = sorted(path for path in (*desk.files, *named) if _EXERCISE.fullmatch(path))
    tables = (path for path in _TABLES if path in desk.files)
    return tuple(dict.fromkeys((*listed, *pages, *exercises, *tables)))


def read_only(desk: Desk) -> tuple[str, ...]:
    """The files that come with the course and are not changed here: data, figures."""
    return tuple(sorted(set(desk.files) - set(editable(desk))))


def cards(desk: Desk, problems: Sequence[Problem], language: str) -> tuple[FileCard, ...]:
    """The editable files, each with its number of ``problems``; exercises are titled in ``language``."""
    wrong = Counter(problem.path for problem in problems)
    return tuple(_card(desk, path, language, wrong[path]) for path in editable(desk))


def card(desk: Desk, path: str, language: str) -> FileCard:
    """One editable file. Raises NotFound for any other path."""
    require(desk, path)
    return _card(desk, path, language)


def _card(desk: Desk, path: str, language: str, problems: int = 0) -> FileCard:
    own_language, title = "", ""
    name = path.partition("/")[2].rpartition(".")[0]
    if _PAGE.fullmatch(path):
        kind, own_language = "page", path[:2]
        unit = desk.pack.unit(name)
        title = unit.titles.get(own_language, "") if unit else outline(_text(desk.files, path)).title
    elif _EXERCISE.fullmatch(path):
        kind = "exercise"
        exercise = desk.pack.exercises.get(name)
        title = exercise.titles.get(language, "") if exercise else ""
    else:
        kind = "table"
    return FileCard(path, name, kind, title, own_language, _state(desk, path, name), problems)


def _state(desk: Desk, path: str, name: str) -> str:
    if path not in desk.files:
        return "unwritten"
    if desk.files[path] != desk.published.files.get(path):
        return "changed"
    return "aside" if _PAGE.fullmatch(path) and desk.pack.unit(name) is None else "published"


def by_page(files: Sequence[FileCard]) -> dict[str, dict[str, FileCard]]:
    """The pages among ``files``: name -> language -> its file."""
    pages: dict[str, dict[str, FileCard]] = {}
    for file in files:
        if file.kind == "page":
            pages.setdefault(file.name, {})[file.language] = file
    return pages


def require(desk: Desk, path: str) -> None:
    """Raise NotFound unless ``path`` is a file to change."""
    if path not in editable(desk):
        raise NotFound("file-unknown", path=path)


def text_of(desk: Desk, path: str) -> str:
    """The text as drafted, else as published; empty before it is written. Raises NotFound."""
    require(desk, path)
    return _text(desk.files, path)


def published_text(desk: Desk, path: str) -> str:
    """The text that learners have; empty if they have none."""
    return _text(desk.published.files, path)


def _text(files: Files, path: str) -> str:
    return files.get(path, b"").decode("utf-8", "replace")


def version_of(desk: Desk, path: str) -> str:
    """What names the text as it stands: an editor gives it back to show what it began from."""
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
    draft = db.get(Draft, (desk.course.course_id, path))
    if content == desk.published.files.get(path, b""):
        if draft is not None:
            db.delete(draft)
    elif draft is None:
        db.add(
            Draft(course_id=desk.course.course_id, path=path, content=content, version=1, saved_at=now)
        )
    else:
        draft.content, draft.version, draft.saved_at = content, draft.version + 1, now


def discard(db: Db, desk: Desk, path: str, version: str) -> None:
    """Throw a draft away. Raises Closed when somebody saved it meanwhile."""
    _require_version(desk, path, version)
    draft = db.get(Draft, (desk.course.course_id, path))
    if draft is not None:
        db.delete(draft)


def _require_version(desk: Desk, path: str, version: str) -> None:
    if version != version_of(desk, path):
        raise Closed("draft-outdated", path=path)


def problems(desk: Desk, today: date) -> tuple[Problem, ...]:
    """All that is wrong with the course as drafted, by file and line."""
    check = partial(play.check_params, territory=desk.published.territory)
    found = check_pack(desk.files, today, kinds=play.kinds(), check_params=check)
    return tuple(sorted((*found, *_unservable(desk))))


def _unservable(desk: Desk) -> Iterator[Problem]:
    """What a pack may do without and this tool's pages may not: their languages, and a level to certify."""
    pack = desk.reading.pack
    if pack is None:
        return
    for language in LANGUAGES:
        if language not in pack.languages:
            data = {"field": "languages", "language": language}
            yield Problem("pack.toml", 1, "language-missing", data)
    if not pack.rule.levels:
        yield Problem("pack.toml", 1, "field-missing", {"field": "certification.levels"})


def preview(desk: Desk, path: str, say: Say, addresses: Addresses) -> Page | None:
    """The page as learners would read it; None for a file that is no page."""
    if not _PAGE.fullmatch(path):
        return None
    return render_preview(desk.pack, text_of(desk, path), path[:2], say=say, addresses=addresses)
