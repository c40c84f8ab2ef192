"""What is wrong on one page, read from the same tokens that are rendered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from mooc_tool.packs import callouts, charts
from mooc_tool.packs.chart_checks import place_problems
from mooc_tool.packs.files import Files
from mooc_tool.packs.film_checks import film_problems, films
from mooc_tool.packs.headings import plain_text, split_title, word_count
from mooc_tool.packs.links import figure_path, page_link
from mooc_tool.packs.numbers import uncited_numbers
from mooc_tool.packs.page import Addresses, Work
from mooc_tool.packs.parser import parse, walk
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.reading import Reading
from mooc_tool.packs.rendering import exercise_name, is_exercise

_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_REFUSED_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_STRAY = re.compile(r"^\s*:{3,}\s*(\S*)", re.MULTILINE)


@dataclass(frozen=True)
class Findings:
    """``marks``: facts cited, exercises and charts placed, videos by their number; ``words``: what there is
    to read; ``minutes``: what there is to watch; ``anchors``: of its headings and boxes; ``links``: line and
    address of links to parts of other pages.
    """

    problems: tuple[Problem, ...]
    marks: frozenset[str]
    words: int
    minutes: int = 0
    anchors: frozenset[str] = frozenset()
    links: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class _Look:
    reading: Reading
    files: Files
    path: str
    work: Work
    tokens: Sequence[Token]
    lines: Sequence[str]

    def problem(self, line: int, code: str, **data: object) -> Problem:
        return Problem(self.path, line, code, data)


def look_at(reading: Reading, files: Files, path: str, language: str, text: str) -> Findings:
    """Check one page of a pack that could be read (``reading.pack`` is not None)."""
    if reading.pack is None:
        return Findings((), frozenset(), 0)
    work = Work(reading.pack, language, str, Addresses())
    tokens = parse(text, work)
    look = _Look(reading, files, path, work, tokens, text.splitlines())
    checks = (_headings, _text, _links, _boxes, _tables, _exercises, _films, _charts, _facts)
    problems = [problem for check in checks for problem in check(look)]
    marks = {token.meta["fact"] for token, _ in walk(list(tokens)) if token.type == "citation"}
    marks |= {f"chart {token.meta['chart'].slug}" for token in tokens if token.type == charts.OPEN}
    marks |= {exercise_name(token) for token in tokens if is_exercise(token)}
    watched = films(tokens, path)
    marks |= {f"video {number}" for number, _ in enumerate(watched, 1)}
    _, body = split_title(list(tokens))
    words = word_count(body)
    minutes = sum(film.minutes for film in watched)
    told = {str(problem): problem for problem in problems}  # two faults may share a code and a line
    anchors = frozenset(f"#{anchor}" for anchor in work.anchors)
    links = tuple((line, link) for line, link in _addresses(look) if page_link(link))
    return Findings(tuple(told.values()), frozenset(marks), words, minutes, anchors, links)


def _headings(look: _Look) -> Iterator[Problem]:
    title, body = split_title(list(look.tokens))
    if not title:
        yield look.problem(1, "title-missing")
    above = 1
    for token, line in walk(body):
        if token.type != "heading_open":
            continue
        level = int(token.tag[1])
        if token.markup in ("#", "="):
            yield look.problem(line, "title-again")
        elif level > above + 1:
            yield look.problem(line, "heading-skips", above=above, level=level)
        above = level


def _text(look: _Look) -> Iterator[Problem]:
    for token, line in walk(list(look.tokens)):
        if token.type == "text":
            for found in _HTML.finditer(token.content):
                yield look.problem(line, "html-raw", found=found[0])
            for found in _REFUSED_LINK.finditer(token.content):
                yield look.problem(line, "link-refused", link=found[1])
        elif token.type == "image" and not plain_text(token):
            yield look.problem(line, "image-alt-missing", image=token.attrs["src"])


def _links(look: _Look) -> Iterator[Problem]:
    pack = look.work.pack
    parts = {f"#{anchor}" for anchor in look.work.anchors}
    for token, line in walk(list(look.tokens)):
        url = str(token.attrs.get("href") or token.attrs.get("src") or "")
        if token.type not in ("link_open", "image") or not url:
            continue
        page, figure = page_link(url), figure_path(url)
        if (page and not pack.unit(page[0])) or (url.startswith("#") and url not in parts):
            yield look.problem(line, "link-dead", link=url)
        if (figure and figure not in look.files) or (token.type == "image" and not figure):
            yield look.problem(line, "image-missing", image=url)


def _addresses(look: _Look) -> Iterator[tuple[int, str]]:
    for token, line in walk(list(look.tokens)):
        if token.type == "link_open":
            yield line, str(token.attrs["href"])


def _boxes(look: _Look) -> Iterator[Problem]:
    for token, line in walk(list(look.tokens)):
        if token.type == callouts.OPEN and token.map and not _closed(look, token.map[1]):
            yield look.problem(line, "callout-open", name=token.meta["name"])
        if token.type == "inline":
            for found in _STRAY.finditer(token.content):
                known = ", ".join(callouts.LABELS)
                yield look.problem(line, "callout-unknown", name=found[1], known=known)


def _closed(look: _Look, end: int) -> bool:
    return end < len(look.lines) and re.fullmatch(r"\s*:{3,}\s*", look.lines[end]) is not None


def _tables(look: _Look) -> Iterator[Problem]:
    """Only the corner above the row names may do without a header."""
    line = 1
    for before, token, inside in zip(look.tokens, look.tokens[1:], look.tokens[2:], strict=False):
        line = token.map[0] + 1 if token.map else line
        is_header = token.type == "th_open" and before.type != "tr_open"
        if is_header and not inside.content.strip():
            yield look.problem(line, "table-header-empty")


def _exercises(look: _Look) -> Iterator[Problem]:
    seen = set()
    for token, line in walk(list(look.tokens)):
        if not is_exercise(token):
            continue
        name = exercise_name(token)
        if name not in look.work.pack.exercises and name not in look.reading.broken:
            yield look.problem(line, "exercise-unknown", exercise=name)
        if token.level:
            yield look.problem(line, "exercise-nested", exercise=name)
        if name in seen:
            yield look.problem(line, "exercise-twice", exercise=name)
        seen.add(name)


def _films(look: _Look) -> Iterator[Problem]:
    yield from film_problems(look.tokens, look.path, look.files, look.work.pack)


def _charts(look: _Look) -> Iterator[Problem]:
    yield from place_problems(look.tokens, look.path, look.work.pack, look.reading.broken)


def _facts(look: _Look) -> Iterator[Problem]:
    for token, line in walk(list(look.tokens)):
        if token.type != "citation":
            continue
        name = token.meta["fact"]
        fact = look.work.facts.get(name)
        if fact is None and name not in look.reading.broken:
            yield look.problem(line, "fact-unknown", fact=name)
        elif fact and fact.grade == "M":
            yield look.problem(line, "fact-unverified", fact=name)
    for number, line in uncited_numbers(look.tokens):
        yield look.problem(line, "number-uncited", number=number)
