"""The one way this tool reads Markdown: CommonMark and tables, without HTML, with our own marks."""

from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from mooc_tool.packs import callouts, charts, citations, headings, links, tabular, terms
from mooc_tool.packs.page import Work
from mooc_tool.packs.typography import QUOTES, typeset


@lru_cache
def parser(language: str) -> MarkdownIt:
    """A parser for pages in ``language``; it keeps nothing between pages."""
    options = {"html": False, "typographer": True, "quotes": QUOTES.get(language, QUOTES["en"])}
    md = links.Parser("commonmark", options).enable(["replacements", "smartquotes"])
    for part in (callouts, charts, tabular, citations, links):
        part.plug(md)
    md.core.ruler.push("typeset", _typeset)
    for part in (terms, headings):
        part.plug(md)
    return md


def parse(text: str, work: Work) -> list[Token]:
    """The tokens of a page; ``work`` gathers what the page says of itself."""
    return parser(work.language).parse(text, {"work": work})


def walk(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Every token, inline ones too, with the line where its block begins (from 1)."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield token, line
        for child in token.children or []:
            yield child, line


def _typeset(state: StateCore) -> None:
    language = state.env["work"].language
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text":
                child.content = typeset(child.content, language)
