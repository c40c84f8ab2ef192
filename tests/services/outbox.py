"""Taking letters and settling them, a unit each, as a worker does."""

from datetime import datetime, timedelta

from mooc_tool.errors import PlatformError
from mooc_tool.records import Letter
from mooc_tool.services import leasing
from mooc_tool.services.leasing import Envelope, Outcome
from tests.services.campus import Campus

SECOND = timedelta(seconds=1)


def take(campus: Campus, now: datetime, limit: int = 10) -> list[Envelope]:
    """Take what is due of the campus's platform."""
    with campus.tool.database.writing() as db:
        return leasing.take(db, campus.platform_id, now, limit)


def settle(
    campus: Campus, envelope: Envelope, now: datetime, error: PlatformError | None = None
) -> Letter:
    """Settle; the letter afterwards."""
    with campus.tool.database.writing() as db:
        leasing.settle(db, envelope, Outcome(error), now)
        return db.get_one(Letter, envelope.letter_id)
