"""What closes a page: the notes with their sources, and the words of the page with their meaning."""

from collections.abc import Iterable, Iterator, Mapping

from markdown_it.common.utils import escapeHtml

from mooc_tool.packs.model import Fact, Term
from mooc_tool.packs.page import Note, Say, Work
from mooc_tool.packs.typography import typeset_plain

GRADES: Mapping[str, str] = {
    "A": "Official or primary document.",
    "B": "First-hand figure, reported by the press or an institution.",
    "C": "Second-hand source: to be read with caution.",
    "H": "Computed by this course's teaching model; not a forecast.",
    "M": "From memory, not verified.",
}


def notes_of(work: Work) -> tuple[Note, ...]:
    """The facts that the page cites, in the order of their numbers."""
    return tuple(Note(number, work.facts[fact]) for fact, number in work.citations.items())


def end_of_page(work: Work) -> str:
    """Both lists as HTML, on paper the notes alone; empty when the page has neither notes nor terms."""
    return "".join((*_notes(work), *(() if work.on_paper else _terms(work))))


def _notes(work: Work) -> Iterator[str]:
    notes = notes_of(work)
    if not notes:
        return
    items = "".join(_note(note, work) for note in notes)
    yield _part("notes", "Notes and sources", f"<ol>\n{items}</ol>", work)


def _note(note: Note, work: Work) -> str:
    fact: Fact = note.fact
    says, source = escapeHtml(fact.said(work.language)), escapeHtml(fact.cited(work.language))
    if fact.url:
        source = f'<a class="outside" rel="noopener noreferrer" href="{escapeHtml(fact.url)}">{source}</a>'
    grade = _plain(work.say(GRADES[fact.grade]), work)
    back = escapeHtml(work.say("Back to the text, note %(number)s") % {"number": note.number})
    return (
        f'<li id="note-{note.number}"><p>{says} <cite>{source}</cite>, {fact.year}. '
        f'<span class="grade grade-{fact.grade.lower()}">{grade}</span> '
        f'<a class="back" href="#cite-{note.number}" role="doc-backlink" aria-label="{back}">↩</a></p></li>\n'
    )


def _terms(work: Work) -> Iterator[str]:
    if not work.terms:
        return
    items = "".join(_term(term, work) for term in in_order(work.terms.values(), work.language))
    yield _part("glossary", "Words of this page", f"<dl>\n{items}</dl>", work)


def in_order(terms: Iterable[Term], language: str) -> list[Term]:
    """The terms as a glossary in ``language`` lists them."""
    return sorted(terms, key=lambda term: term.wordings[language].term.casefold())


def _term(term: Term, work: Work) -> str:
    word, _ = term.said(work.language)
    return f"<dt>{escapeHtml(word)}</dt>\n<dd>{meaning(term, work)}</dd>\n"


def meaning(term: Term, work: Work) -> str:
    """A word's definition as HTML, and the way back to where the page first uses it."""
    _, definition = term.said(work.language)
    back = escapeHtml(_fill(work.say, "Back to the text, “%(term)s”", term=term.wordings[work.language].term))
    return (
        f"{escapeHtml(definition)} "
        f'<a class="back" href="#use-{term.id}" role="doc-backlink" aria-label="{back}">↩</a>'
    )


def _part(name: str, title: str, content: str, work: Work) -> str:
    """A landmark of the page; on a sheet, where several have the same name, a part of the text."""
    said = escapeHtml(work.say(title))
    if work.on_paper:
        return f'<div class="{name}">\n<h3>{said}</h3>\n{content}\n</div>\n'
    return (
        f'<section class="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{said}</h2>\n{content}\n</section>\n'
    )


def _plain(text: str, work: Work) -> str:
    return escapeHtml(typeset_plain(text, work.language))


def _fill(say: Say, sentence: str, **data: object) -> str:
    return say(sentence) % data
