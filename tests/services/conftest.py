"""Installations on SQLite and on PostgreSQL; a small course with people; two courses of one platform."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete

from mooc_tool.records import (
    BadgeKey,
    Base,
    Course,
    Database,
    Deployment,
    Person,
    Platform,
    PlatformState,
    SigningKey,
)
from mooc_tool.services import library, setting_up
from mooc_tool.services.tool import Tool
from tests.conftest import settings_of
from tests.records.postgresql import throw_away_database
from tests.services.campus import Campus


@pytest.fixture
def dialect() -> str:
    """The database that tests run on; a module whose promises hang on it parametrises this."""
    return "sqlite"


@pytest.fixture(scope="session")
def postgresql(prepared: Path) -> Iterator[Tool]:
    """An installation on PostgreSQL, prepared: one database for all tests, as ``wandering`` on SQLite."""
    with throw_away_database() as url:
        tool = Tool.open(settings_of(prepared, database=url))
        setting_up.upgrade(tool, datetime.now(UTC))
        yield tool
        tool.database.close()


@pytest.fixture
def tool(tool: Tool, dialect: str, request: pytest.FixtureRequest) -> Iterator[Tool]:
    """An installation of its own for each test, on ``dialect``."""
    if dialect == "sqlite":
        yield tool
        return
    prepared: Tool = request.getfixturevalue("postgresql")
    settings = settings_of(tool.settings.instance, database=prepared.settings.database)
    opened = replace(Tool.open(settings), database=prepared.database)
    with opened.database.writing() as db:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in {SigningKey.__tablename__, BadgeKey.__tablename__}:
                db.execute(delete(table))
    yield opened
    opened.database.close()


@pytest.fixture
def campus(tool: Tool, now: datetime) -> Campus:
    """An LMS's course on a small course's texts."""
    return Campus.build(tool, now)


@pytest.fixture
def deployment(database: Database, now: datetime) -> int:
    """A deployment of a platform; its id."""
    with database.writing() as db:
        platform = Platform(
            issuer="https://lms.example",
            client_id="client",
            name="LMS",
            auth_url="https://lms.example/auth",
            token_url="https://lms.example/token",
            keyset_url="https://lms.example/keys",
            state=PlatformState.ACTIVE,
            created_at=now,
        )
        db.add(platform)
        db.flush()
        made = Deployment(platform_id=platform.platform_id, value="deployment-1", created_at=now)
        db.add(made)
        db.flush()
        return made.deployment_id


@pytest.fixture
def instructor(database: Database, deployment: int, now: datetime) -> int:
    """Somebody who teaches; their id."""
    with database.writing() as db:
        platform_id = db.get_one(Deployment, deployment).platform_id
        person = Person(platform_id=platform_id, sub="teacher", created_at=now)
        db.add(person)
        db.flush()
        return person.person_id


def _course(database: Database, deployment: int, context: str, now: datetime) -> int:
    with database.writing() as db:
        course = Course(
            deployment_id=deployment,
            context=context,
            title=context,
            revision_id=library.newest_shipped(db).revision_id,
            created_at=now,
        )
        db.add(course)
        db.flush()
        return course.course_id


@pytest.fixture
def course(database: Database, deployment: int, now: datetime) -> int:
    """A course on the shipped texts; its id."""
    return _course(database, deployment, "course", now)


@pytest.fixture
def neighbour(database: Database, deployment: int, now: datetime) -> int:
    """Another course of the same platform; its id."""
    return _course(database, deployment, "neighbour", now)
