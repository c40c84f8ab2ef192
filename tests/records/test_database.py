"""Units of reading and writing: nothing is locked out on SQLite, nothing half done is kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from mooc_tool.config import Settings
from mooc_tool.errors import SettingsError
from mooc_tool.records import Base, Database, Event, Person

THREADS, UNITS = 4, 25


@pytest.fixture
def filled(empty: Database) -> Database:
    """A database with tables."""
    Base.metadata.create_all(empty.engine)
    return empty


def count(database: Database) -> int:
    """How many events there are."""
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Event)) or 0


def test_units_that_read_then_write_never_meet_a_lock(filled: Database, now: datetime) -> None:
    """With a plain BEGIN most of these fail at once with "database is locked", whatever the time-out."""
    together = Barrier(THREADS)

    def work(_: int) -> None:
        together.wait()
        for _unit in range(UNITS):
            with filled.writing() as db:
                seen = db.scalar(select(func.count()).select_from(Event))
                db.add(Event(at=now, kind="k", data={"seen": seen}))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    assert count(filled) == THREADS * UNITS


def test_a_reader_sees_what_was_committed_while_somebody_writes(filled: Database, now: datetime) -> None:
    with filled.writing() as writing:
        writing.add(Event(at=now, kind="k", data={}))
        writing.flush()
        assert count(filled) == 0
    assert count(filled) == 1


def test_a_unit_that_fails_leaves_nothing(filled: Database, now: datetime) -> None:
    def fail() -> None:
        with filled.writing() as db:
            db.add(Event(at=now, kind="k", data={}))
            db.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert count(filled) == 0


def test_foreign_keys_are_kept(filled: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError), filled.writing() as db:
        db.add(Person(platform_id=7, sub="nobody's", created_at=now))


def test_rows_outlive_their_session(filled: Database, now: datetime) -> None:
    with filled.writing() as db:
        event = Event(at=now, kind="k", data={"a": 1})
        db.add(event)
    assert event.data == {"a": 1}, "no reload after the commit"


@pytest.mark.parametrize("synchronous", ["NORMAL", "FULL"])
def test_sqlite_is_tuned(tmp_path: Path, synchronous: str) -> None:
    settings = Settings(instance=tmp_path, sqlite_synchronous=synchronous)
    database = Database.of(settings)
    with database.reading() as db:
        assert db.scalar(text("PRAGMA journal_mode")) == "wal"
        assert db.scalar(text("PRAGMA synchronous")) == {"NORMAL": 1, "FULL": 2}[synchronous]
        assert db.scalar(text("PRAGMA foreign_keys")) == 1
    database.close()


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    """A unit of writing takes its lock at the beginning, before it has read anything."""
    database = Database(f"sqlite:///{tmp_path / 'd.sqlite3'}")
    impatient = database.engine.execution_options(writes=True)
    with database.writing() as db:
        db.execute(text("SELECT 1"))
        with impatient.connect() as other:
            other.connection.cursor().execute("PRAGMA busy_timeout=0").close()
            with pytest.raises(OperationalError, match="locked"):
                other.execute(text("SELECT 1"))
    database.close()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("nonsense", "database-unreadable"),
        ("mysql://user@host/name", "database-unsupported"),
        ("postgresql+psycopg2://user@host/name", "database-unsupported"),
        ("sqlite+nodriver:///x", "database-unsupported"),
    ],
)
def test_an_address_that_will_not_do_is_named(url: str, code: str) -> None:
    with pytest.raises(SettingsError, match="MOOC_TOOL_DATABASE") as caught:
        Database(url)
    assert caught.value.code == code
