"""Markdown -> Page: safe HTML between the places of the exercises."""

from collections.abc import Iterator

from markdown_it.token import Token

from mooc_tool.errors import NotFound
from mooc_tool.packs import charts
from mooc_tool.packs.cleaning import clean
from mooc_tool.packs.endmatter import end_of_page, notes_of
from mooc_tool.packs.files import Files
from mooc_tool.packs.films import is_film, read_film
from mooc_tool.packs.headings import split_title, word_count
from mooc_tool.packs.model import Pack
from mooc_tool.packs.page import (
    Addresses,
    ChartSlot,
    ExerciseSlot,
    FilmSlot,
    Html,
    Page,
    Part,
    Say,
    Sheet,
    Work,
)
from mooc_tool.packs.parser import parse, parser
from mooc_tool.packs.reading import page_text

__all__ = ["Addresses", "ExerciseSlot", "Html", "Page", "Sheet", "render_preview", "render_unit"]


def render_unit(
    pack: Pack,
    files: Files,
    slug: str,
    language: str,
    *,
    say: Say = str,
    addresses: Addresses | None = None,
) -> Page:
    """A unit or untimed page of ``pack``. The same arguments give the same page: it may be kept.

    ``say`` gives the few words that the page adds itself in its language. Raises NotFound if the page
    is not written in this language.
    """
    text = page_text(files, slug, language)
    if text is None or pack.unit(slug) is None:
        raise NotFound("unit-unknown", unit=slug, language=language)
    return render_preview(pack, text, language, say=say, addresses=addresses)


def render_preview(
    pack: Pack, text: str, language: str, *, say: Say = str, addresses: Addresses | None = None
) -> Page:
    """Any Markdown as a page of ``pack``, saved or not."""
    work = Work(pack, language, say, addresses or Addresses())
    title, tokens = split_title(parse(text, work))
    parts = tuple(_parts(tokens, work))
    return Page(
        title=title,
        language=language,
        parts=parts,
        headings=tuple(work.headings),
        notes=notes_of(work),
        terms=tuple(work.terms.values()),
        exercises=tuple(part.exercise for part in parts if part.exercise is not None),
        words=word_count(tokens),
    )


def is_exercise(token: Token) -> bool:
    """Whether the token is a fence that names an exercise."""
    return token.type == "fence" and token.info.strip() == "exercise"


def exercise_name(token: Token) -> str:
    """The slug that an exercise fence holds."""
    return next((line.strip() for line in token.content.splitlines() if line.strip()), "")


def _parts(tokens: list[Token], work: Work) -> Iterator[Part]:
    """Cut the page where an exercise, a video or a chart stands; the end matter needs all notes, so it comes
    last.
    """
    piece: list[Token] = []
    for token in tokens:
        if slot := _slot(token):
            yield from _html(piece, work)
            yield slot
            piece = []
        elif token.type == charts.OPEN:
            yield from _html(piece, work)
            piece = []
        elif token.type == charts.CLOSE:
            drawn = charts.drawing(token.meta["chart"], work.language, work.place)
            yield ChartSlot(drawn, next(_html(piece, work)))
            piece = []
        else:
            piece.append(token)
    yield from _html(piece, work)
    if end := end_of_page(work):
        yield _cleaned(end, work)


def _slot(token: Token) -> ExerciseSlot | FilmSlot | None:
    """What stands here in a place of its own; a video that cannot be read stays the text it is."""
    if token.level == 0 and is_exercise(token):
        return ExerciseSlot(exercise_name(token))
    film = read_film(token, "")[0] if token.level == 0 and is_film(token) else None
    return FilmSlot(film) if film else None


def _html(tokens: list[Token], work: Work) -> Iterator[Html]:
    if tokens:
        md = parser(work.language)
        yield _cleaned(md.renderer.render(tokens, md.options, {"work": work}), work)


def _cleaned(html: str, work: Work) -> Html:
    return Html(clean(html, work.place))
