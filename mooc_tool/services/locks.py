"""Who waits for whom where several write at once, as on PostgreSQL (SQLite lets one write at a time)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as Db

from mooc_tool.records import Base, Person, Platform
from mooc_tool.records.base import Moment

RowT = TypeVar("RowT", bound=Base)
Attribute = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


_PERSON = (
    select(Person.person_id).where(Person.person_id == bindparam("person")).with_for_update(key_share=True)
)
_PLATFORM = (
    select(Platform.platform_id)
    .where(Platform.platform_id == bindparam("platform"))
    .with_for_update(key_share=True)
)


def is_due(at: Attribute, leased_until: Attribute) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What waits to be done ``at`` that moment, once ``:now`` has come to it, and is with no worker."""
    now = bindparam("now", type_=Moment())
    return at <= now, or_(leased_until.is_(None), leased_until <= now)


def hold_person(db: Db, person_id: int) -> bool:
    """Until this unit ends, no other one that asks the same goes on: what it then reads is whole. Whether
    that had to be asked for: then what was read before may be old.
    """
    return _hold(db, _PERSON, {"person": person_id})


def hold_platform(db: Db, platform_id: int) -> bool:
    """The same for what is written down of a platform."""
    return _hold(db, _PLATFORM, {"platform": platform_id})


def _hold(db: Db, row: Select[int], key: dict[str, int]) -> bool:
    connection = db.connection()
    if connection.dialect.name == "sqlite":
        return False  # a unit of writing is alone from its beginning
    connection.execute(row, key)
    return True


def found_or_made(db: Db, find: Select[RowT], make: Callable[[], RowT]) -> RowT:
    """The row that ``find`` finds, or the one that ``make`` makes, or that another unit made meanwhile."""
    found = db.scalar(find)
    if found is not None:
        return found
    try:
        with db.begin_nested():
            made = make()
            db.add(made)
    except IntegrityError:
        return db.scalars(find).one()
    return made
