"""A learner's attempts at an exercise: opened, predicted (or played stage by stage), answered, marked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import Closed, NotFound
from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Faults
from mooc_tool.packs.model import Exercise
from mooc_tool.records import Attempt, Database, Score, Stage
from mooc_tool.records.database import add_row
from mooc_tool.services import locks, posting, secrecy
from mooc_tool.services.library import Published
from mooc_tool.services.sessions import Visit

Fields = dict[str, list[str]]


@dataclass
class Try:
    """An attempt as one request reads it. What is changed here is written by whoever changes it."""

    attempt_id: int
    person_id: int
    course_id: int
    exercise: str
    number: int
    kind: str
    stage: Stage
    question: dict[str, Any]
    prediction: dict[str, Any] | None
    answer: dict[str, Any] | None
    started_at: datetime


class Taken(NamedTuple):
    """An attempt in the list of them, with its points once it is marked."""

    attempt_id: int
    number: int
    started_at: datetime
    points: int | None


@dataclass(frozen=True)
class Standing:
    """Where a person stands with an exercise."""

    exercise: Exercise
    attempts: tuple[Taken, ...]
    """Oldest first."""

    @property
    def best(self) -> int | None:
        """The best points so far."""
        return max((taken.points for taken in self.attempts if taken.points is not None), default=None)

    @property
    def open_attempt(self) -> Taken | None:
        """The attempt that is not finished."""
        return next((taken for taken in self.attempts if taken.points is None), None)

    @property
    def tries_used(self) -> int:
        """Finished attempts."""
        return sum(taken.points is not None for taken in self.attempts)

    @property
    def may_start(self) -> bool:
        """Whether a new attempt may be opened."""
        tries = self.exercise.tries
        return self.open_attempt is None and (tries is None or len(self.attempts) < tries)

    @property
    def is_over(self) -> bool:
        """Whether all tries are used: the full solution may be shown."""
        tries = self.exercise.tries
        return tries is not None and self.tries_used >= tries


def exercise_of(published: Published, slug: str) -> Exercise:
    """An exercise of the course. Raises NotFound."""
    found = published.pack.exercises.get(slug)
    if found is None:
        raise NotFound("exercise-unknown", slug=slug)
    return found


# built once: every page of an exercise asks them
_ATTEMPTS = (
    select(Attempt.attempt_id, Attempt.number, Attempt.started_at, Score.points)
    .outerjoin(Score, Score.attempt_id == Attempt.attempt_id)
    .where(
        Attempt.person_id == bindparam("person"),
        Attempt.course_id == bindparam("course"),
        Attempt.exercise == bindparam("exercise"),
    )
    .order_by(Attempt.number)
)
_ATTEMPT = select(
    Attempt.attempt_id,
    Attempt.person_id,
    Attempt.course_id,
    Attempt.exercise,
    Attempt.number,
    Attempt.kind,
    Attempt.stage,
    Attempt.question,
    Attempt.prediction,
    Attempt.answer,
    Attempt.started_at,
).where(Attempt.attempt_id == bindparam("attempt"))
_HELD = _ATTEMPT.with_for_update()
_NEW = insert(Attempt)
_GO_ON = update(Attempt).where(Attempt.attempt_id == bindparam("held"))
_NEW_SCORE = insert(Score)
_MARKED = select(Score.marked).where(Score.attempt_id == bindparam("attempt"))


def standing(db: Db, who: Visit, exercise: Exercise) -> Standing:
    """Where ``who`` stands with ``exercise``."""
    asked = {"person": who.person_id, "course": who.course_id, "exercise": exercise.slug}
    rows = db.connection().execute(_ATTEMPTS, asked)
    return Standing(exercise, tuple(Taken(*row) for row in rows))


def open_attempt(
    database: Database, who: Visit, published: Published, stands: Standing, *, secret: bytes, now: datetime
) -> Try:
    """The unfinished attempt, or a new one with an instance of its own. Raises Closed when tries are used.

    ``stands`` was just read. The instance is drawn before the unit of writing begins, for it may take long:
    nobody waits meanwhile.
    """
    exercise, number = stands.exercise, len(stands.attempts) + 1
    if stands.open_attempt is not None:
        with database.reading() as db:
            return attempt_of(db, who, stands.open_attempt.attempt_id)
    if not stands.may_start:
        raise Closed("tries-used", tries=exercise.tries)
    seed = seed_of(secret, who, exercise.slug, number)
    posed = play.pose(exercise.kind, exercise.params, seed, published.territory)
    opened: dict[str, Any] = {
        "person_id": who.person_id,
        "course_id": who.course_id,
        "exercise": exercise.slug,
        "number": number,
        "kind": exercise.kind,
        "stage": Stage.PREDICT if len(play.stages(exercise.kind)) > 1 else Stage.ANSWER,
        "question": posed.question,
        "started_at": now,
    }
    by = {"revision_id": published.revision_id, "kind_revision": posed.revision}
    with database.writing() as db:
        locks.hold_person(db, who.person_id)  # a button pressed twice opens one attempt
        attempts = standing(db, who, exercise).attempts
        if len(attempts) >= number:
            return attempt_of(db, who, attempts[-1].attempt_id)
        return Try(add_row(db, _NEW, opened | by), prediction=None, answer=None, **opened)


def seed_of(secret: bytes, who: Visit, exercise: str, number: int) -> bytes:
    """The seed of an instance: nobody without the installation's secret can foresee it."""
    return secrecy.keyed(secret, "seed", str(who.course_id), exercise, str(who.person_id), str(number))


def attempt_of(db: Db, who: Visit, attempt_id: int) -> Try:
    """An attempt of ``who``'s own. Raises NotFound, also for somebody else's."""
    return _own(who, db.connection().execute(_ATTEMPT, {"attempt": attempt_id}).one_or_none())


def hold_attempt(db: Db, who: Visit, attempt_id: int) -> Try:
    """The same for writing: until the transaction ends, nobody else goes on with this attempt."""
    return _own(who, db.connection().execute(_HELD, {"attempt": attempt_id}).one_or_none())


def _own(who: Visit, row: Row[*tuple[Any, ...]] | None) -> Try:
    if row is None or (row.person_id, row.course_id) != (who.person_id, who.course_id):
        raise NotFound("attempt-unknown")
    return Try(*row)


def predict(db: Db, attempt: Try, fields: Fields, stage: str = "prediction") -> Faults | None:
    """Commit the prediction, or this stage of a staged kind, to an attempt that is held; it stays.

    Faults when it cannot be read. A stage that is not due changes nothing: a form sent twice counts once. Nor
    does the last, which is handed in as the answer.
    """
    is_last = play.page_of(attempt.kind, stage) == "answer"
    if attempt.stage is Stage.MARKED or is_last or stage_due(attempt) != stage:
        return None
    read = play.read_stage(attempt.kind, attempt.question, attempt.prediction, fields)
    if isinstance(read, tuple):
        return read
    attempt.prediction = read
    attempt.stage = Stage(play.page_of(attempt.kind, stage_due(attempt)))
    written = {"held": attempt.attempt_id, "prediction": read, "stage": attempt.stage}
    db.connection().execute(_GO_ON, written)
    return None


def stage_due(attempt: Try) -> str:
    """The name of the stage that an open attempt waits for, among its kind's."""
    return play.stage_due(attempt.kind, attempt.question, attempt.prediction)


def answer(
    database: Database, who: Visit, published: Published, attempt: Try, fields: Fields, now: datetime
) -> Faults | None:
    """Mark the answer to an attempt that was just read; score and letters are written together.

    Faults when it cannot be read; raises Closed while the prediction, or another stage, is owed. The mark is
    computed before the unit of writing begins: nobody waits meanwhile. An attempt that was marked by then is
    left as it is: a form sent twice counts once.
    """
    if attempt.stage is Stage.MARKED:
        return None
    if attempt.stage is Stage.PREDICT and not play.is_staged(attempt.kind):
        raise Closed("prediction-first")
    read = play.read_answer(attempt.kind, attempt.question, fields, attempt.prediction)
    if isinstance(read, tuple):
        return read
    marked = play.mark(attempt.kind, attempt.question, attempt.prediction, read)
    with database.writing() as db:
        held = hold_attempt(db, who, attempt.attempt_id)
        if held.stage is not Stage.MARKED:
            held.answer, held.stage = read, Stage.MARKED
            _write(db, held, marked, now)
            posting.write(
                db,
                course_id=held.course_id,
                person_id=held.person_id,
                pack=published.pack,
                language=who.language,
                now=now,
            )
    attempt.answer, attempt.stage = held.answer, held.stage
    return None


def _write(db: Db, attempt: Try, marked: play.Marked, now: datetime) -> None:
    """The answer and its score."""
    written = {
        "held": attempt.attempt_id, "answer": attempt.answer, "stage": attempt.stage, "answered_at": now,
    }  # fmt: skip
    db.connection().execute(_GO_ON, written)
    scored = {
        "attempt_id": attempt.attempt_id,
        "person_id": attempt.person_id,
        "course_id": attempt.course_id,
        "exercise": attempt.exercise,
        "points": marked.points,
        "marked": marked.model_dump(mode="json"),
        "scored_at": now,
    }
    db.connection().execute(_NEW_SCORE, scored)


def feedback(db: Db, attempt: Try | Attempt, *, last: bool) -> dict[str, Any]:
    """What a marked attempt's page may show; the whole solution only when ``last``."""
    marked = db.connection().execute(_MARKED, {"attempt": attempt.attempt_id}).scalar_one()
    return play.feedback(
        attempt.kind,
        attempt.question,
        attempt.answer or {},
        play.Marked.model_validate(marked),
        last=last,
    )
