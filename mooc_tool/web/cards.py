"""What the learner's templates print, gathered from services."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.orm import Session as Db

from mooc_tool.exercises import play
from mooc_tool.packs.films import Film
from mooc_tool.packs.page import ChartSlot, FilmSlot, Heading, Html, Page
from mooc_tool.packs.page import Part as PagePart
from mooc_tool.records import Stage
from mooc_tool.services import deliveries, posting, practice, progress
from mooc_tool.services.library import Published
from mooc_tool.services.sessions import Visit


@dataclass(frozen=True)
class Part:
    """A piece of a unit: text, the card of an exercise, a video, or a chart."""

    html: Markup | None = None
    exercise: progress.ExerciseCard | None = None
    film: Film | None = None
    chart: ChartSlot | None = None


@dataclass(frozen=True)
class Link:
    """Another unit."""

    slug: str
    title: str


@dataclass(frozen=True)
class UnitPage:
    """A unit, ready to print."""

    slug: str
    title: str
    minutes: int
    week_number: int | None
    week_title: str
    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class ExercisePage:
    """An exercise, with what its kind's templates are found by."""

    slug: str
    title: str
    kind: str
    points: int
    tries: int | None
    tries_used: int
    best: int | None
    predicts: bool
    trains: bool
    staged: bool


@dataclass(frozen=True)
class AttemptRow:
    """An attempt in the list of one's attempts."""

    id: int
    number: int
    state: str
    score: int | None
    started_at: datetime


def unit(db: Db, who: Visit, content: Published, page: Page, slug: str) -> UnitPage:
    """The page of a unit as ``who`` sees it."""
    pack, language = content.pack, who.language
    best, tried = posting.best_scores(db, who.course_id, who.person_id), progress.tries_used(db, who)
    week = pack.week_of(slug)
    found = pack.unit(slug)
    units = list(pack.units())
    at = next((i for i, other in enumerate(units) if other.slug == slug), None)

    def link(i: int) -> Link | None:
        return Link(units[i].slug, units[i].titles[language]) if 0 <= i < len(units) else None

    def part(piece: PagePart) -> Part:
        if isinstance(piece, FilmSlot):
            return Part(film=piece.film)
        if isinstance(piece, ChartSlot):
            return Part(chart=piece)
        if isinstance(piece, Html):
            return Part(Markup(piece.html))  # noqa: S704 - cleaned when it was rendered
        exercise = pack.exercises[piece.exercise]
        return Part(exercise=progress.exercise_card(exercise, language, best, tried))

    return UnitPage(
        slug=slug,
        title=page.title,
        minutes=found.minutes if found else 0,
        week_number=week.number if week else None,
        week_title=week.titles[language] if week else "",
        parts=tuple(part(piece) for piece in page.parts),
        headings=page.headings,
        previous=link(at - 1) if at is not None else None,
        next=link(at + 1) if at is not None else None,
    )


def exercise(stands: practice.Standing, language: str) -> ExercisePage:
    """An exercise and where its learner stands."""
    it = stands.exercise
    return ExercisePage(
        slug=it.slug,
        title=it.titles[language],
        kind=it.kind,
        points=it.points,
        tries=it.tries,
        tries_used=len(stands.attempts),
        best=stands.best,
        predicts="prediction" in play.stages(it.kind),
        trains=play.trains(it.kind),
        staged=play.is_staged(it.kind),
    )


def exercise_page(stands: practice.Standing, content: Published, language: str) -> dict[str, object]:
    """What learn/exercise.html prints."""
    return {
        "exercise": exercise(stands, language),
        "unit": _unit_of(content, stands.exercise.slug, language),
        "attempts": [
            AttemptRow(
                taken.attempt_id,
                taken.number,
                "marked" if taken.points is not None else "open",
                taken.points,
                taken.started_at,
            )
            for taken in stands.attempts
        ],
    }


def _unit_of(content: Published, slug: str, language: str) -> Link | None:
    holder = content.pack.unit_with(slug)
    return Link(holder.slug, holder.titles[language]) if holder else None


def attempt_page(
    db: Db, who: Visit, content: Published, found: practice.Try, stands: practice.Standing
) -> dict[str, object]:
    """What learn/attempt.html prints, whatever the attempt's stage."""
    marked = found.stage is Stage.MARKED
    due = None if marked else practice.stage_due(found)
    state = "marked" if due is None else play.page_of(found.kind, due)
    points = next((taken.points for taken in stands.attempts if taken.number == found.number), None)
    return {
        "exercise": exercise(stands, who.language),
        "unit": _unit_of(content, found.exercise, who.language),
        "attempt": AttemptRow(found.attempt_id, found.number, state, points, found.started_at),
        "view": None if marked else play.view(found.kind, found.question, found.prediction),
        "stage": due,
        "prediction": found.prediction,
        "feedback": practice.feedback(db, found, last=stands.is_over) if marked else None,
        "facts": content.pack.facts,
        "delivery": deliveries.of_exercise(db, who, content.pack, found.exercise) if marked else None,
    }
