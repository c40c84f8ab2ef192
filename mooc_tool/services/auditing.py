"""The promise to an appeal: every graded attempt is recomputed from the stored question and answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import ToolError
from mooc_tool.exercises import play
from mooc_tool.records import Attempt, Certificate, Score, Stage
from mooc_tool.services import posting, progress
from mooc_tool.services.library import Library

_BATCH = 200


@dataclass(frozen=True)
class Difference:
    """Something stored that recomputation does not give again."""

    what: str
    key: str
    stored: str
    recomputed: str


@dataclass(frozen=True)
class Audit:
    """How many attempts and certificates were looked at, and what differs."""

    attempts: int
    certificates: int
    differences: tuple[Difference, ...]


def audit(db: Db, library: Library) -> Audit:
    """Recompute every mark and every certificate's verdict."""
    attempts = 0
    differences: list[Difference] = []
    for attempt, score in _marked(db):
        attempts += 1
        differences.extend(compare(attempt, score))
    certificates = db.scalars(select(Certificate)).all()
    for certificate in certificates:
        differences.extend(_judge_again(db, library, certificate))
    return Audit(attempts, len(certificates), tuple(differences))


def _marked(db: Db) -> Iterator[tuple[Attempt, Score | None]]:
    query = (
        select(Attempt, Score)
        .outerjoin(Score, Score.attempt_id == Attempt.attempt_id)
        .where(or_(Attempt.stage == Stage.MARKED, Score.attempt_id.is_not(None)))
        .order_by(Attempt.attempt_id)
        .execution_options(yield_per=_BATCH)
    )
    yield from db.execute(query)


def compare(attempt: Attempt, score: Score | None) -> Iterator[Difference]:
    """Mark the stored answer again: what differs, if anything."""
    key = f"attempt {attempt.attempt_id} ({attempt.exercise})"
    if score is None or attempt.answer is None:
        yield Difference("score" if score is None else "answer", key, "none", "an answer and its score")
        return
    try:
        marked = play.mark(attempt.kind, attempt.question, attempt.prediction, attempt.answer)
    except ToolError as error:
        yield Difference("question", key, "stored", f"cannot be marked: {error}")
        return
    if marked.points != score.points:
        yield Difference("points", key, str(score.points), str(marked.points))
    elif not _said_again(score.marked, marked.model_dump(mode="json")):
        yield Difference("mark", key, "stored details", "other details, same points")


def _said_again(stored: object, again: object) -> bool:
    """Whether all that was stored is the same again; a kind's forms may have grown fields since."""
    if isinstance(stored, dict) and isinstance(again, dict):
        return all(name in again and _said_again(value, again[name]) for name, value in stored.items())
    if isinstance(stored, list) and isinstance(again, list):
        return len(stored) == len(again) and all(map(_said_again, stored, again))
    return stored == again


def _judge_again(db: Db, library: Library, certificate: Certificate) -> Iterator[Difference]:
    pack = library.get(db, certificate.revision_id).pack
    best = posting.best_scores(db, certificate.course_id, certificate.person_id)
    key = f"certificate {certificate.serial}"
    said = certificate.attested["scores"]
    # scores may have grown since it was issued; none may be missing or lower
    lower = [slug for slug, points in said.items() if best.get(slug, -1) < points]
    if lower:
        yield Difference("scores", key, ", ".join(lower), "lower than attested")
    if not progress.verdict(pack, said, pack.rule.level(certificate.level)).met:
        yield Difference("rule", key, "met", "not met by the attested scores")
