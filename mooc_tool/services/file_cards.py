"""The files of a course as the studio lists them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mooc_tool.packs.outline import outline
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.typography import typeset_plain
from mooc_tool.services.authoring import CHART, EXERCISE, PAGE, Desk, editable, require, text_of


@dataclass(frozen=True)
class FileCard:
    """A file to change. ``name`` is its own without folder and ending.

    ``kind``: page, exercise, quiz, chart, table. ``state``: published, changed, unwritten, aside (a page of
    no week).
    """

    path: str
    name: str
    kind: str
    title: str
    language: str
    state: str
    problems: int


def all_cards(desk: Desk, problems: Sequence[Problem], language: str) -> tuple[FileCard, ...]:
    """The files to change, each with its number of ``problems``; exercises are titled in ``language``."""
    wrong = Counter(problem.path for problem in problems)
    return tuple(_card(desk, path, language, wrong[path]) for path in editable(desk))


def card(desk: Desk, path: str, language: str) -> FileCard:
    """One file. Raises NotFound unless it is one to change."""
    require(desk, path)
    return _card(desk, path, language)


def by_page(cards: Sequence[FileCard]) -> dict[str, dict[str, FileCard]]:
    """The pages among ``cards``: name -> language -> its file."""
    pages: dict[str, dict[str, FileCard]] = {}
    for one in cards:
        if one.kind == "page":
            pages.setdefault(one.name, {})[one.language] = one
    return pages


def _card(desk: Desk, path: str, language: str, problems: int = 0) -> FileCard:
    state = _state(desk, path)
    if page := PAGE.fullmatch(path):
        name, spoken = page["name"], page["language"]
        unit = desk.pack.unit(name)
        title = unit.titles.get(spoken, "") if unit else outline(text_of(desk, path)).title
        aside = unit is None and state == "published"
        return FileCard(path, name, "page", title, spoken, "aside" if aside else state, problems)
    if found := EXERCISE.fullmatch(path):
        exercise = desk.pack.exercises.get(found["name"])
        title = exercise.titles.get(language, "") if exercise else ""
        kind = "quiz" if found["folder"] == "quizzes" else "exercise"
        return FileCard(path, found["name"], kind, title, "", state, problems)
    if found := CHART.fullmatch(path):
        chart = desk.pack.charts.get(found["name"])
        title = typeset_plain(chart.titles.get(language, ""), language) if chart else ""
        return FileCard(path, found["name"], "chart", title, "", state, problems)
    return FileCard(path, path.partition(".")[0], "table", "", "", state, problems)


def _state(desk: Desk, path: str) -> str:
    if path not in desk.files:
        return "unwritten"
    return "published" if desk.files[path] == desk.published.files.get(path) else "changed"
