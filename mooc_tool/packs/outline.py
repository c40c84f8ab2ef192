"""What a page says of itself before it is rendered: its title, its exercises and its charts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*(.*)$")
_TITLE = re.compile(r"^#\s+(.+?)\s*#*\s*$")


@dataclass(frozen=True)
class Outline:
    """``title`` is empty when the first written line is not ``# Title``."""

    title: str
    exercises: tuple[str, ...]
    charts: tuple[str, ...] = ()


def outline(text: str) -> Outline:
    """Read a page's outline line by line: cheap, for listing a whole course."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    title = _TITLE.match(first)
    return Outline(title[1] if title else "", tuple(_named(text, "exercise")), tuple(_named(text, "chart")))


def _named(text: str, kind: str) -> Iterator[str]:
    """What the fences of a kind name."""
    fence, info = "", ""
    for line in text.splitlines():
        found = _FENCE.match(line)
        if fence and found and found[1].startswith(fence) and not found[2]:
            fence = ""
        elif fence:
            if info == kind and line.strip():
                yield line.strip()
                info = ""  # one name a fence
        elif found:
            fence, info = found[1], found[2].strip()
