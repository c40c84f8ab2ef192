"""The people of the platform and who is enrolled where."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mooc_tool.demo.state.store import Store

Role = Literal["teacher", "learner"]
Locale = Literal["fr", "en"]
Status = Literal["Active", "Inactive", "Deleted"]


@dataclass(frozen=True)
class Person:
    """Somebody with an account. ``user_id`` is what tools know as ``sub``."""

    user_id: str
    given_name: str
    family_name: str
    email: str
    role: Role
    locale: Locale = "fr"

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True)
class Member:
    """A person in a course. ``change`` grows with each change of the course's roster."""

    person: Person
    status: Status
    change: int


CAST = (
    Person("claire", "Claire", "Moreau", "claire.moreau@example.org", "teacher"),
    Person("amina", "Amina", "Benali", "amina.benali@example.org", "learner"),
    Person("hugo", "Hugo", "Petit", "hugo.petit@example.org", "learner"),
    Person("emma", "Emma", "Clarke", "emma.clarke@example.org", "learner", "en"),
)
"""One teacher and three learners, one of whom reads English."""

_COLUMNS = "user_id, given_name, family_name, email, role, locale"


class People:
    """Accounts and enrolments."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, person: Person) -> None:
        """Open an account, or replace it."""
        self._store.write(
            f"INSERT OR REPLACE INTO person ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
            person.user_id, person.given_name, person.family_name, person.email, person.role, person.locale,
        )

    def find(self, user_id: str) -> Person | None:
        """The account with that name."""
        row = self._store.row(f"SELECT {_COLUMNS} FROM person WHERE user_id = ?", user_id)  # noqa: S608 - ours
        return _person(row) if row else None

    def cast(self) -> list[Person]:
        """Those whom the switcher offers: the four of the demonstration, not made-up learners."""
        return [person for person in (self.find(one.user_id) for one in CAST) if person]

    def speak(self, user_id: str, locale: Locale) -> None:
        """Change somebody's language."""
        self._store.write("UPDATE person SET locale = ? WHERE user_id = ?", locale, user_id)

    def enrol(self, course_id: int, user_ids: Iterable[str], status: Status = "Active") -> None:
        """Put people in a course, or change their standing there."""
        with self._store.together():
            change = self.last_change(course_id)
            for change, user_id in enumerate(user_ids, start=change + 1):  # noqa: B020 - counts on from the last
                self._store.write(
                    "INSERT INTO enrolment VALUES (?, ?, ?, ?) ON CONFLICT (course_id, user_id)"
                    " DO UPDATE SET status = excluded.status, change = excluded.change",
                    course_id, user_id, status, change,
                )

    def last_change(self, course_id: int) -> int:
        """The number of the roster's last change."""
        row = self._store.row("SELECT max(change) FROM enrolment WHERE course_id = ?", course_id)
        return int(row[0] or 0) if row else 0

    def members(self, course_id: int, *, since: int | None = None) -> list[Member]:
        """The roster without those deleted; with ``since``, all that changed after that change."""
        rows = self._store.rows(
            "SELECT person.*, status, change FROM enrolment JOIN person USING (user_id)"
            " WHERE course_id = ? AND change > ? AND (? OR status != 'Deleted') ORDER BY change",
            course_id, since or 0, int(since is not None),
        )
        return [Member(_person(row), row["status"], row["change"]) for row in rows]

    def member(self, course_id: int, user_id: str) -> Member | None:
        """Somebody's active place in a course."""
        row = self._store.row(
            "SELECT person.*, status, change FROM enrolment JOIN person USING (user_id)"
            " WHERE course_id = ? AND user_id = ? AND status = 'Active'",
            course_id, user_id,
        )
        return Member(_person(row), row["status"], row["change"]) if row else None


def made_up_learners(count: int) -> list[Person]:
    """Learners for tests of size: ``learner-0001``, ..."""
    return [
        Person(f"learner-{n:04}", f"Prénom{n}", f"Nom{n}", f"learner-{n:04}@example.org", "learner")
        for n in range(1, count + 1)
    ]


def _person(row: sqlite3.Row) -> Person:
    return Person(
        row["user_id"], row["given_name"], row["family_name"], row["email"], row["role"], row["locale"]
    )
