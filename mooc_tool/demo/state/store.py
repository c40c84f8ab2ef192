"""One SQLite file (or memory) behind one connection and one lock: each write outlives a kill."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Protocol

from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.schema import SCHEMA, VERSION
from mooc_tool.errors import SettingsError

Value = str | int | float | bytes | None


class _Closeable(Protocol):
    def close(self) -> None: ...


@contextmanager
def closed_on_failure(thing: _Closeable) -> Iterator[None]:
    """Close something if what is done with it fails."""
    try:
        yield
    except BaseException:
        thing.close()
        raise


class Store:
    """The platform's memory. ``path`` None keeps it in memory. Raises SettingsError for a useless file."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = RLock()
        try:
            # The lock hands the connection from thread to thread; statements commit by themselves.
            self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            with closed_on_failure(self._db):
                self._prepare()
        except sqlite3.DatabaseError as error:
            sentence = f"The state of the demonstration LMS, {path}, cannot be used ({error}): remove it."
            raise SettingsError("lms-state-unusable", sentence) from error

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(f"written by version {version}, not {VERSION}")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if version == 0:
            self._db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """Every row of a query."""
        with self._lock:
            return self._run(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> sqlite3.Row | None:
        """The first row of a query, if any."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    def insert(self, table: str, **columns: Value) -> int:
        """Add a row; the row's number."""
        names, marks = ", ".join(columns), ", ".join("?" for _ in columns)
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names are ours, values bound
        with self._lock:
            return self._run(sql, tuple(columns.values())).lastrowid or 0

    def write(self, sql: str, *values: Value) -> int:
        """Run one statement; the number of rows it touched."""
        with self._lock:
            return self._run(sql, values).rowcount

    def _run(self, sql: str, values: tuple[Value, ...]) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except UnicodeEncodeError as error:  # JSON can say half of a surrogate pair, which no text holds
            raise Refusal(400, "invalid_text", "a text holds half a character") from error

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several statements as one: all of them or none, and nobody in between."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()
