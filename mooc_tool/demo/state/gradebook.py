"""What was received for each learner and column: every score ever, and what stands."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.people import People
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.scores import Score
from mooc_tool.demo.state.store import Store

Outcome = Literal["applied", "repeated", "conflicting", "older"]


@dataclass(frozen=True)
class Receipt:
    """A score that arrived. ``applied`` ones changed the gradebook; the others were answered 409:

    ``repeated`` (the same again), ``conflicting`` (same timestamp, other score), ``older``.
    """

    receipt_id: int
    line_item_id: int
    received_at: datetime
    outcome: Outcome
    score: Score


class Gradebook:
    """Scores in order of arrival. Nothing is overwritten: what stands is the last one applied."""

    def __init__(self, store: Store, people: People) -> None:
        self._store = store
        self._people = people

    def receive(self, item: LineItem, score: Score, now: datetime) -> Receipt:
        """Write a score down, and apply it if it is newer than what stands. Raises Refusal."""
        self._check_learner(item, score.user_id)
        if item.closed(now):
            raise Refusal(403, "past_due", "this line item takes no more scores: its endDateTime is past")
        with self._store.together():
            standing = self.standing(item.line_item_id, score.user_id)
            outcome = _outcome(score, standing.score if standing else None)
            number = self._store.insert(
                "receipt",
                line_item_id=item.line_item_id, user_id=score.user_id, timestamp=score.timestamp,
                micros=score.micros, given=score.given, maximum=score.maximum, comment=score.comment,
                activity_progress=score.activity_progress, grading_progress=score.grading_progress,
                received_at=now.isoformat(), outcome=outcome,
            )  # fmt: skip
        return Receipt(number, item.line_item_id, now, outcome, score)

    def _check_learner(self, item: LineItem, user_id: str) -> None:
        member = self._people.member(item.course_id, user_id)
        if member is None:
            raise Refusal(404, "unknown_user", f"nobody called {user_id!r} is in this course")
        if member.person.role != "learner":
            raise Refusal(400, "not_gradable", "this person cannot be graded: not a learner of the course")

    def standing(self, line_item_id: int, user_id: str) -> Receipt | None:
        """The last score applied for a learner in a column."""
        row = self._store.row(
            "SELECT * FROM receipt WHERE line_item_id = ? AND user_id = ? AND outcome = 'applied'"
            " ORDER BY receipt_id DESC LIMIT 1",
            line_item_id, user_id,
        )
        return _receipt(row) if row else None

    def column(self, line_item_id: int) -> dict[str, Receipt]:
        """What stands in a column, by learner."""
        rows = self._store.rows(
            "SELECT * FROM receipt WHERE receipt_id IN (SELECT max(receipt_id) FROM receipt"
            " WHERE line_item_id = ? AND outcome = 'applied' GROUP BY user_id) ORDER BY user_id",
            line_item_id,
        )
        return {row["user_id"]: _receipt(row) for row in rows}

    def history(self, line_item_id: int | None = None, user_id: str | None = None) -> list[Receipt]:
        """Everything that arrived, in order of arrival."""
        rows = self._store.rows(
            "SELECT * FROM receipt WHERE (?1 IS NULL OR line_item_id = ?1) AND (?2 IS NULL OR user_id = ?2)"
            " ORDER BY receipt_id",
            line_item_id, user_id,
        )
        return [_receipt(row) for row in rows]


def _outcome(score: Score, standing: Score | None) -> Outcome:
    if standing is None or score.micros > standing.micros:
        return "applied"
    if score.micros < standing.micros:
        return "older"
    return "repeated" if score == standing else "conflicting"


def _receipt(row: sqlite3.Row) -> Receipt:
    score = Score(
        user_id=row["user_id"],
        timestamp=row["timestamp"],
        given=row["given"],
        maximum=row["maximum"],
        comment=row["comment"],
        activity_progress=row["activity_progress"],
        grading_progress=row["grading_progress"],
    )
    received_at = datetime.fromisoformat(row["received_at"])
    return Receipt(row["receipt_id"], row["line_item_id"], received_at, row["outcome"], score)
