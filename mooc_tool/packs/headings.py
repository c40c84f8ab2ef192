"""Headings: the title leaves the body, the rest starts at level 2. They and titled boxes get anchors."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from mooc_tool.packs import callouts
from mooc_tool.packs.page import Heading, Work

_TITLE_WORDS = 8  # a question is a long title


def plug(md: MarkdownIt) -> None:
    """Give headings and boxes their anchors once the text is typeset."""
    md.core.ruler.push("headings", _set_headings)
    md.core.ruler.push("boxes", _set_boxes)


def plain_text(token: Token) -> str:
    """The words of an inline token, without marks."""
    return "".join(_pieces(token.children or [])).strip()


def word_count(tokens: Iterable[Token]) -> int:
    """The words that inline tokens print: pieces between spaces that hold a letter or a digit, so that
    neither a dash nor a spaced question mark counts. What notes and exercises say is not in the tokens, and
    the captions of charts belong to their pictures.
    """
    read = (token for token in tokens if token.type == "inline" and not token.meta.get("caption"))
    pieces = (piece for token in read for piece in plain_text(token).split())
    return sum(any(sign.isalnum() for sign in piece) for piece in pieces)


def _pieces(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type == "image":
            yield from _pieces(child.children or [])
        elif child.type != "citation":
            yield child.content


def split_title(tokens: list[Token]) -> tuple[str, list[Token]]:
    """The title of the page (empty if it has none) and the tokens after it."""
    starts_with_title = len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return (plain_text(tokens[1]), tokens[3:]) if starts_with_title else ("", tokens)


def _set_headings(state: StateCore) -> None:
    work: Work = state.env["work"]
    for at, token in enumerate(state.tokens):
        if token.type != "heading_open" or at == 0:
            continue
        level = max(2, int(token.tag[1])) + work.on_paper
        token.tag = state.tokens[at + 2].tag = f"h{min(level, 6)}"
        text = plain_text(state.tokens[at + 1])
        anchor = _anchor("h", text, work.anchors)
        token.attrSet("id", anchor)
        work.headings.append(Heading(int(token.tag[1]), text, anchor))


def _set_boxes(state: StateCore) -> None:
    work: Work = state.env["work"]
    for token, title in zip(state.tokens, state.tokens[2:], strict=False):  # between them the title opens
        if token.type == callouts.OPEN and (text := plain_text(title)):
            token.attrSet("id", _anchor("b", " ".join(text.split()[:_TITLE_WORDS]), work.anchors))


def _anchor(kind: str, text: str, taken: set[str]) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = f"{kind}-" + "-".join(re.findall(r"[a-z0-9]+", ascii_text))
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor
