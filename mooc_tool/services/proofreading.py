"""What is wrong with a course as drafted, and how a page of it would look."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from mooc_tool.exercises import play
from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.page import Addresses, Page, Say
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.rendering import render_preview
from mooc_tool.services.arrivals import LANGUAGES
from mooc_tool.services.authoring import PAGE, Desk, text_of


def problems(desk: Desk, today: date) -> tuple[Problem, ...]:
    """All that is wrong, by file and line: nothing is published while something is left."""
    check = partial(play.check_params, territory=desk.published.territory)
    found = check_pack(desk.files, today, kinds=play.kinds(), check_params=check)
    return tuple(sorted((*found, *_unservable(desk))))


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
