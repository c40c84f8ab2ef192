"""Who waits for whom where several write at once, as on PostgreSQL (SQLite lets one write at a time)."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Db

from mooc_tool.records import Base, Person, Platform

RowT = TypeVar("RowT", bound=Base)


def hold_person(db: Db, person_id: int) -> None:
    """Until this unit ends, no other one that asks the same goes on: what it then reads is whole."""
    db.execute(
        select(Person.person_id).where(Person.person_id == person_id).with_for_update(key_share=True)
    )


def hold_platform(db: Db, platform_id: int) -> None:
    """The same for what is written down of a platform."""
    db.execute(
        select(Platform.platform_id)
        .where(Platform.platform_id == platform_id)
        .with_for_update(key_share=True)
    )


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
