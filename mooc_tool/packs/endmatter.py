"""What closes a page: the notes with their sources, and the words of the page with their meaning."""

from collections.abc import Iterator, Mapping

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
    """Both lists as HTML; empty when the page has neither notes nor terms."""
    return "".join((*_notes(work), *_terms(work)))


def _notes(work: Work) -> Iterator[str]:
    notes = notes_of(work)
    if not notes:
        return
    yield _opening("notes", work.say("Notes and sources"))
    yield "<ol>\n"
    for note in notes:
        yield _note(note, work)
    yield "</ol>\n</section>\n"


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
    yield _opening("glossary", work.say("Words of this page"))
    yield "<dl>\n"
    for term in sorted(work.terms.values(), key=lambda term: term.wordings[work.language].term.casefold()):
        yield _term(term, work)
    yield "</dl>\n</section>\n"


def _term(term: Term, work: Work) -> str:
    wording = term.wordings[work.language]
    back = escapeHtml(_fill(work.say, "Back to the text, “%(term)s”", term=wording.term))
    return (
        f'<dt id="term-{term.id}">{_plain(wording.term, work)}</dt>\n'
        f"<dd>{_plain(wording.definition, work)} "
        f'<a class="back" href="#use-{term.id}" role="doc-backlink" aria-label="{back}">↩</a></dd>\n'
    )


def _opening(name: str, title: str) -> str:
    return (
        f'<section class="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{escapeHtml(title)}</h2>\n'
    )


def _plain(text: str, work: Work) -> str:
    return escapeHtml(typeset_plain(text, work.language))


def _fill(say: Say, sentence: str, **data: object) -> str:
    return say(sentence) % data
