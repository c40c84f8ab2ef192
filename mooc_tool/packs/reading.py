"""Files -> Pack, and everything in its tables that cannot be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from mooc_tool.packs.charts import read_charts
from mooc_tool.packs.files import Files, folder_files
from mooc_tool.packs.model import Chart, Exercise, Fact, Pack, Term, Unit, Week
from mooc_tool.packs.outline import Outline, outline
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.quizzes import Quiz, as_exercises, read_quizzes
from mooc_tool.packs.schema import EXERCISE, FACT, PACK, TERM, PackEntry
from mooc_tool.packs.tables import read_toml, shaped
from mooc_tool.packs.typography import typeset_plain, typeset_texts

__all__ = ["Files", "Reading", "folder_files", "page_path", "page_text", "read_pack"]

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """``pack`` is there as soon as ``pack.toml`` can be read, whatever is wrong elsewhere.

    ``broken``: names of facts, terms and exercises that exist and cannot be read, so that a page
    which uses them is not blamed too. ``quizzes``: those that could be read, which are exercises of the
    pack besides.
    """

    pack: Pack | None
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)


@dataclass
class _Findings:
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def page_path(slug: str, language: str) -> str:
    """Where a page lies in a pack."""
    return f"{language}/{slug}.md"


def page_text(files: Files, slug: str, language: str) -> str | None:
    """The Markdown of a page, or None if it is not written (or is no text)."""
    content = files.get(page_path(slug, language))
    if content is None:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def read_pack(files: Files) -> Reading:
    """Read every table of the pack; pages are only asked for their title and exercises."""
    found = _Findings()
    exercises = _read_exercises(files, found)
    quizzes, problems, broken = read_quizzes(files)
    found.problems += problems
    found.broken |= broken
    charts, problems, broken = read_charts(files)
    found.problems += problems
    found.broken |= broken
    facts = _read_entries("facts.toml", files, FACT, _fact, found)
    glossary = _read_entries("glossary.toml", files, TERM, _term, found)
    entry = _read_entry(files, found)
    pack = _pack(entry, files, exercises, quizzes, charts, facts, glossary) if entry else None
    return Reading(pack, tuple(sorted(found.problems)), frozenset(found.broken), quizzes)


def _read_entry(files: Files, found: _Findings) -> PackEntry | None:
    path = "pack.toml"
    if path not in files:
        found.problems.append(Problem(path, 1, "file-missing"))
        return None
    document, problems = read_toml(path, files[path])
    found.problems += problems
    if problems:
        return None
    entry, problems = shaped(path, files[path], document, PACK)
    found.problems += problems
    return entry


def _read_exercises(files: Files, found: _Findings) -> dict[str, Exercise]:
    exercises = {}
    for path in sorted(files):
        place = PurePosixPath(path)
        if place.parent.as_posix() != "exercises" or place.suffix != ".toml":
            continue
        document, problems = read_toml(path, files[path])
        exercise = None
        if not problems:
            exercise, problems = shaped(path, files[path], {"slug": place.stem, **document}, EXERCISE)
        found.problems += problems
        if exercise:
            exercises[place.stem] = exercise
        else:
            found.broken.add(place.stem)
    return exercises


def _read_entries(
    path: str,
    files: Files,
    shape: Callable[[object], T],
    whole: Callable[[str, Any], object],
    found: _Findings,
) -> dict[str, T]:
    """A file of named tables, each checked alone; a pack may do without the file."""
    if path not in files:
        return {}
    document, problems = read_toml(path, files[path])
    found.problems += problems
    entries = {}
    for name, value in document.items():
        entry, problems = shaped(path, files[path], whole(name, value), shape, at=(name,))
        found.problems += problems
        if entry is None:
            found.broken.add(name)
        else:
            entries[name] = entry
    return entries


def _fact(name: str, value: Any) -> object:
    return {"id": name, **value} if isinstance(value, Mapping) else value


def _term(name: str, value: Any) -> object:
    return {"id": name, "wordings": value}


def _pack(
    entry: PackEntry,
    files: Files,
    exercises: Mapping[str, Exercise],
    quizzes: Mapping[str, Quiz],
    charts: Mapping[str, Chart],
    facts: Mapping[str, Fact],
    glossary: Mapping[str, Term],
) -> Pack:
    weeks = tuple(
        Week(
            week.number,
            typeset_texts(week.titles),
            week.minutes,
            tuple(_unit(unit.slug, unit.minutes, entry, files) for unit in week.units),
        )
        for week in entry.weeks
    )
    pages = tuple(replace(_unit(page.slug, 0, entry, files), after=page.after) for page in entry.pages)
    units = (*(unit for week in weeks for unit in week.units), *pages)
    return Pack(
        slug=entry.slug,
        titles=typeset_texts(entry.titles),
        languages=entry.languages,
        weeks=weeks,
        pages=pages,
        exercises=_typeset({**exercises, **as_exercises(quizzes, units)}),
        rule=entry.certification,
        facts=facts,
        glossary=glossary,
        licence=entry.licence,
        authors=entry.authors,
        hours=entry.hours,
        video_platforms=entry.video_platforms,
        charts=charts,
    )


def _typeset(exercises: Mapping[str, Exercise]) -> dict[str, Exercise]:
    return {
        name: replace(exercise, titles=typeset_texts(exercise.titles)) for name, exercise in exercises.items()
    }


def _unit(slug: str, minutes: int, entry: PackEntry, files: Files) -> Unit:
    """A page without title is called by its slug until someone gives it one."""
    outlines: dict[str, Outline] = {
        language: outline(text)
        for language in entry.languages
        if (text := page_text(files, slug, language)) is not None
    }
    titles = {
        language: typeset_plain(outlines[language].title if language in outlines else "", language) or slug
        for language in entry.languages
    }
    exercises, charts = (
        tuple(dict.fromkeys(name for found in outlines.values() for name in getattr(found, kind)))
        for kind in ("exercises", "charts")
    )
    return Unit(slug, titles, minutes, exercises, charts=charts)
