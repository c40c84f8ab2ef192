"""The reader's language: English is written in the templates, French comes from the catalogues."""

from collections.abc import Callable
from functools import cache, lru_cache

from babel.messages.pofile import read_po
from flask import Flask, g, request
from markupsafe import Markup

from mooc_tool import paths

LANGUAGES = ("fr", "en")
COOKIE = "language"

_PLURALS: dict[str, Callable[[int], int]] = {"fr": lambda n: int(n > 1), "en": lambda n: int(n != 1)}


@cache
def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """English sentence -> its forms (singular, plural) in ``language``, from every file of its folder."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((paths.translations() / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string and not message.fuzzy:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                    found[key] = forms
    return found


def current() -> str:
    """The language of this request: the session's, else the reader's choice, else the browser's wish."""
    found: str | None = g.get("language")
    if found is None:
        chosen = request.cookies.get(COOKIE)
        wished = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
        found = g.language = chosen if chosen in LANGUAGES else wished
    return found


def gettext(english: str) -> str:
    """A sentence in the reader's language."""
    return sentence(current(), english)


def ngettext(one: str, many: str, n: int) -> str:
    """``one`` or ``many`` in the reader's language."""
    return _counted(current(), one, many, n)


def _counted(language: str, one: str, many: str, n: int) -> str:
    forms = catalogue(language).get(one, (one, many))
    return forms[min(_PLURALS[language](n), len(forms) - 1)]


def mark(sentence: str) -> str:
    """Mark a sentence for translation where it is said later."""
    return sentence


def install(app: Flask) -> None:
    """Give templates ``_``, ``ngettext``, ``language`` and ``languages``.

    Blanks are filled as by Jinja's new style gettext: what fills them is escaped, the sentence is not.
    """
    app.jinja_env.globals.update(
        _=lambda sentence, **blanks: say(current(), sentence, **blanks),
        ngettext=lambda one, many, num, **blanks: count(current(), one, many, num, **blanks),
    )

    @app.context_processor
    def _language() -> dict[str, object]:
        return {"language": current(), "languages": LANGUAGES}


def sentence(language: str, english: str) -> str:
    """A sentence in a language, its blanks still open."""
    forms = catalogue(language).get(english)
    return forms[0] if forms else english


def say(language: str, english: str, /, **blanks: object) -> Markup:
    """A sentence in a language, its blanks filled."""
    return _filled(language, english, _asked(blanks))


def count(language: str, one: str, many: str, num: int, /, **blanks: object) -> Markup:
    """``one`` or ``many`` in a language, its blanks filled; ``num`` is one of them."""
    return _filled_count(language, one, many, num, _asked(blanks))


Asked = tuple[tuple[str, type, object], ...]


def _asked(blanks: dict[str, object]) -> Asked:
    """What fills the blanks, as a question that may be asked again: a page says the few sentences of its
    table hundreds of times. The type belongs to it, since what is safe to print equals what is not.
    """
    return tuple((name, type(value), value) for name, value in blanks.items())


@lru_cache(8192)
def _filled(language: str, english: str, asked: Asked) -> Markup:
    return _fill(sentence(language, english), asked)


@lru_cache(4096)
def _filled_count(language: str, one: str, many: str, num: int, asked: Asked) -> Markup:
    return _fill(_counted(language, one, many, num), (("num", int, num), *asked))


def _fill(said: str, asked: Asked) -> Markup:
    safe = Markup(said)  # noqa: S704 - written in our own templates and catalogues
    return safe % {name: value for name, _type, value in asked}
