"""What an appeal looks at: an attempt as it was stored, and its score computed again as the audit does."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session as Db

from mooc_tool.records import Attempt, Revision, Score
from mooc_tool.services import auditing, practice


@dataclass(frozen=True)
class Record:
    """A marked attempt. ``digest`` is of what was asked, foreseen and answered, as it is stored."""

    attempt: Attempt
    points: int
    scored_at: datetime
    computed_at: datetime
    differences: tuple[auditing.Difference, ...]
    feedback: dict[str, Any]
    course: Revision
    digest: str


def record(db: Db, attempt: Attempt, score: Score, *, last: bool, now: datetime) -> Record:
    """The record of a marked attempt; the whole solution is in it only when ``last``."""
    return Record(
        attempt=attempt,
        points=score.points,
        scored_at=score.scored_at,
        computed_at=now,
        differences=tuple(auditing.compare(attempt, score)),
        feedback=practice.feedback(db, attempt, last=last),
        course=db.get_one(Revision, attempt.revision_id),
        digest=digest(attempt),
    )


def digest(attempt: Attempt) -> str:
    """SHA-256 (64 hexadecimal digits) of question, prediction and answer as compact JSON with sorted keys."""
    stored = [attempt.question, attempt.prediction, attempt.answer]
    written = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(written.encode()).hexdigest()
