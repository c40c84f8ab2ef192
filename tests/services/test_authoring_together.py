"""Several instructors at one desk, on each kind of database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from mooc_tool.errors import Closed
from mooc_tool.services import authoring, library, publishing, setting_up
from mooc_tool.services.tool import Tool
from tests.services.desks import UNIT, desk_of, save

MANY = 6
FEW = 3  # who publishes has the whole course checked


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tool(tool: Tool, now: datetime) -> Tool:
    """The installation with the shipped course."""
    with tool.database.writing() as db:
        for slug, files in setting_up.shipped_packs():
            library.store(db, slug, files, shipped=True, now=now)
    return tool


def test_of_those_who_save_at_once_one_is_first(tool: Tool, course: int, now: datetime) -> None:
    opened = authoring.version_of(desk_of(tool, course), UNIT)

    def try_saving(number: int) -> int | None:
        try:
            save(tool, course, UNIT, f"# Texte {number}", now, opened)
        except Closed:
            return None
        return number

    with ThreadPoolExecutor(MANY) as pool:
        saved = [number for number in pool.map(try_saving, range(MANY)) if number is not None]
    assert len(saved) == 1
    assert authoring.text_of(desk_of(tool, course), UNIT) == f"# Texte {saved[0]}"


def test_publishing_at_once_makes_one_edition(
    tool: Tool, course: int, instructor: int, now: datetime
) -> None:
    desk = desk_of(tool, course)
    save(tool, course, UNIT, authoring.text_of(desk, UNIT) + "\nBonne lecture.\n", now)

    def publish(_: int) -> None:
        publishing.publish(tool.database, tool.library, course, instructor, now)

    with ThreadPoolExecutor(FEW) as pool:
        list(pool.map(publish, range(FEW)))
    with tool.database.reading() as db:
        assert [one.number for one in publishing.history(db, desk_of(tool, course).course)] == [2, 1]
