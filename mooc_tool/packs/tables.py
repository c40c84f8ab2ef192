"""TOML tables read into typed shapes, with the line of every fault."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mooc_tool.packs.problems import Problem
from mooc_tool.packs.reasons import Reason, reason_of, reason_of_toml

T = TypeVar("T")
Place = tuple[str | int, ...]
"""Where a value stands in a document: ``("weeks", 0, "number")``."""

_HEADER = re.compile(r"^\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_CODES = {
    "missing": "field-missing",
    "extra_forbidden": "field-unknown",
    "unexpected_keyword_argument": "field-unknown",
}


def read_toml(path: str, content: bytes) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The document, or an empty one and the reason."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return {}, (Problem(path, 1, "not-utf8"),)
    try:
        return _loads(text), ()
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found and found[1] else max(1, len(text.splitlines()))
        return {}, (Problem(path, line, "toml-syntax", {"reason": reason_of_toml(str(error))}),)


@lru_cache(64)  # of a pack's files one changes and the others are read again with it; nobody writes into them
def _loads(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def shaped(
    path: str, content: bytes, value: object, shape: Callable[[object], T], at: Place = ()
) -> tuple[T | None, tuple[Problem, ...]]:
    """What ``shape`` (a validator) makes of ``value``, or every fault with its line.

    ``at`` is where the value stands in the file.
    """
    try:
        return shape(value), ()
    except ValidationError as error:
        lines = _lines(content.decode("utf-8"))
        faults = error.errors(include_url=False, include_input=False)
        return None, tuple(
            Problem(
                path,
                _line(lines, (*at, *fault["loc"])),
                _CODES.get(fault["type"], "field-wrong"),
                {"field": ".".join(map(str, (*at, *fault["loc"]))), "reason": _reason(fault)},
            )
            for fault in faults
            if not _echo(fault, faults)
        )


def _reason(fault: ErrorDetails) -> Reason:
    return reason_of(fault["type"], fault.get("ctx", {}), fault["msg"])


def _echo(fault: ErrorDetails, faults: Sequence[ErrorDetails]) -> bool:
    """A list whose items are at fault is also told to be too short: once is enough."""
    place = fault["loc"]
    return fault["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and other["loc"] != place for other in faults
    )


def line_of(content: bytes, place: Place) -> int:
    """The line of a value that was read, or of the nearest table around it."""
    return _line(_lines(content.decode("utf-8")), place)


def _line(lines: Mapping[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


@lru_cache(64)  # a check asks for many places of the same few files
def _lines(text: str) -> Mapping[Place, int]:
    """Place -> line, as far as it shows at the beginning of lines (inline tables count as one place)."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for number, line in _outside_long_strings(text):
        if header := _HEADER.match(line):
            table = _resolve(_names(header[2]), counts, array=header[1] == "[[")
            for end in range(1, len(table) + 1):
                found.setdefault(table[:end], number)
        elif key := _KEY.match(line):
            place = (*table, *_names(key[1]))
            for end in range(len(table) + 1, len(place) + 1):
                found.setdefault(place[:end], number)
    return found


def _resolve(names: Place, counts: dict[Place, int], *, array: bool) -> Place:
    """The place a header opens: ``[[weeks]]`` a second time is ``("weeks", 1)``."""
    place: Place = ()
    for name in names[:-1]:
        place = (*place, name)
        if place in counts:
            place = (*place, counts[place] - 1)
    place = (*place, names[-1])
    if not array:
        return place
    counts[place] = counts.get(place, 0) + 1
    return (*place, counts[place] - 1)


def _names(dotted: str) -> Place:
    parts = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted)
    return tuple(part.strip("\"'") for part in parts)


def _outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not inside:
            yield number, line
        for marker in ('"""', "'''"):
            if inside in ("", marker) and line.count(marker) % 2:
                inside = "" if inside else marker
