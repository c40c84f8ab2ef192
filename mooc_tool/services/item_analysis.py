"""How the items of a quiz went, from the answers alone: pure arithmetic of classical test theory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean

LEAST = 5
"""Learners without whom nothing is told of an item or a gain."""


@dataclass(frozen=True)
class ItemAnswer:
    """An item in somebody's first try. ``share``: 0-1 of what it is worth. ``rest``: the mean share of the
    try's other items, None if there are none. ``chosen``: the choices taken, numbered as in the bank.
    """

    share: float
    rest: float | None
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True)
class ItemFigures:
    """``right``: share (0-1) of those who were wholly right. ``discrimination``: point-biserial correlation
    (-1 to 1) of being right with the rest of the try; None where either never varies. ``chosen``: how
    often each choice was taken.
    """

    answers: int
    right: float
    discrimination: float | None
    chosen: tuple[int, ...]


@dataclass(frozen=True)
class GainFigures:
    """Means of 0-100 before and after, over those who did both. ``gain``: the share of what was left to
    learn that was learnt (Hake 1998); None where nothing was left.
    """

    learners: int
    before: float
    after: float
    gain: float | None


def figures(answers: Sequence[ItemAnswer], choices: int) -> ItemFigures | None:
    """The figures of an item with that many choices; None for fewer than ``LEAST`` answers."""
    if len(answers) < LEAST:
        return None
    right = [float(answer.share == 1) for answer in answers]
    taken = Counter(choice for answer in answers for choice in answer.chosen)
    return ItemFigures(
        answers=len(answers),
        right=fmean(right),
        discrimination=_discrimination(answers),
        chosen=tuple(taken[choice] for choice in range(choices)),
    )


def gain(pairs: Sequence[tuple[int, int]]) -> GainFigures | None:
    """The gain over pairs of points (0-100) before and after; None for fewer than ``LEAST``."""
    if len(pairs) < LEAST:
        return None
    before, after = (fmean(points) for points in zip(*pairs, strict=True))
    left = 100 - before
    return GainFigures(len(pairs), before, after, (after - before) / left if left else None)


def _discrimination(answers: Sequence[ItemAnswer]) -> float | None:
    pairs = [(float(one.share == 1), one.rest) for one in answers if one.rest is not None]
    try:
        return correlation(*zip(*pairs, strict=True)) if len(pairs) >= LEAST else None
    except StatisticsError:  # one of the two is the same for all
        return None
