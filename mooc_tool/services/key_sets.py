"""Platforms' public keys, kept in the database: fetched by one process, used by all, also after a restart."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from mooc_tool.lti.keys import KeySet
from mooc_tool.records import Database, PlatformKeySet
from mooc_tool.services import locks, secrecy

KEPT = timedelta(hours=24)  # older ones serve nobody


class StoredKeySets:
    """A KeySetStore. Each call is a short unit of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, url: str) -> KeySet | None:
        """The one of that address that was fetched last, by whatever process."""
        with self._database.reading() as db:
            row = db.get(PlatformKeySet, secrecy.digest(url))
        return KeySet(row.document, row.fetched_at) if row else None

    def put(self, url: str, key_set: KeySet) -> None:
        """Keep it for all processes."""
        name = secrecy.digest(url)
        with self._database.writing() as db:
            row = locks.found_or_made(
                db,
                select(PlatformKeySet).where(PlatformKeySet.url_digest == name).with_for_update(),
                lambda: PlatformKeySet(
                    url_digest=name, document=key_set.document, fetched_at=key_set.fetched_at
                ),
            )
            if row.fetched_at < key_set.fetched_at:
                row.document, row.fetched_at = key_set.document, key_set.fetched_at


def sweep(db: Db, now: datetime) -> None:
    """Forget those that are too old to be believed."""
    db.execute(delete(PlatformKeySet).where(PlatformKeySet.fetched_at <= now - KEPT))
