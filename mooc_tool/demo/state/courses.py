"""Courses and the activities in them (LTI: contexts and resource links)."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from mooc_tool.demo.state.store import Store


@dataclass(frozen=True)
class Course:
    """A course; ``copied_from`` is the course that it was duplicated from."""

    course_id: int
    label: str
    title: str
    copied_from: int | None = None


@dataclass(frozen=True)
class Activity:
    """A tool's activity in a course. ``custom`` is kept as the tool gave it, also in copies."""

    activity_id: int
    course_id: int
    client_id: str
    title: str
    text: str
    url: str
    custom: Mapping[str, str] = field(default_factory=dict)
    copied_from: int | None = None


class Courses:
    """Courses with their activities."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, label: str, title: str, copied_from: int | None = None) -> Course:
        """Open a course."""
        number = self._store.insert("course", label=label, title=title, copied_from=copied_from)
        return Course(number, label, title, copied_from)

    def find(self, course_id: int) -> Course | None:
        """The course with that number."""
        row = self._store.row("SELECT * FROM course WHERE course_id = ?", course_id)
        return Course(**row) if row else None

    def all(self) -> list[Course]:
        """Every course, oldest first."""
        return [Course(**row) for row in self._store.rows("SELECT * FROM course ORDER BY course_id")]

    def add_activity(
        self,
        course_id: int,
        client_id: str,
        title: str,
        url: str,
        *,
        text: str = "",
        custom: Mapping[str, str] | None = None,
        copied_from: int | None = None,
    ) -> Activity:
        """Put an activity at the end of a course."""
        kept = dict(custom or {})
        number = self._store.insert(
            "activity", course_id=course_id, client_id=client_id, title=title, text=text, url=url,
            custom=json.dumps(kept), copied_from=copied_from,
        )  # fmt: skip
        return Activity(number, course_id, client_id, title, text, url, kept, copied_from)

    def activity(self, activity_id: int) -> Activity | None:
        """The activity with that number."""
        row = self._store.row("SELECT * FROM activity WHERE activity_id = ?", activity_id)
        return _activity(row) if row else None

    def activities(self, course_id: int) -> list[Activity]:
        """The activities of a course in order."""
        rows = self._store.rows("SELECT * FROM activity WHERE course_id = ? ORDER BY activity_id", course_id)
        return [_activity(row) for row in rows]

    def remove_activity(self, activity_id: int) -> None:
        """Take an activity and its line items out of the course; what was received for them is kept."""
        with self._store.together():
            self._store.write("DELETE FROM line_item WHERE activity_id = ?", activity_id)
            self._store.write("UPDATE activity SET copied_from = NULL WHERE copied_from = ?", activity_id)
            self._store.write("DELETE FROM activity WHERE activity_id = ?", activity_id)

    def course_history(self, course_id: int) -> list[int]:
        """The courses that this one was copied from, nearest first (``$Context.id.history``)."""
        return self._ancestors("course", course_id)

    def activity_history(self, activity_id: int) -> list[int]:
        """The activities that this one was copied from, nearest first (``$ResourceLink.id.history``)."""
        return self._ancestors("activity", activity_id)

    def _ancestors(self, table: str, number: int) -> list[int]:
        chain: list[int] = []
        found: int | None = number
        while found is not None:
            row = self._store.row(
                f"SELECT copied_from FROM {table} WHERE {table}_id = ?", found  # noqa: S608 - ours
            )
            found = row["copied_from"] if row else None
            chain += [found] if found is not None else []
        return chain


def _activity(row: sqlite3.Row) -> Activity:
    return Activity(**{**dict(row), "custom": json.loads(row["custom"])})
