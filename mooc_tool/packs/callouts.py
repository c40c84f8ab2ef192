"""Boxes: ``::: voix Title`` ... ``:::``. Nest with more colons outside (``::::``)."""

from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.container import container_plugin

LABELS: Mapping[str, str] = {
    "objectifs": "What you will be able to do",
    "voix": "A voice",
    "trois-voies": "Three paths",
    "idee-fausse": "A common mistake",
    "note": "Worth noting",
    "plus-loin": "To go further",
    "question": "Question",
    "tableau": "Table",
}
"""Box -> its label (an English sentence, said in the language of the page)."""

FOLDED = frozenset({"plus-loin", "question"})
OPEN, CLOSE, TITLE = "container_callout_open", "container_callout_close", "callout_title"


def name_of(info: str) -> str:
    """``voix Jean Pouly`` -> ``voix``."""
    return (info.split() or [""])[0]


def _known(info: str, *_: object) -> bool:
    return name_of(info) in LABELS


def plug(md: MarkdownIt) -> None:
    """Teach the parser and its renderer the boxes."""
    container_plugin(md, "callout", validate=_known)
    md.core.ruler.after("block", "callout_titles", _set_titles)
    md.add_render_rule(OPEN, _open)
    md.add_render_rule(CLOSE, _close)
    md.add_render_rule(f"{TITLE}_open", _title_open)
    md.add_render_rule(f"{TITLE}_close", _title_close)


def _set_titles(state: StateCore) -> None:
    """Put the title of each box in the stream as inline Markdown, and number the boxes."""
    tokens: list[Token] = []
    names: list[str] = []
    boxes = 0
    for token in state.tokens:
        if token.type == CLOSE:
            token.meta = {"name": names.pop()}
        tokens.append(token)
        if token.type == OPEN:
            boxes += 1
            name, _, title = token.info.strip().partition(" ")
            names.append(name)
            token.meta = {"name": name, "id": f"box-{boxes}"}
            tokens += _title_tokens(token, title.strip())
    state.tokens = tokens


def _title_tokens(box: Token, title: str) -> list[Token]:
    level = box.level + 1
    meta = {**box.meta, "titled": bool(title)}
    return [
        Token(f"{TITLE}_open", "", 1, level=level, map=box.map, block=True, meta=meta),
        Token("inline", "", 0, level=level, map=box.map, content=title, children=[], block=True),
        Token(f"{TITLE}_close", "", -1, level=level, block=True, meta=meta),
    ]


def _open(_: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType) -> str:
    name, box = tokens[at].meta["name"], tokens[at].meta["id"]
    anchor = f' id="{escapeHtml(str(tokens[at].attrs["id"]))}"' if "id" in tokens[at].attrs else ""
    if name == "tableau":
        return f'<figure class="table"{anchor}>\n'
    if _folds(name, env):
        return f'<details class="callout callout-{name}"{anchor}>\n'
    return f'<div class="callout callout-{name}"{anchor} role="note" aria-labelledby="{box}">\n'


def _close(_: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType) -> str:
    name = tokens[at].meta["name"]
    return {"tableau": "</figure>\n"}.get(name, "</details>\n" if _folds(name, env) else "</div>\n")


def _folds(name: str, env: EnvType) -> bool:
    return name in FOLDED and not env["work"].on_paper


def _element(name: str, env: EnvType) -> str:
    return "summary" if _folds(name, env) else "figcaption" if name == "tableau" else "p"


def _title_open(
    _: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType
) -> str:
    meta = tokens[at].meta
    name = meta["name"]
    env["work"].in_summary = _folds(name, env)
    label = escapeHtml(env["work"].say(LABELS[name]))
    own = ' <span class="callout-name">' if meta["titled"] else ""
    return (
        f'<{_element(name, env)} class="callout-title" id="{meta["id"]}">'
        f'<span class="callout-label">{label}</span>{own}'
    )


def _title_close(
    _: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType
) -> str:
    env["work"].in_summary = False
    meta = tokens[at].meta
    return f"{'</span>' if meta['titled'] else ''}</{_element(meta['name'], env)}>\n"
