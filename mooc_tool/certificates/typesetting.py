"""Typst, held once in a process: a template and plain data in, an accessible archival PDF out."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import cast

import typst

from mooc_tool.errors import Unreadable
from mooc_tool.paths import templates

_one_at_a_time = Lock()  # a compiler refuses a second caller ("Already borrowed")
_MISSING = re.compile(r'(?:text|codepoint) `"(.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class Unwritable(Unreadable):
    """No font at hand has these ``characters``: a code, and the characters as one string."""


def typeset(template: str, data: Mapping[str, object], fonts: Path | None = None) -> bytes:
    """The PDF that ``templates/certificate/<template>.typ`` makes of the data: same data, same bytes.

    Data reach the template as JSON, never as source. ``fonts`` is a folder of more fonts, read once in a
    process. Raises Unwritable (``text-unwritable``).
    """
    folder = templates() / "certificate"
    with _one_at_a_time:
        compiler = _compiler(folder, fonts)
        try:
            pdf = compiler.compile(
                input=folder / f"{template}.typ",
                sys_inputs={"data": json.dumps(data)},
                pdf_standards=["a-2a", "ua-1"],  # ISO 19005-2 level A, ISO 14289-1
            )
        except typst.TypstError as error:
            characters = _missing(error.diagnostic)
            if not characters:
                raise
            raise Unwritable("text-unwritable", characters=characters) from None
    return cast(bytes, pdf)  # the binding's type also covers images, one for each page


@lru_cache
def _compiler(folder: Path, fonts: Path | None) -> typst.Compiler:
    more = [fonts] if fonts and fonts.is_dir() else []
    return typst.Compiler(root=folder, font_paths=more, ignore_system_fonts=True)


def _missing(diagnostic: str) -> str:
    """The characters that Typst complains of, without plain letters: it names those below a missing sign."""
    found = "".join(_MISSING.findall(diagnostic))
    characters = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found)
    return "".join(dict.fromkeys(character for character in characters if not character.isascii()))
