"""Empty databases of each dialect."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mooc_tool.records import Database
from tests.records.postgresql import throw_away_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield opened
        opened.close()
        return
    with throw_away_database() as url:
        opened = Database(url)
        yield opened
        opened.close()
