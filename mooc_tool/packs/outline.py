"""What a page says of itself before it is rendered: its title and its exercises."""

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


def outline(text: str) -> Outline:
    """Read a page's outline line by line: cheap, for listing a whole course."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    title = _TITLE.match(first)
    return Outline(title[1] if title else "", tuple(_exercises(text)))


def _exercises(text: str) -> Iterator[str]:
    fence, info = "", ""
    for line in text.splitlines():
        found = _FENCE.match(line)
        if fence and found and found[1].startswith(fence) and not found[2]:
            fence = ""
        elif fence:
            if info == "exercise" and line.strip():
                yield line.strip()
                info = ""  # one name a fence
        elif found:
            fence, info = found[1], found[2].strip()
