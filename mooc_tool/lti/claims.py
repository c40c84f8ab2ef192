"""Reading claims: any JSON may stand in any of them, so that each is read with its type and its length.

What identifies something (``sub``, ids, addresses to call) is refused when it is not what it must be; what
only adorns (titles, names, a language) is then left out.
"""

import math
import re
from collections.abc import Mapping
from typing import TypeGuard

from mooc_tool.errors import LaunchError
from mooc_tool.lti.addresses import is_url

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"

_LONGEST_ID = 255  # LTI core 1.3, sections 5.3.6, 5.4.1 and 5.3.5
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}")


class Claims:
    """A JSON object of claims, read by name. ``null`` counts as absent."""

    def __init__(self, content: Mapping[str, object], prefix: str = "") -> None:
        self._content = content
        self._prefix = prefix

    def section(self, name: str) -> "Claims":
        """An object; empty if absent."""
        value = self._content.get(name)
        if value is None:
            return Claims({}, name)
        if not isinstance(value, Mapping):
            raise self._unreadable(name)
        return Claims(value, name)

    def has(self, name: str) -> bool:
        """Whether it is there and not empty text."""
        return self._content.get(name) not in (None, "")

    def raw(self, name: str) -> object:
        """The value as it came, for what is only echoed."""
        return self._content.get(name)

    def identifier(self, name: str, longest: int = _LONGEST_ID) -> str | None:
        """A text of 1 to ``longest`` characters that any database can hold; empty counts as absent."""
        value = self._content.get(name)
        if value is None or value == "":
            return None
        if not is_text(value) or len(value) > longest:
            raise self._unreadable(name)
        return value

    def url(self, name: str) -> str | None:
        """An absolute http or https address without user and password."""
        value = self._content.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not is_url(value):
            raise self._unreadable(name)
        return value

    def identifiers(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._content.get(name) or []
        if not isinstance(value, list) or not all(item == "" or is_text(item) for item in value):
            raise self._unreadable(name)
        return tuple(value)

    def moment(self, name: str) -> float | None:
        """Seconds since 1970."""
        value = self._content.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
            raise self._unreadable(name)
        return float(value)

    def flag(self, name: str) -> bool | None:
        """True or false, as JSON or, from some platforms, as a word."""
        value = self._content.get(name)
        if isinstance(value, str):
            return {"true": True, "false": False}.get(value.lower())
        return value if isinstance(value, bool) else None

    def words(self, name: str, longest: int = 255) -> str | None:
        """An adornment: one line of text, cut to ``longest``; None if there is nothing to read."""
        value = self._content.get(name)
        if not isinstance(value, str):
            return None
        return " ".join("".join(map(_visible, value)).split())[:longest] or None

    def language(self, name: str) -> str | None:
        """A language tag (BCP 47, or with underscores as some platforms write it)."""
        value = self._content.get(name)
        return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None

    def link(self, name: str) -> str | None:
        """An address that is only offered to the reader: None if it is no http or https address."""
        value = self._content.get(name)
        return value if isinstance(value, str) and is_url(value) else None

    def person_name(self) -> str | None:
        """The name of a person, whole or from its parts."""
        parts = [self.words("given_name", 120), self.words("family_name", 120)]
        return self.words("name") or " ".join(part for part in parts if part) or None

    def texts(self) -> dict[str, str]:
        """All members that can be read as text: Canvas sends some custom parameters as numbers."""
        plain = {
            name: value if isinstance(value, str) else str(value)
            for name, value in self._content.items()
            if isinstance(value, str | int) and not isinstance(value, bool)
        }
        return {name: value for name, value in plain.items() if _storable(name) and _storable(value)}

    def _unreadable(self, name: str) -> LaunchError:
        return LaunchError("claim-unreadable", claim=f"{self._prefix} {name}".strip())


def _storable(text: str) -> bool:
    """Neither NUL, which PostgreSQL refuses, nor half a surrogate pair, which UTF-8 does."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def is_text(value: object) -> TypeGuard[str]:
    """Whether it is a text, not empty, that any database can hold."""
    return isinstance(value, str) and bool(value) and _storable(value)


def _visible(char: str) -> str:
    return char if char.isprintable() else " "


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
