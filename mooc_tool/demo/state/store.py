"""One SQLite file (or memory) behind one connection and one lock: each write outlives a kill."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from mooc_tool.demo.state.schema import SCHEMA, VERSION

Value = str | int | float | bytes | None


class StateUnreadable(Exception):  # noqa: N818 - said as a sentence by the command line
    """The file is not a state of this version of the demonstration platform."""


class Store:
    """The platform's memory. ``path`` None keeps it in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = RLock()
        # The lock hands the connection from thread to thread; statements commit by themselves.
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise StateUnreadable(f"{path} cannot be read ({error}): remove it, or name another.") from error
        except StateUnreadable:
            self._db.close()
            raise

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise StateUnreadable(f"The state was written by another version ({version}): remove the file.")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if version == 0:
            self._db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """Every row of a query."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> sqlite3.Row | None:
        """The first row of a query, if any."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    def insert(self, table: str, **columns: Value) -> int:
        """Add a row; the row's number."""
        names, marks = ", ".join(columns), ", ".join("?" for _ in columns)
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names are ours, values bound
        with self._lock:
            return self._db.execute(sql, tuple(columns.values())).lastrowid or 0

    def write(self, sql: str, *values: Value) -> int:
        """Run one statement; the number of rows it touched."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

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
