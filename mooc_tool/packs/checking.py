"""Everything that is wrong with a pack, at once. Reading says what tables cannot; here come the pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from mooc_tool.packs.chart_checks import chart_problems
from mooc_tool.packs.course_checks import course_problems, stale_facts
from mooc_tool.packs.files import Files
from mooc_tool.packs.model import Pack, Unit
from mooc_tool.packs.page_checks import Findings, look_at
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.quiz_checks import Pages, quiz_problems
from mooc_tool.packs.quizzes import exercise_path, quiz_path
from mooc_tool.packs.reading import Reading, page_path, page_text, read_pack
from mooc_tool.packs.reasons import reason_of
from mooc_tool.packs.tables import line_of

__all__ = ["CheckParams", "ParamFault", "check_pack", "check_page"]

_SLOWEST, _FASTEST = 50, 180  # words a minute: study with notes, plain reading


class ParamFault(Protocol):
    """What is wrong with one parameter of an exercise."""

    @property
    def field(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def data(self) -> Mapping[str, object]: ...


CheckParams = Callable[[str, Mapping[str, object]], Iterable[ParamFault]]
"""Kind and parameters -> faults (``exercises.play.check_params``)."""


def check_pack(
    files: Files, today: date, *, kinds: Iterable[str] = (), check_params: CheckParams | None = None
) -> tuple[Problem, ...]:
    """All problems of a pack, sorted by file and line; nothing is published while one is left.

    ``kinds``: the kinds of exercise that exist (none named: not checked).
    """
    reading = read_pack(files)
    problems = list(reading.problems)
    if reading.pack:
        problems += course_problems(reading.pack, files)
        problems += chart_problems(reading.pack, files)
        held = Pages()
        problems += _pages(reading, files, held)
        problems += quiz_problems(reading.pack, reading.quizzes, files, held, reading.broken)
        problems += stale_facts(reading.pack, files, today)
        problems += _exercises(reading.pack, files, frozenset(kinds), check_params)
    return tuple(sorted(problems))


def check_page(reading: Reading, files: Files, path: str, text: str) -> tuple[Problem, ...]:
    """The problems of one page, saved or not: for showing them beside the text while it is written."""
    language = path.partition("/")[0]
    return look_at(reading, files, path, language, text).problems if reading.pack else ()


def _pages(reading: Reading, files: Files, held: Pages) -> Iterator[Problem]:
    """The problems of all pages; what each page marks is put into ``held``."""
    pack = reading.pack
    if pack is None:
        return
    links: list[tuple[str, int, str]] = []
    for unit in (*pack.units(), *pack.pages):
        found: dict[str, Findings] = {}
        for language in pack.languages:
            path, text = page_path(unit.slug, language), page_text(files, unit.slug, language)
            if text is None:
                code = "not-utf8" if path in files else "translation-missing"
                yield Problem(path, 1, code, {"slug": unit.slug, "language": language})
                continue
            found[language] = findings = look_at(reading, files, path, language, text)
            yield from findings.problems
            held.anchors[path] = findings.anchors
            links += ((path, line, link) for line, link in findings.links)
            yield from _minutes(unit, findings, path, pack)
        if found:
            held.cited[unit.slug] = frozenset[str]().union(*(findings.marks for findings in found.values()))
        yield from _differences(unit, found)
    yield from _dead_parts(held.anchors, links)


def _dead_parts(
    anchors: Mapping[str, frozenset[str]], links: Iterable[tuple[str, int, str]]
) -> Iterator[Problem]:
    """Links to parts that other pages do not have, of the pages that were read."""
    for path, line, link in links:
        page, _, part = link.partition("#")
        held = anchors.get(f"{path.partition('/')[0]}/{page}")
        if part and held is not None and f"#{part}" not in held:
            yield Problem(path, line, "link-dead", {"link": link})


def _minutes(unit: Unit, findings: Findings, path: str, pack: Pack) -> Iterator[Problem]:
    """A unit's minutes lie between hurried reading and slow study; videos, and exercises but the optional,
    are added.
    """
    if not unit.minutes:
        return
    held = (pack.exercises[name] for name in unit.exercises if name in pack.exercises)
    doing = findings.minutes + sum(exercise.minutes for exercise in held if not exercise.optional)
    words = findings.words
    data = {"words": words, "exercises": doing, "minutes": unit.minutes}
    if words / _FASTEST + doing > unit.minutes:
        yield Problem(path, 1, "unit-too-long", data)
    elif words / _SLOWEST + doing < unit.minutes:
        yield Problem(path, 1, "unit-too-short", data)


def _differences(unit: Unit, found: Mapping[str, Findings]) -> Iterator[Problem]:
    """Facts and exercises that one language has and another has not."""
    everything = frozenset[str]().union(*(findings.marks for findings in found.values()))
    for language, findings in found.items():
        if absent := sorted(everything - findings.marks):
            path = page_path(unit.slug, language)
            yield Problem(path, 1, "translation-differs", {"only": ", ".join(absent)})


def _exercises(
    pack: Pack, files: Files, kinds: frozenset[str], check_params: CheckParams | None
) -> Iterator[Problem]:
    for name, exercise in pack.exercises.items():
        path = exercise_path(name, files)
        if path == quiz_path(name):
            continue  # its items were read and checked by themselves
        if kinds and exercise.kind not in kinds:
            yield Problem(path, line_of(files[path], ("kind",)), "kind-unknown", {"kind": exercise.kind})
        elif check_params:
            for fault in check_params(exercise.kind, exercise.params):
                line = line_of(files[path], ("params", *fault.field.split(".")))
                data = {"field": fault.field or "params", "reason": reason_of(fault.code, fault.data)}
                yield Problem(path, line, "params-wrong", data)
