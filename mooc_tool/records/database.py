"""The database: opened the same way by the web, the worker and the command line."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine, Insert, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from mooc_tool.config import Settings
from mooc_tool.errors import SettingsError

BUSY_SECONDS = 10


class _Unit(Session):
    """A session that keeps its connection at hand: what every request asks goes straight to it."""

    _held: Connection | None = None

    def connection(self, *args: Any, **options: Any) -> Connection:
        """The connection of the transaction, which is begun if need be."""
        if args or options:
            return super().connection(*args, **options)
        if self._held is None or self._held.closed:
            self._held = super().connection()
        return self._held


class Database:
    """Units of reading and units of writing on one database.

    SQLite runs in WAL mode; a unit of writing begins with BEGIN IMMEDIATE, since a transaction that
    reads first and then writes fails at once, whatever its time-out, when another wrote in between.
    """

    def __init__(self, url: str, *, pool_size: int = 8, sqlite_synchronous: str = "NORMAL") -> None:
        self.engine = _open(url, pool_size, sqlite_synchronous)
        self._readers = sessionmaker(self.engine, class_=_Unit, expire_on_commit=False)
        writing = self.engine.execution_options(writes=True)
        self._writers = sessionmaker(writing, class_=_Unit, expire_on_commit=False)

    @classmethod
    def of(cls, settings: Settings) -> "Database":
        """The database that ``settings`` names. Raises SettingsError when its address cannot be read."""
        return cls(
            settings.database_url,
            pool_size=settings.pool_size,
            sqlite_synchronous=settings.sqlite_synchronous,
        )

    def reader(self) -> Session:
        """A session to read with; the caller closes it."""
        return self._readers()

    def writer(self) -> Session:
        """A session to write with; the caller commits and closes it."""
        return self._writers()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A unit of reading."""
        with self._readers() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of writing: committed at its end, undone on an exception."""
        with self._writers.begin() as session:
            yield session

    def close(self) -> None:
        """Close all connections, also before a fork."""
        self.engine.dispose()


def add_row(db: Session, statement: Insert, values: dict[str, Any]) -> int:
    """Write a row without making an object of it; its key."""
    key = db.connection().execute(statement, values).inserted_primary_key
    return cast(tuple[int], key)[0]


def _open(url: str, pool_size: int, sqlite_synchronous: str) -> Engine:
    try:
        dialect = make_url(url).get_backend_name()
    except ArgumentError:
        raise SettingsError("database-unreadable", "MOOC_TOOL_DATABASE is not a database address.") from None
    if dialect == "sqlite":
        engine = _engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
        _tune_sqlite(engine, sqlite_synchronous)
        return engine
    if dialect == "postgresql":
        return _engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)
    raise SettingsError(
        "database-unsupported", f"MOOC_TOOL_DATABASE names {dialect}: use SQLite or PostgreSQL."
    )


def _engine(url: str, **options: Any) -> Engine:
    try:
        return create_engine(url, **options)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise SettingsError(
            "database-unsupported",
            "MOOC_TOOL_DATABASE asks for a driver that is not installed: "
            "write sqlite:///... or postgresql+psycopg://...",
        ) from None


def _tune_sqlite(engine: Engine, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        try:
            driver.execute(begin)  # a third of the time that the engine would take for it
        except sqlite3.OperationalError as error:
            raise OperationalError(begin, None, error) from error  # as the engine says it
