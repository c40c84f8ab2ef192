"""Tables: classes instead of style attributes, and a frame that scrolls alone and takes the keyboard."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from mooc_tool.packs import callouts


def plug(md: MarkdownIt) -> None:
    """Teach the parser and its renderer about tables."""
    md.enable("table")
    md.core.ruler.after("callout_titles", "tables", _set_tables)
    md.add_render_rule("table_open", _open)
    md.add_render_rule("table_close", _close)


def _set_tables(state: StateCore) -> None:
    """Number tables, name each by its box, turn alignment into classes, empty headers into plain cells."""
    numbered = 0
    box = ""
    for at, token in enumerate(state.tokens):
        if token.type == callouts.OPEN and token.meta["name"] == "tableau":
            box = token.meta["id"]
        elif token.type == callouts.CLOSE:
            box = ""
        elif token.type == "table_open":
            numbered += 1
            token.meta = {"number": numbered, "box": box}
        elif token.type in ("th_open", "td_open"):
            _set_cell(token, state.tokens[at + 1], state.tokens[at + 2])


def _set_cell(cell: Token, inside: Token, end: Token) -> None:
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrSet("class", "align-" + style.removeprefix("text-align:"))
    if cell.tag == "th" and not inside.content.strip():
        cell.tag = end.tag = "td"  # a header without words would be announced as one
    elif cell.tag == "th":
        cell.attrSet("scope", "col")


def _open(_: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType) -> str:
    meta = tokens[at].meta
    label = escapeHtml(env["work"].say("Table %(number)s") % {"number": meta["number"]})
    name = f'aria-labelledby="{meta["box"]}"' if meta["box"] else f'aria-label="{label}"'
    return f'<div class="table-scroll" role="region" tabindex="0" {name}>\n<table>\n'


def _close(*_: object) -> str:
    return "</table>\n</div>\n"
