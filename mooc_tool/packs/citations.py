"""Citations: ``85 %[^F-506]`` becomes a numbered note; ``[^=]`` marks arithmetic done on the page."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_CITATION = re.compile(r"\[\^(F-\d{3}|=)\]")


def plug(md: MarkdownIt) -> None:
    """Teach the parser and its renderer to cite."""
    md.inline.ruler.before("link", "citation", _citation)
    md.add_render_rule("citation", _render)
    md.add_render_rule("worked", _nothing)


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature markdown-it calls
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("worked" if found[1] == "=" else "citation", "", 0)
        token.meta = {"fact": found[1]}
    state.pos = found.end()
    return True


def _nothing(*_: object) -> str:
    return ""


def _render(_: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType) -> str:
    work, fact = env["work"], tokens[at].meta["fact"]
    if fact not in work.facts:
        return f"<sup>[{fact}]</sup>"
    number = work.citations.setdefault(fact, len(work.citations) + 1)
    work.cited[fact] = again = work.cited.get(fact, 0) + 1
    place = f"cite-{number}" if again == 1 else f"cite-{number}-{again}"
    if work.in_summary:
        return f'<sup class="citation" id="{place}">{number}</sup>'
    label = escapeHtml(work.say("Note %(number)s") % {"number": number})
    return (
        f'<sup class="citation"><a id="{place}" href="#note-{number}" role="doc-noteref" '
        f'aria-label="{label}">{number}</a></sup>'
    )
