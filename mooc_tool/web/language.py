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
    """Give templates ``_``, ``ngettext``, ``language`` and ``languages``.

    Blanks are filled as by Jinja's new style gettext: what fills them is escaped, the sentence is not.
    """
    app.jinja_env.globals.update(_=_say, ngettext=_count)

    @app.context_processor
    def _language() -> dict[str, object]:
        return {"language": current(), "languages": LANGUAGES}


def _say(sentence: str, **blanks: object) -> Markup:
    # a page says the same few sentences of its table hundreds of times; what is safe to print (Markup)
    # equals the text that is not, so that the type belongs to the question
    asked = tuple((name, type(value), value) for name, value in blanks.items())
    return _filled(current(), sentence, asked)


def _count(one: str, many: str, num: int, **blanks: object) -> Markup:
    return Markup(ngettext(one, many, num)) % {"num": num, **blanks}  # noqa: S704 - from our own catalogues


@cache
def _safe(language: str, sentence: str) -> Markup:
    forms = catalogue(language).get(sentence)
    return Markup(forms[0] if forms else sentence)  # noqa: S704 - from our own templates and catalogues


@lru_cache(8192)
def _filled(language: str, sentence: str, blanks: tuple[tuple[str, type, object], ...]) -> Markup:
    return _safe(language, sentence) % {name: value for name, _type, value in blanks}
