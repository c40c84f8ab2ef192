"""What is wrong with a course as drafted, and how a page of it would look."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Faults
from mooc_tool.exercises.territory import Territory, TerritoryFault
from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.files import Files
from mooc_tool.packs.page import Addresses, Page, Say
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.reasons import reason_of, reason_of_toml
from mooc_tool.packs.rendering import render_preview
from mooc_tool.services.arrivals import LANGUAGES
from mooc_tool.services.authoring import PAGE, Desk, text_of
from mooc_tool.services.library import TERRITORY, territory_of

_SAID_FOR_ALL = {"not-utf-8": "not-utf8", "toml": "toml-syntax"}


def problems(desk: Desk, today: date) -> tuple[Problem, ...]:
    """All that is wrong, by file and line: nothing is published while something is left."""
    return tuple(sorted((*check_files(desk.files, today), *_unservable(desk))))


def check_files(files: Files, today: date) -> tuple[Problem, ...]:
    """All that is wrong with a pack's files: its pages and tables, its territory, its exercises on it."""
    places = {path: files[path] for path in TERRITORY if path in files}
    territory = territory_of(places) if places else Territory()

    def check(kind: str, params: Mapping[str, Any]) -> Faults:
        written = json.dumps(params, sort_keys=True, default=str)
        return _check_params(kind, written, tuple(places.items()))

    found = check_pack(files, today, kinds=play.kinds(), check_params=check)
    faults = () if isinstance(territory, Territory) else tuple(map(_of_territory, territory))
    return (*found, *faults)


@lru_cache(512)  # a case is drawn to see whether there is one, and most exercises stay as they are
def _check_params(kind: str, params: str, places: tuple[tuple[str, bytes], ...]) -> Faults:
    territory = territory_of(dict(places)) if places else Territory()
    known = territory if isinstance(territory, Territory) else None
    return play.check_params(kind, json.loads(params), known)


def _of_territory(fault: TerritoryFault) -> Problem:
    code = _SAID_FOR_ALL.get(fault.code, f"territory-{fault.code}")
    given = str(fault.data.get("reason", ""))
    reason = reason_of_toml(given) if fault.code == "toml" else reason_of(given, fault.data)
    return Problem(f"data/{fault.file}", fault.line, code, {"given": "", **fault.data, "reason": reason})


def problems_of(desk: Desk, path: str, today: date) -> tuple[Problem, ...]:
    """The same for one file. For a page only its own unit is read, so that it can be done while one types."""
    page = PAGE.fullmatch(path)
    if page is None:
        found = problems(desk, today)
    else:
        own = {f"{language}/{page['name']}.md" for language in desk.pack.languages} | {path}
        files = {name: text for name, text in desk.files.items() if name in own or not PAGE.fullmatch(name)}
        found = check_pack(files, today)
    return tuple(problem for problem in found if problem.path == path)


def preview(desk: Desk, path: str, say: Say, addresses: Addresses) -> Page | None:
    """The page as learners would read it; None for a file that is no page."""
    page = PAGE.fullmatch(path)
    if page is None:
        return None
    return render_preview(desk.pack, text_of(desk, path), page["language"], say=say, addresses=addresses)


def _unservable(desk: Desk) -> Iterator[Problem]:
    """What a pack may do without and this tool's pages may not: their languages, and a level to certify."""
    pack = desk.reading.pack
    if pack is None:
        return
    for language in LANGUAGES:
        if language not in pack.languages:
            data = {"field": "languages", "language": language}
            yield Problem("pack.toml", 1, "language-missing", data)
    if not pack.rule.levels:
        yield Problem("pack.toml", 1, "field-missing", {"field": "certification.levels"})
