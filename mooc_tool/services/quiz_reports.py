"""The quizzes of a course for its instructor: each item's figures, and the gain between two tests.

Only first tries count, of learners, with items as the course has them today.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session as Db

from mooc_tool.packs.model import Exercise, Pack
from mooc_tool.packs.quizzes import KIND
from mooc_tool.records import Attempt, Membership, Role, Score
from mooc_tool.services import sheets
from mooc_tool.services.item_analysis import GainFigures, ItemAnswer, ItemFigures, figures, gain

Stored = Mapping[str, Any]
"""A record of the kind, as JSON keeps it: thousands are read for one page."""


@dataclass(frozen=True)
class Choice:
    """A choice of an item, as a reader sees it."""

    says: str
    right: bool


@dataclass(frozen=True)
class ItemReport:
    """An item; ``figures`` is None while too few have answered it."""

    id: str
    asks: str
    choices: tuple[Choice, ...]
    figures: ItemFigures | None


@dataclass(frozen=True)
class QuizReport:
    """A quiz. ``learners`` have made a first try."""

    slug: str
    title: str
    learners: int
    items: tuple[ItemReport, ...]


@dataclass(frozen=True)
class GainReport:
    """Two tests from one bank, one read before the weeks and one after; ``figures`` as of an item."""

    before: str
    after: str
    figures: GainFigures | None


@dataclass(frozen=True)
class QuizReports:
    """All that is told of a course's quizzes."""

    quizzes: tuple[QuizReport, ...]
    gains: tuple[GainReport, ...]


def of_course(db: Db, course_id: int, pack: Pack, language: str) -> QuizReports:
    """The quizzes of a course, in the order of its units."""
    placed = dict.fromkeys(slug for unit in _in_order(pack) for slug in unit)
    quizzes = [pack.exercises[slug] for slug in placed if pack.exercises[slug].kind == KIND]
    return QuizReports(
        tuple(_quiz(db, course_id, quiz, language) for quiz in quizzes),
        tuple(_gain(db, course_id, pair, language) for pair in _pairs(pack)),
    )


def as_csv(reports: QuizReports, headings: Sequence[str]) -> bytes:
    """A row for each choice of each item, or for the item where it has none.

    ``headings`` name quiz, item, question, answers, share right, discrimination, choice, right, chosen.
    """
    return sheets.as_csv([headings, *(row for quiz in reports.quizzes for row in _rows(quiz))])


def _rows(quiz: QuizReport) -> Iterator[list[str]]:
    for item in quiz.items:
        found = item.figures
        shared = [quiz.title, item.id, item.asks]
        if found is None:
            yield [*shared, *[""] * 6]
            continue
        worth = "" if found.discrimination is None else f"{found.discrimination:.3f}"
        shared += [str(found.answers), f"{found.right:.3f}", worth]
        for choice, times in zip(item.choices, found.chosen, strict=True):
            yield [*shared, choice.says, str(int(choice.right)), str(times)]
        if not item.choices:
            yield [*shared, "", "", ""]


def _in_order(pack: Pack) -> Iterator[tuple[str, ...]]:
    yield from (page.exercises for page in pack.pages if not page.after)
    yield from (unit.exercises for unit in pack.units())
    yield from (page.exercises for page in pack.pages if page.after)


def _pairs(pack: Pack) -> Iterator[tuple[Exercise, Exercise]]:
    """Quizzes outside the weeks that draw from the same items, before and after."""
    before, after = (
        [pack.exercises[slug] for page in pack.pages if page.after is late for slug in page.exercises]
        for late in (False, True)
    )
    for first in before:
        for second in after:
            if first.kind == second.kind == KIND and first.params["items"] == second.params["items"]:
                yield first, second


def _quiz(db: Db, course_id: int, quiz: Exercise, language: str) -> QuizReport:
    items: Any = quiz.params["items"]
    current = {item["id"]: item for item in items}
    answers: dict[str, list[ItemAnswer]] = defaultdict(list)
    learners = 0
    tries = _first_tries(course_id, quiz.slug, Attempt.question, Attempt.answer, Score.marked)
    for question, answer, marked in db.execute(tries):
        learners += 1
        for name, found in _answers(question, answer, marked, current):
            answers[name].append(found)
    return QuizReport(
        quiz.slug,
        quiz.titles[language],
        learners,
        tuple(_item(item, answers[name], language) for name, item in current.items()),
    )


def _item(item: Stored, answers: Sequence[ItemAnswer], language: str) -> ItemReport:
    choices = tuple(Choice(choice["says"][language], choice["right"]) for choice in item.get("choices", ()))
    return ItemReport(item["id"], item["asks"][language], choices, figures(answers, len(choices)))


def _first_tries(course_id: int, quiz: str, *columns: Any) -> Select[Any]:
    """Columns of each learner's first try, once it is marked."""
    return (
        select(*columns)
        .join(Score, Score.attempt_id == Attempt.attempt_id)
        .join(
            Membership,
            (Membership.course_id == Attempt.course_id) & (Membership.person_id == Attempt.person_id),
        )
        .where(
            Attempt.course_id == course_id,
            Attempt.exercise == quiz,
            Attempt.number == 1,
            Membership.role == Role.LEARNER,
        )
    )


def _answers(
    question: Stored, answer: Stored, marked: Stored, current: Mapping[str, object]
) -> Iterator[tuple[str, ItemAnswer]]:
    """The answers to items that are today as they were then."""
    shares = [
        max(0, one["value"] - one["reference"]) / (one["best"] - one["reference"])
        for one in marked["criteria"]
    ]
    rest_of = len(shares) - 1
    for drawn, given, share in zip(question["items"], answer["given"], shares, strict=True):
        item = drawn["item"]
        if current.get(item["id"]) == item:
            rest = (sum(shares) - share) / rest_of if rest_of else None
            chosen = (drawn["shown"][at] for at in given["chosen"]) if "choices" in item else ()
            yield item["id"], ItemAnswer(share, rest, tuple(chosen))


def _gain(db: Db, course_id: int, pair: tuple[Exercise, Exercise], language: str) -> GainReport:
    before, after = (_points(db, course_id, quiz.slug) for quiz in pair)
    both = [(points, after[person]) for person, points in before.items() if person in after]
    first, second = pair
    return GainReport(first.titles[language], second.titles[language], gain(both))


def _points(db: Db, course_id: int, quiz: str) -> dict[int, int]:
    return dict(db.execute(_first_tries(course_id, quiz, Attempt.person_id, Score.points)).all())
