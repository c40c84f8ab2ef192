"""What became of the scores on their way to the LMS: for the learner, and for the instructor."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.errors import NotFound
from mooc_tool.packs.model import Exercise, Pack, Unit
from mooc_tool.records import Letter, LetterState, Line, Placement, Target
from mooc_tool.services import posting
from mooc_tool.services.sessions import Visit

MOST_SHOWN = 200
"""On one page: a course of thousands has a hundred thousand letters, nearly all of which arrived."""


@dataclass(frozen=True)
class Delivery:
    """Whether a score has reached the gradebook: ``none`` when no column shows it."""

    state: str


@dataclass(frozen=True)
class LetterRow:
    """A letter as the instructor sees it."""

    letter_id: int
    person_id: int
    exercise: str
    """The title of what the line's placement opens."""
    score: float
    state: str
    tries: int
    next_try_at: datetime | None
    platform_words: str
    sent_at: datetime | None
    advice_code: str


_STATES = (
    select(Letter.state, Placement.target, Placement.slug)
    .join(Line, Line.line_id == Letter.line_id)
    .join(Placement, Placement.placement_id == Line.placement_id)
    .where(Placement.course_id == bindparam("course"), Letter.person_id == bindparam("person"))
)


def of_exercise(db: Db, who: Visit, pack: Pack, exercise: str) -> Delivery:
    """What became of the score that shows ``exercise``: the worst news of the lines concerned."""
    rows = db.connection().execute(_STATES, {"course": who.course_id, "person": who.person_id})
    states = [
        state for state, target, slug in rows if exercise in posting.exercises_of(target, slug, pack)
    ]
    for state in (LetterState.REFUSED, LetterState.WAITING, LetterState.SENT):
        if state in states:
            return Delivery(state.value)
    return Delivery("none")


_URGENCY = case((Letter.state == LetterState.REFUSED, 0), (Letter.state == LetterState.WAITING, 1), else_=2)


def of_course(
    db: Db, course_id: int, pack: Pack, language: str, now: datetime, person_id: int | None = None
) -> list[LetterRow]:
    """The letters of a course, those that need somebody first, then the newest: ``MOST_SHOWN`` of them."""
    query = (
        select(Letter)
        .join(Letter.line)
        .join(Line.placement)
        .where(Placement.course_id == course_id)
        .options(joinedload(Letter.line).joinedload(Line.placement))
        .order_by(_URGENCY, Letter.stated_at.desc(), Letter.letter_id)
        .limit(MOST_SHOWN)
    )
    if person_id is not None:
        query = query.where(Letter.person_id == person_id)
    return [_row(letter, pack, language, now) for letter in db.scalars(query)]


def _row(letter: Letter, pack: Pack, language: str, now: datetime) -> LetterRow:
    leased = letter.leased_until is not None and letter.leased_until > now
    waiting = letter.state is LetterState.WAITING
    return LetterRow(
        letter_id=letter.letter_id,
        person_id=letter.person_id,
        exercise=_shown(letter.line.placement, pack, language),
        score=letter.given,
        state="sending" if waiting and leased else letter.state.value,
        tries=letter.tries,
        next_try_at=letter.next_try_at if waiting else None,
        platform_words=letter.platform_words or "",
        sent_at=letter.sent_at,
        advice_code=letter.platform_code or "",
    )


def _shown(placement: Placement, pack: Pack, language: str) -> str:
    """What the line's placement opens, by its title."""
    opened: Unit | Exercise | None = None
    if placement.target is Target.EXERCISE:
        opened = pack.exercises.get(placement.slug)
    elif placement.target is Target.UNIT:
        opened = pack.unit(placement.slug)
    return opened.titles[language] if opened else pack.titles[language]


def counts(db: Db, course_id: int) -> dict[str, int]:
    """How many letters of a course are in each state (``refused``, ``waiting``, ``sent``)."""
    rows = db.execute(
        select(Letter.state, func.count())
        .join(Letter.line)
        .join(Line.placement)
        .where(Placement.course_id == course_id)
        .group_by(Letter.state)
    )
    found = {state.value: count for state, count in rows}
    return {state.value: found.get(state.value, 0) for state in LetterState}


def send_again(db: Db, course_id: int, letter_id: int, now: datetime) -> None:
    """State a letter anew and send it at once. Raises NotFound for one of another course."""
    letter = db.scalar(
        select(Letter)
        .join(Letter.line)
        .join(Line.placement)
        .where(Letter.letter_id == letter_id, Placement.course_id == course_id)
        .with_for_update(of=Letter)
    )
    if letter is None:
        raise NotFound("letter-unknown")
    posting.restate(letter, now)
