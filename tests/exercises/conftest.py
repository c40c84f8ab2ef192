"""What tests of exercises share: the shipped territory; the templates with stand-ins for web's filters."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mooc_tool import paths
from mooc_tool.exercises.territory import Territory, read_territory
from mooc_tool.packs.model import Fact
from mooc_tool.packs.reading import folder_files, read_pack

Macro = Callable[..., str]


@pytest.fixture(scope="session")
def territory() -> Territory:
    data = paths.content() / "economie-collaborative" / "data"
    read = read_territory(
        *((data / name).read_bytes() for name in ("communes.csv", "corridors.toml", "campaigns.csv"))
    )
    assert isinstance(read, Territory)
    return read


@pytest.fixture(scope="session")
def french() -> dict[str, tuple[str, ...]]:
    """English sentence -> its French forms."""
    forms: dict[str, tuple[str, ...]] = {}
    folder = paths.translations() / "fr"
    for path in (folder / "packs.po", *sorted(folder.glob("exercises*.po"))):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="fr")
        for message in filter(lambda message: message.id, catalogue):
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return forms


@pytest.fixture(scope="session")
def facts() -> Mapping[str, Fact]:
    """The facts of the shipped course."""
    pack = read_pack(folder_files(paths.content() / "economie-collaborative")).pack
    assert pack is not None
    return pack.facts


@pytest.fixture(scope="session")
def macro(french: dict[str, tuple[str, ...]], facts: Mapping[str, Fact]) -> Callable[[str, str, str], Macro]:
    """``macro(kind, name, language)`` of a kind's template; a sentence without French is a KeyError."""
    made = {language: _environment(language, french) for language in ("fr", "en")}

    def find(kind: str, name: str, language: str) -> Macro:
        source = f'{{% import "exercises/{kind}.html" as kind with context %}}{{% set found = kind.{name} %}}'
        module = made[language].from_string(source).make_module({"language": language, "facts": facts})
        found: Macro = module.found  # type: ignore[attr-defined]  # set by the line above
        return found

    return find


def _environment(language: str, french: dict[str, tuple[str, ...]]) -> Environment:
    def gettext(sentence: str) -> str:
        return french[sentence][0] if language == "fr" else sentence

    def ngettext(one: str, many: str, n: int) -> str:
        if language == "fr":
            return french[one][int(n > 1)]
        return one if n == 1 else many

    environment = Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    callables: Any = environment
    callables.install_gettext_callables(gettext, ngettext, newstyle=True)
    environment.globals["language"] = language
    environment.globals["url_for"] = lambda endpoint, **values: "/".join(
        ("", endpoint, *filter(None, values.values()))
    )
    environment.filters.update(
        km=lambda metres: f"{metres / 1000:.1f} km",
        clock=lambda minutes: f"{minutes // 60}:{minutes % 60:02}",
        percent=lambda share: f"{share:.0%}",
        decimal=lambda value, digits: f"{value:,.{digits}f}",
        number=lambda value: f"{value:,}",
    )
    return environment
