"""What changed between two texts: by line, and within a changed line by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_AKIN = 0.4  # below, two lines have so little in common that words side by side would only confuse


@dataclass(frozen=True)
class Piece:
    """Some words of a line; ``changed`` if the other text has not got them."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Line:
    """``kind``: same, removed, added, gap (lines left out that did not change)."""

    kind: str
    pieces: tuple[Piece, ...] = ()


def difference(before: str, after: str, context: int = 1) -> tuple[Line, ...]:
    """The changed lines with ``context`` unchanged ones around; nothing when the texts are the same."""
    return tuple(_lines(before.splitlines(), after.splitlines(), context))


def _lines(before: Sequence[str], after: Sequence[str], context: int) -> Iterator[Line]:
    groups = SequenceMatcher(None, before, after).get_grouped_opcodes(context)
    for number, group in enumerate(groups):
        if number:
            yield Line("gap")
        for tag, start, end, other_start, other_end in group:
            if tag == "equal":
                yield from (Line("same", (Piece(line, changed=False),)) for line in before[start:end])
            else:
                yield from _replaced(before[start:end], after[other_start:other_end])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for old, new in zip_longest(before, after):
        old_pieces, new_pieces = _pieces(old, new)
        if old is not None:
            yield Line("removed", old_pieces)
        if new is not None:
            yield Line("added", new_pieces)


def _pieces(old: str | None, new: str | None) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    whole = (Piece(old or "", changed=True),), (Piece(new or "", changed=True),)
    if old is None or new is None:
        return whole
    ours, theirs = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, ours, theirs)
    if matcher.ratio() < _AKIN:
        return whole
    opcodes = matcher.get_opcodes()
    return (
        tuple(Piece("".join(ours[a:b]), tag != "equal") for tag, a, b, _, _ in opcodes if b > a),
        tuple(Piece("".join(theirs[a:b]), tag != "equal") for tag, _, _, a, b in opcodes if b > a),
    )
