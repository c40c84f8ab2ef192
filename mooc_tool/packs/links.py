"""Links and images: a short list of what may be followed, everything else stays text."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_WEB = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)
_PART = re.compile(r"#[\w-]+", re.ASCII)
_PAGE = re.compile(r"([a-z0-9-]+)\.md(#[\w-]+)?", re.ASCII)
_FIGURE = re.compile(r"\.\./(figures/[\w-]+(?:[./][\w-]+)*)", re.ASCII)


def page_link(url: str) -> tuple[str, str] | None:
    """``2-1-cars.md#h-part`` -> slug and anchor (or empty)."""
    found = _PAGE.fullmatch(url)
    return (found[1], found[2] or "") if found else None


def figure_path(url: str) -> str | None:
    """``../figures/map.svg`` -> its path in the pack."""
    found = _FIGURE.fullmatch(url)
    return found[1] if found else None


def may_follow(url: str) -> bool:
    """Whether a page may link there at all: the web, mail, a part, a page or a figure of the pack."""
    return any(kind.fullmatch(url) for kind in (_WEB, _PART, _PAGE, _FIGURE))


class Parser(MarkdownIt):
    """markdown-it that refuses every address not on the list above."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name that markdown-it calls
        return may_follow(url)


def plug(md: MarkdownIt) -> None:
    """Teach the parser where links and images lead."""
    md.add_render_rule("link_open", _link_open)
    md.add_render_rule("link_close", _link_close)
    md.add_render_rule("image", _image)


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    token, url = tokens[at], str(tokens[at].attrs["href"])
    if env["work"].in_summary:
        return ""
    addresses = env["work"].addresses
    if inside := page_link(url):
        token.attrSet("href", addresses.page(inside[0]) + inside[1])
    elif figure := figure_path(url):
        token.attrSet("href", addresses.figure(figure.removeprefix("figures/")))
    elif _WEB.fullmatch(url):
        token.attrSet("rel", "noopener noreferrer")
        token.attrSet("class", "outside")
    return renderer.renderToken(tokens, at, options, env)


def _link_close(
    _: RendererHTML, _tokens: Sequence[Token], _at: int, _options: OptionsDict, env: EnvType
) -> str:
    return "" if env["work"].in_summary else "</a>"


def _image(renderer: Any, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    """An image of the pack; one from elsewhere leaves only its text (the page loads nothing from outside)."""
    token = tokens[at]
    figure = figure_path(str(token.attrs["src"]))
    if figure is None:
        return str(renderer.renderInlineAsText(token.children, options, env))
    token.attrSet("src", env["work"].addresses.figure(figure.removeprefix("figures/")))
    if not env["work"].on_paper:
        token.attrSet("loading", "lazy")
    return str(renderer.image(tokens, at, options, env))
