"""What holds for every page's template: sentences exist in French, nothing is inline."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from mooc_tool import paths

NOT_PAGES = {"certificate", "demo", "exercises"}
PAGES = sorted(
    path
    for path in paths.templates().rglob("*.html")
    if path.relative_to(paths.templates()).parts[0] not in NOT_PAGES
)
CATALOGUES = sorted((paths.translations() / "fr").glob("*.po"))

_BLANK = re.compile(r"%\((\w+)\)s")


def sentences(path: Path) -> Iterator[str]:
    """The English sentences of a template (of a plural, both)."""
    with path.open("rb") as file:
        for _, found, _, _ in extract("jinja2.ext:babel_extract", file, {"_": None, "ngettext": (1, 2)}):
            yield from [found] if isinstance(found, str) else found[:2]


def said_in_french() -> dict[str, tuple[str, ...]]:
    """English sentence -> its French forms."""
    found: dict[str, tuple[str, ...]] = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                ids = (message.id,) if isinstance(message.id, str) else message.id
                said = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                found.update(dict.fromkeys(ids, said))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(paths.templates()).as_posix())
def test_every_sentence_is_said_in_french(path: Path) -> None:
    french = said_in_french()
    for sentence in sentences(path):
        assert all(french.get(sentence, ("",))), sentence


def test_french_has_the_same_blanks() -> None:
    for english, forms in said_in_french().items():
        for form in forms:
            assert set(_BLANK.findall(form)) <= set(_BLANK.findall(english)), english


def test_french_typography() -> None:
    """No-break space before high punctuation and inside guillemets, curly apostrophes."""
    for forms in said_in_french().values():
        for form in forms:
            assert not re.search(r" [:;!?»]|« |\w'\w", form), form


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(paths.templates()).as_posix())
def test_nothing_is_inline(path: Path) -> None:
    """The content security policy would drop it."""
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
