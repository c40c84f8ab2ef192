"""Every sentence that pages say exists in French, once, well set."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import mooc_tool
from mooc_tool import paths

NOT_PAGES = {"certificate", "demo"}
PAGES = sorted(
    path
    for path in paths.templates().rglob("*.html")
    if path.relative_to(paths.templates()).parts[0] not in NOT_PAGES
)
MODULES = sorted((Path(mooc_tool.__file__).parent / "web").glob("*.py"))
CATALOGUES = sorted((paths.translations() / "fr").glob("*.po"))

MARKS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}
_BLANK = re.compile(r"%\((\w+)\)s")


def sentences(path: Path) -> Iterator[str]:
    """The English sentences of a template or module (of a plural, both)."""
    method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
    with path.open("rb") as file:
        for _, found, _, _ in extract(method, file, MARKS):
            yield from (found,) if isinstance(found, str) else tuple(found)[:2]


@cache
def catalogue() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """English sentence (one, or singular and plural) and its French forms."""
    return tuple(_entries())


def _entries() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
                said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                yield ids, said


@pytest.mark.parametrize("path", [*PAGES, *MODULES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sentence_is_said_in_french(path: Path) -> None:
    french = {sentence: said for ids, said in catalogue() for sentence in ids}
    for sentence in sentences(path):
        assert all(french.get(sentence, ("",))), sentence


def test_a_sentence_is_said_one_way() -> None:
    """Catalogues are merged: two French sentences for one English would depend on their order."""
    french: dict[tuple[str, ...], tuple[str, ...]] = {}
    for ids, said in catalogue():
        if ids != ("",):
            assert french.setdefault(ids, said) == said, ids


def test_french_has_the_same_blanks() -> None:
    for english, forms in catalogue():
        blanks = set(_BLANK.findall(" ".join(english)))
        assert all(set(_BLANK.findall(form)) <= blanks for form in forms), english


def test_french_typography() -> None:
    """No-break space before high punctuation and inside guillemets, curly apostrophes."""
    for english, forms in catalogue():
        for form in forms if english != ("",) else ():
            assert not re.search(r" [:;!?»]|« |\w'\w", form), form
