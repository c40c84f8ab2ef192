"""Working at a course's desk, as the studio does."""

from datetime import datetime

from mooc_tool.records import Course
from mooc_tool.services import authoring, proofreading
from mooc_tool.services.authoring import Desk
from mooc_tool.services.tool import Tool

UNIT = "fr/2-1-remplir-les-voitures.md"
EXERCISE = "exercises/remplir-les-voitures.toml"


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
    return [(problem.path, problem.code) for problem in proofreading.problems(desk, now.date())]
