"""The reader's language: English is written in the templates, French comes from the catalogues."""

from collections.abc import Callable
from functools import cache
from typing import Any

from babel.messages.pofile import read_po
from flask import Flask, g, request

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
    if "language" not in g:
        chosen = request.cookies.get(COOKIE)
        wished = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
        g.language = chosen if chosen in LANGUAGES else wished
    return str(g.language)


def gettext(sentence: str) -> str:
    """``sentence`` in the reader's language."""
    forms = catalogue(current()).get(sentence)
    return forms[0] if forms else sentence


def ngettext(one: str, many: str, n: int) -> str:
    """``one`` or ``many`` in the reader's language."""
    language = current()
    index = _PLURALS[language](n)
    forms = catalogue(language).get(one, (one, many))
    return forms[min(index, len(forms) - 1)]


def mark(sentence: str) -> str:
    """Mark a sentence for translation where it is said later."""
    return sentence


def install(app: Flask) -> None:
    """Give templates ``_``, ``ngettext``, ``language`` and ``languages``."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    callables: Any = app.jinja_env
    callables.install_gettext_callables(gettext, ngettext, newstyle=True)

    @app.context_processor
    def _language() -> dict[str, object]:
        return {"language": current(), "languages": LANGUAGES}
