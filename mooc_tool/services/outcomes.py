"""What became of launches: kept for a month without anything of a person, to be found by its reference."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.records import LaunchOutcome

OPENED = "opened"
KEPT = timedelta(days=30)
MOST_KEPT = 10_000
"""Whoever fills the list with refused launches pushes the oldest out, not the disk full."""
_LONGEST_REFERENCE = 16


@dataclass(frozen=True)
class Outcome:
    """A launch as the administrator sees it; ``platform`` is empty where none is known."""

    at: datetime
    reference: str
    code: str
    platform: str

    @property
    def opened(self) -> bool:
        """Whether it ended in a session."""
        return self.code == OPENED


_NOTE = insert(LaunchOutcome)


def note(db: Db, code: str, *, platform_id: int | None, now: datetime, reference: str = "") -> None:
    """Write down how a launch ended; ``reference`` is what the page of an error showed."""
    noted = {"reference": reference, "at": now, "platform_id": platform_id, "code": code[:60]}
    db.connection().execute(_NOTE, noted)


def recent(db: Db, reference: str = "", most: int = 50) -> list[Outcome]:
    """The newest launches, or those of one reference."""
    query = select(LaunchOutcome).options(joinedload(LaunchOutcome.platform))
    if reference:
        query = query.where(LaunchOutcome.reference == reference.lower()[:_LONGEST_REFERENCE])
    rows = db.scalars(query.order_by(LaunchOutcome.launch_outcome_id.desc()).limit(most))
    return [
        Outcome(row.at, row.reference, row.code, row.platform.name if row.platform else "") for row in rows
    ]


def sweep(db: Db, now: datetime) -> None:
    """Forget what is old, or too much."""
    db.execute(delete(LaunchOutcome).where(LaunchOutcome.at <= now - KEPT))
    oldest_kept = db.scalar(
        select(LaunchOutcome.launch_outcome_id)
        .order_by(LaunchOutcome.launch_outcome_id.desc())
        .offset(MOST_KEPT - 1)
        .limit(1)
    )
    if oldest_kept is not None:
        db.execute(delete(LaunchOutcome).where(LaunchOutcome.launch_outcome_id < oldest_kept))
