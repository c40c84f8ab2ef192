"""What tools sent to the platform's services and what it answered, for the teacher to look at."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from mooc_tool.demo.state.store import Store

KEPT = 1000
LONGEST = 1500


@dataclass(frozen=True)
class ServiceCall:
    """One request of a tool. ``sent`` and ``answer`` never hold tokens or assertions."""

    at: datetime
    service: str
    client_id: str
    method: str
    path: str
    sent: str
    status: int
    answer: str


class ServiceLog:
    """The last thousand calls."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, call: ServiceCall) -> None:
        """Write a call down."""
        number = self._store.insert(
            "service_call",
            at=call.at.isoformat(), service=call.service, client_id=call.client_id, method=call.method,
            path=call.path, sent=call.sent[:LONGEST], status=call.status, answer=call.answer[:LONGEST],
        )  # fmt: skip
        self._store.write("DELETE FROM service_call WHERE call_id <= ?", number - KEPT)

    def newest(self, count: int = 100) -> list[ServiceCall]:
        """The last calls, newest first."""
        rows = self._store.rows("SELECT * FROM service_call ORDER BY call_id DESC LIMIT ?", count)
        return [_call(row) for row in rows]


def _call(row: sqlite3.Row) -> ServiceCall:
    columns = {**dict(row), "at": datetime.fromisoformat(row["at"])}
    del columns["call_id"]
    return ServiceCall(**columns)
