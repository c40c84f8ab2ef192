"""A page of a kind on paper: what is filled in on a screen becomes room for a pen.

The kinds have the same pages for screen and paper. They are read as trees and printed again: boxes to tick,
blanks to fill and what may stand in them, no buttons, everything unfolded, nothing printed twice.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count

from flask import Flask
from markupsafe import Markup

_VOID = frozenset({"br", "circle", "img", "input", "line", "link", "meta", "path", "rect"})
_SCREEN_ONLY = frozenset({"button", "script"})
_ONCE = frozenset({"div", "figure", "section"})  # what the pages of one exercise say again
_REFERENCES = re.compile(r'(?<=\s)(id|aria-labelledby|aria-describedby)="([^"]*)"')
_FOR = re.compile(r'\sfor="[^"]*"')
_NAMED = re.compile(r'\saria-label(?:ledby)?="[^"]*"')
_NOTHING = frozenset({"", "–", "…"})  # how pages say that nothing is chosen yet
_MOST_BOXES = 3  # choices, beyond which one writes rather than ticks

Options = tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """What is printed; and the lists of words that several blanks share, each under its letter."""

    html: Markup
    lists: tuple[tuple[str, tuple[Markup, ...]], ...]


def on_paper(pages: Sequence[str]) -> Paper:
    """The pages of one exercise, in order, on a paper. They are well formed, as kinds' macros make them."""
    trees = [_read(str(page)) for page in pages]
    selects = Counter(_options(each) for tree in trees for each in tree.all("select"))
    shared = [options for options, times in selects.items() if times > 1 and len(options) > _MOST_BOXES]
    letters = {options: letter for letter, options in zip(_letters(), shared, strict=False)}
    printer = _Printer(letters)
    html = "".join(printer.page(tree, f"paper-{number}-") for number, tree in enumerate(trees, 1))
    lists = tuple((letter, tuple(map(Markup, options))) for options, letter in letters.items())
    return Paper(Markup(html), lists)  # noqa: S704 - markup of our own macros, with less in it


def unfolded(page: str) -> Markup:
    """A page whose details are open, for print."""
    return Markup(str(page).replace("<details", "<details open"))  # noqa: S704 - as above


def install(app: Flask) -> None:
    """Give templates the filters ``on_paper`` and ``unfolded``."""
    app.jinja_env.filters.update(on_paper=on_paper, unfolded=unfolded)


def _letters() -> Iterator[str]:
    """A, B, …, Z, A1, B1, …"""
    yield from (f"{letter}{turn or ''}" for turn in count() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass
class _Element:
    """An element, with its start tag and its texts as they were written."""

    tag: str
    start: str
    attributes: dict[str, str | None]
    children: list["_Element | str"] = field(default_factory=list)

    def source(self) -> str:
        """As it was read."""
        inner = "".join(each if isinstance(each, str) else each.source() for each in self.children)
        return self.start + inner + self.end

    @property
    def end(self) -> str:
        """Its end tag, if it has one."""
        return "" if self.tag in _VOID or not self.tag else f"</{self.tag}>"

    def all(self, tag: str) -> Iterator["_Element"]:
        """Every element of this tag in it."""
        for each in self.children:
            if isinstance(each, _Element):
                yield from (each,) if each.tag == tag else each.all(tag)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open = [_Element("", "", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, self.get_starttag_text() or "", dict(attrs))
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the one that was opened last
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def _read(page: str) -> _Element:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.open[0]


def _options(select: _Element) -> Options:
    """The words that may be chosen."""
    words = ("".join(map(str, option.children)).strip() for option in select.all("option"))
    return tuple(word for word in words if word not in _NOTHING)


class _Printer:
    """Prints the pages of one exercise. ``letters``: of the lists that several blanks share."""

    def __init__(self, letters: dict[Options, str]) -> None:
        self._letters = letters
        self._printed: set[str] = set()

    def page(self, tree: _Element, prefix: str) -> str:
        """A page, whose ids begin with ``prefix``: other parts of the paper may have the same."""
        return _REFERENCES.sub(
            lambda found: f'{found[1]}="{" ".join(prefix + each for each in found[2].split())}"',
            self._inner(tree),
        )

    def _inner(self, element: _Element) -> str:
        return "".join(each if isinstance(each, str) else self._element(each) for each in element.children)

    def _element(self, element: _Element) -> str:
        tag, classes = element.tag, (element.attributes.get("class") or "").split()
        if tag in _SCREEN_ONLY or "button" in classes or "on-screen" in classes or self._again(element):
            return ""
        if tag == "input":
            ticked = element.attributes.get("type") in {"checkbox", "radio"}
            return _BOX if ticked else _BLANK
        if tag == "select":
            return self._choice(_options(element))
        inner = self._inner(element)
        if tag == "p" and not inner.strip():
            return ""
        if tag == "label":
            return f"{_FOR.sub('', element.start).replace('<label', '<span')}{inner}</span>"
        return f"{self._start(element)}{inner}{element.end}"

    @staticmethod
    def _start(element: _Element) -> str:
        """The start tag of an open block that is no landmark: a record has the same blocks again."""
        start = str(unfolded(element.start)).replace('role="region"', 'role="group"')
        return _NAMED.sub("", start) if element.tag == "section" else start

    def _again(self, element: _Element) -> bool:
        """Whether this block was printed already, word for word."""
        if element.tag not in _ONCE:
            return False
        source = element.source()
        again = source in self._printed
        self._printed.add(source)
        return again

    def _choice(self, options: Options) -> str:
        if len(options) <= _MOST_BOXES:
            return " ".join(f'<span class="paper-option">{_BOX} {word}</span>' for word in options)
        said = self._letters.get(options) or " · ".join(options)
        return f'{_BLANK} <span class="paper-options">({said})</span>'


_BOX = '<span class="paper-box" aria-hidden="true">☐</span>'
_BLANK = '<span class="paper-blank"></span>'
