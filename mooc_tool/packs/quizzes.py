"""``quizzes/<slug>.toml``: banks of items, read into exercises of the kind ``quiz``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from mooc_tool.exercises.question_bank import Item
from mooc_tool.packs.files import Files
from mooc_tool.packs.model import STRICT, Exercise, Slug, Texts, Unit
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.tables import read_toml, shaped
from mooc_tool.packs.typography import typeset_plain

KIND = "quiz"


@dataclass(frozen=True)
class Quiz:
    """The shape of the file. ``items_from`` names another quiz whose items are drawn instead of own ones."""

    __pydantic_config__ = STRICT

    titles: Texts
    drawn: Annotated[int, Field(ge=1, le=20)]
    items: tuple[Item, ...] = ()
    items_from: Slug | None = None
    points: Annotated[int, Field(gt=0, le=1000)] = 100
    tries: Annotated[int, Field(gt=0, le=100)] | None = 3
    minutes: Annotated[int, Field(ge=0, le=240)] = 10


_QUIZ = TypeAdapter(Quiz).validate_python


def quiz_path(name: str) -> str:
    """Where a quiz lies in a pack."""
    return f"quizzes/{name}.toml"


def exercise_path(name: str, files: Files) -> str:
    """Where an exercise or a quiz lies in a pack; where an exercise would lie that is not written."""
    return quiz_path(name) if quiz_path(name) in files else f"exercises/{name}.toml"


def read_quizzes(files: Files) -> tuple[dict[str, Quiz], tuple[Problem, ...], frozenset[str]]:
    """The quizzes that can be read, what is wrong with the others, and their names."""
    quizzes: dict[str, Quiz] = {}
    problems: list[Problem] = []
    broken = set()
    for path in sorted(files):
        place = PurePosixPath(path)
        if place.parent.as_posix() != "quizzes" or place.suffix != ".toml":
            continue
        document, faults = read_toml(path, files[path])
        quiz = None
        if not faults:
            quiz, faults = shaped(path, files[path], document, _QUIZ)
        problems += faults
        if quiz:
            quizzes[place.stem] = quiz
        else:
            broken.add(place.stem)
    return quizzes, tuple(problems), frozenset(broken)


def items_of(name: str, quizzes: Mapping[str, Quiz]) -> tuple[Item, ...]:
    """The items that a quiz draws from: its own or another's."""
    quiz = quizzes[name]
    origin = quizzes.get(quiz.items_from) if quiz.items_from else quiz
    return origin.items if origin else ()


def as_exercises(quizzes: Mapping[str, Quiz], units: Iterable[Unit]) -> dict[str, Exercise]:
    """Each quiz as an exercise, with the titles of the units that its items name."""
    titles = {unit.slug: dict(unit.titles) for unit in units}
    return {name: _exercise(name, quizzes, titles) for name in quizzes}


def _exercise(name: str, quizzes: Mapping[str, Quiz], titles: Mapping[str, object]) -> Exercise:
    quiz, items = quizzes[name], items_of(name, quizzes)
    named = dict.fromkeys(unit for item in items for unit in item.units)
    params: dict[str, object] = {
        "drawn": quiz.drawn,
        "items": [_typeset(item.model_dump(mode="json"), "") for item in items],
        "pages": {unit: titles[unit] for unit in named if unit in titles},
    }
    return Exercise(
        slug=name,
        kind=KIND,
        titles=quiz.titles,
        params=params,
        points=quiz.points,
        tries=quiz.tries,
        minutes=quiz.minutes,
    )


def _typeset(value: Any, language: str) -> Any:
    """The same record with the texts of each language set as the pages are."""
    if isinstance(value, dict):
        return {key: _typeset(each, key if len(key) == 2 else "") for key, each in value.items()}
    if isinstance(value, list):
        return [_typeset(each, "") for each in value]
    return typeset_plain(value, language) if language and isinstance(value, str) else value
