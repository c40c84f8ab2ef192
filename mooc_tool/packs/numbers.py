"""Numbers that a page prints without saying where they come from."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[\s.,]\d+)*(?![\w-])")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTH = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_TIME = re.compile(rf"\d{{1,2}}\s?[h:]\s?\d{{2}}|\d{{1,2}}\s(?:{_MONTH})")
_LAW = re.compile(r"(?:n°\s?|No\.?\s|[LR]\.\s)[\d.\-–/]+|\d{4}-\d+")


def uncited_numbers(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Number and line, for blocks that hold figures and neither cite a fact nor are marked ``[^=]``.

    A block is a paragraph, a list item or a whole table with its box. Plain numbers up to ten, years,
    dates, times of day and references of laws need no source.
    """
    for block in _blocks(tokens):
        marked = any(
            child.type in ("citation", "worked") for token in block for child in token.children or []
        )
        if not marked:
            for token in block:
                line = token.map[0] + 1 if token.map else 1
                for number in figures(_own_words(token)):
                    yield number, line


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Inline tokens, those of one table together; titles of boxes and links to read are left out."""
    table: list[Token] | None = None
    for before, token in pairwise(tokens):
        if token.type == "table_open":
            table = []
        elif token.type == "table_close" and table is not None:
            yield table
            table = None
        elif token.type == "inline" and before.type != "callout_title_open":
            if table is None:
                yield [token]
            else:
                table.append(token)


def _own_words(token: Token) -> str:
    """The text of a block without its code and its links: titles of works to read are not figures."""
    words, depth = [], 0
    for child in token.children or []:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        hidden = depth or child.type == "code_inline"
        words.append("" if hidden else " " if child.type == "softbreak" else child.content)
    return "".join(words)


def figures(text: str) -> Iterator[str]:
    """The numbers of a text that need a source."""
    text = _LAW.sub("", _TIME.sub("", text))
    for found in _NUMBER.finditer(text):
        number = found[0]
        small = number.isdigit() and int(number) <= 10
        if not small and not _YEAR.fullmatch(number):
            yield number
