"""Banks of cases: TOML beside a kind, with what is said in each language (docs/decisions/0025)."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import JsonValue

from mooc_tool.exercises.kind import Form

BankT = TypeVar("BankT", bound=Form)
_NOTHING: Mapping[str, int] = MappingProxyType({})


class Said(Form):
    """The same sentence, or part of one, in each language. May hold ``{blanks}``."""

    fr: str
    en: str

    def shown(self, values: Mapping[str, int] = _NOTHING) -> JsonValue:
        """For a template, which takes the page's language of it; blanks are filled with ``values``, in
        hundredths.
        """
        texts = {"fr": self.fr, "en": self.en}
        return {
            language: text.format(**{name: figure(value, language) for name, value in values.items()})
            for language, text in texts.items()
        }


def figure(hundredths: int, language: str) -> str:
    """A number as people write it: « 1 234,5 », “1,234.5”."""
    separators = {",": "\u202f", ".": ","} if language == "fr" else {}
    plain = f"{hundredths // 100:,}" if hundredths % 100 == 0 else f"{hundredths / 100:,.2f}".rstrip("0")
    return "".join(separators.get(letter, letter) for letter in plain)


def read_bank(path: Path, form: type[BankT]) -> BankT:
    """A bank as its kind wants it. It is part of the program: what is wrong in it raises ValueError."""
    return form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
