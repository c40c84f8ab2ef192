"""Thresholds in a crowd where everyone sees everyone.

Source: M. Granovetter, « Threshold models of collective behavior », Amer. J. Sociology 83 (1978). Each
joins once at least as many as the threshold have joined; two crowds with nearly the same thresholds may
end far apart.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Bits


@dataclass(frozen=True, slots=True)
class Spread:
    """``rounds[k]``: how many have joined by the end of round k. ``joined``: the number in the end."""

    rounds: tuple[int, ...]

    @property
    def joined(self) -> int:
        """How many join in the end."""
        return self.rounds[-1]


def spread_in_crowd(thresholds: Sequence[int], convinced: Collection[int] = ()) -> Spread:
    """Round by round: who has at least as many joined as the threshold asks joins next, and stays.

    ``thresholds[i]`` is a number of others, at least 0; ``convinced`` join in any case. ValueError names
    the person.
    """
    asked = np.asarray(thresholds)
    if asked.ndim != 1 or not len(asked):
        raise ValueError("there is nobody in the crowd")
    if not np.issubdtype(asked.dtype, np.integer):
        raise ValueError(f"thresholds must be whole numbers, not {asked.dtype}")
    if asked.min() < 0:
        raise ValueError(f"the threshold of person {asked.argmin()} is {asked.min()}; the least is 0")
    asked = np.where(_members(convinced, len(asked)), 0, asked)
    ladder = np.sort(asked)
    rounds = [0]
    while (following := int(np.searchsorted(ladder, rounds[-1], side="right"))) > rounds[-1]:
        rounds.append(following)
    return Spread(tuple(rounds))


def gaps(thresholds: Sequence[int]) -> tuple[int, ...]:
    """Numbers at which a spread would stop: one less would be needed by the next on the ladder.

    Ascending.
    """
    ladder = np.sort(np.asarray(thresholds))
    return tuple(int(k) for k in range(len(ladder) + 1) if k == len(ladder) or ladder[k] > k)


def _members(convinced: Collection[int], count: int) -> Bits:
    inside = np.zeros(count, bool)
    for person in convinced:
        if not 0 <= person < count:
            raise ValueError(f"person {person} is convinced, but there are {count} persons, from 0")
        inside[person] = True
    return inside
