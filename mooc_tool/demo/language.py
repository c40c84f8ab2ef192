"""The sentences of the platform's pages in the language of whoever looks."""

from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask

from mooc_tool import paths
from mooc_tool.demo.endpoints.signed_in import signed_in


@cache
def _catalogue(locale: str) -> Catalog:
    path = paths.translations() / locale / "demo.po"
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def spoken() -> str:
    """The language of the person who looks; French before anybody is chosen."""
    person = signed_in()
    return person.locale if person else "fr"


def translate(sentence: str) -> str:
    """The sentence in that language; itself where the catalogue has none."""
    locale = spoken()
    message = None if locale == "en" else _catalogue(locale).get(sentence)
    return str(message.string) if message and message.string else sentence


def install(app: Flask) -> None:
    """Give templates ``_`` and the present language."""
    app.jinja_env.globals.update(_=translate, spoken=spoken)
