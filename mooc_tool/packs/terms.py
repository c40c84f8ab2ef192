"""Glossary terms: the first use of each on a page opens its definition beside it; all of them end the page.

What opens is the target of the link's address: no script is needed, and nobody is moved away from the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from mooc_tool.packs.endmatter import meaning
from mooc_tool.packs.model import Term
from mooc_tool.packs.page import Work

_NOT_IN = frozenset({"heading_open", "callout_title_open", "chart_open", "th_open"})


def plug(md: MarkdownIt) -> None:
    """Teach the parser to find terms once the text is typeset."""
    md.core.ruler.push("terms", _find)
    md.add_render_rule("term", _render)


def _find(state: StateCore) -> None:
    work: Work = state.env["work"]
    forms = _forms(work.pack.glossary.values(), work.language)
    if not forms:
        return
    pattern = _pattern(forms)
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "inline" and token.children and before.type not in _NOT_IN:
            token.children = list(_linked(token.children, pattern, forms, work))


def _forms(glossary: Iterable[Term], language: str) -> dict[str, Term]:
    found = {}
    for term in glossary:
        wording = term.wordings.get(language)
        for form in (wording.term, *wording.forms) if wording else ():
            found[_plain(form)] = term
    return found


def _plain(form: str) -> str:
    return re.sub(r"\s", " ", form.replace("'", "’")).casefold()


def _pattern(forms: Mapping[str, Term]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    either = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)


def _linked(
    children: Sequence[Token], pattern: re.Pattern[str], forms: Mapping[str, Term], work: Work
) -> Iterator[Token]:
    inside_link = 0
    for token in children:
        inside_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type != "text" or inside_link:
            yield token
        else:
            yield from _split(token, pattern, forms, work)


def _split(token: Token, pattern: re.Pattern[str], forms: Mapping[str, Term], work: Work) -> Iterator[Token]:
    start = 0
    for found in pattern.finditer(token.content):
        term = forms.get(_plain(found[0]))
        if term is None or term.id in work.terms:
            continue
        work.terms[term.id] = term
        yield Token("text", "", 0, content=token.content[start : found.start()])
        yield Token("term", "", 0, content=found[0], meta={"term": term.id})
        start = found.end()
    yield Token("text", "", 0, content=token.content[start:])


def _render(_: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType) -> str:
    work, term, text = env["work"], tokens[at].meta["term"], escapeHtml(tokens[at].content)
    if work.on_paper:
        return text
    return (
        f'<a class="term" id="use-{term}" href="#term-{term}">{text}</a>'
        f'<span class="meaning" id="term-{term}">{meaning(work.terms[term], work)}</span>'
    )
