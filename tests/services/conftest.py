"""Two courses of one platform."""

from datetime import datetime

import pytest

from mooc_tool.records import Course, Database, Deployment, Person, Platform, PlatformState
from mooc_tool.services import library


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
