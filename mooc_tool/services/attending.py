"""Who of those that the LMS lists came to the course, and who came besides: for the instructor."""

import time
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool.lti import members
from mooc_tool.lti.connector import Connector, TokenStore
from mooc_tool.records import Course, Membership, Person, Role, Roster
from mooc_tool.services import platforms, rosters
from mooc_tool.services.tool import Tool

_PATIENCE = 10.0  # seconds after which a page of names waits for no further page of the list


@dataclass(frozen=True)
class Presence:
    """The list beside those who were met. ``read_at`` is None until it was read for the first time.

    ``gone``: the people who opened the course and are not on the list (any more). ``due``: it will be read
    soon. ``code``: why it could not be read the last time.
    """

    read_at: datetime | None
    listed: int
    absent: int
    gone: frozenset[int]
    due: bool
    code: str


def presence(db: Db, course: Course, secret: bytes) -> Presence | None:
    """How the list and the course agree; None where the platform gives no list."""
    row = db.get(Roster, course.course_id)
    if course.members_url is None or row is None:
        return None
    listed = rosters.listed(db, course.course_id)
    met = {
        rosters.digest(secret, person.platform_id, person.sub): person.person_id
        for person in _met(db, course.course_id)
    }
    gone = frozenset(person_id for one, person_id in met.items() if one not in listed)
    return Presence(
        read_at=row.read_at,
        listed=len(listed),
        absent=len(listed - met.keys()),
        gone=gone if row.read_at else frozenset(),
        due=row.due_at is not None,
        code=row.platform_code or "",
    )


def _met(db: Db, course_id: int) -> list[Person]:
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.person_id)
        .where(Membership.course_id == course_id, Membership.role == Role.LEARNER)
    )
    return list(db.scalars(query))


@dataclass(frozen=True)
class Named:
    """A learner of the list, by the name that the platform gives; ``person_id`` only of one who was met."""

    name: str | None
    person_id: int | None


@dataclass(frozen=True)
class Names:
    """The list with its names. ``complete``: whether there was time for all of it."""

    absent: tuple[Named, ...]
    met: tuple[Named, ...]
    complete: bool


def names(tool: Tool, tokens: TokenStore, course_id: int, now: datetime) -> Names:
    """Read the list for its names: for one page, kept nowhere. Calls the network: no transaction is open.

    :raises PlatformError: refused, for good or for now
    """
    with tool.database.reading() as db:
        course = db.get_one(Course, course_id)
        platform = platforms.as_lti(course.deployment.platform)
        known = {person.sub: person.person_id for person in _met(db, course_id)}
    url = course.members_url
    connector = Connector(platform, tool.signing_key, tokens, tool.http, now)
    pages = members.everybody(connector, url) if url else ()
    found: list[Named] = []
    until, complete = time.monotonic() + _PATIENCE, True
    for number, page in enumerate(pages):
        if number and time.monotonic() > until:
            complete = False
            break
        found += [Named(one.name, known.get(one.user)) for one in page.members if one.learns]
    found.sort(key=lambda one: (one.name is None, (one.name or "").casefold()))
    return Names(
        absent=tuple(one for one in found if one.person_id is None),
        met=tuple(one for one in found if one.person_id is not None),
        complete=complete,
    )
