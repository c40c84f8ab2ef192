"""How many places a group needs whose members come as they please: exact, in whole numbers.

Members come independently of one another, so the number present is a sum of binomials; probabilities are
whole per cents, so that every chance is a whole number of 100 ** members and nothing is rounded.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple


class Group(NamedTuple):
    """So many members, each of whom comes on so many of a hundred such days."""

    members: int
    percent: int


Day = Sequence[Group]
"""All who may come on one day of the week."""


def ways_present(day: Day) -> tuple[int, ...]:
    """``ways[k]``: in how many of ``100 ** members`` equally likely cases exactly k come.

    ValueError for members below 0 or a percentage outside 0 and 100.
    """
    ways = [1]
    for group in day:
        if group.members < 0 or not 0 <= group.percent <= 100:
            raise ValueError(f"there is no group of {group.members} who come on {group.percent} % of days")
        for _ in range(group.members):
            stay = [way * (100 - group.percent) for way in ways]
            come = [way * group.percent for way in ways]
            ways = [a + b for a, b in zip([*stay, 0], [0, *come], strict=True)]
    return tuple(ways)


def served_days(week: Sequence[Day]) -> tuple[Fraction, ...]:
    """``served[places]``: the share of days on which nobody is refused, for 0 places to one a member.

    The days of the week come equally often. ValueError for a week without days.
    """
    if not week:
        raise ValueError("a week has at least one day")
    most = max(sum(group.members for group in day) for day in week)
    within = [0] * (most + 1)  # of 100 ** most cases a day
    for day in week:
        ways = ways_present(day)
        scale = 100 ** (most + 1 - len(ways))
        below = [*accumulate(ways), *[sum(ways)] * (most + 1 - len(ways))]
        within = [total + scale * count for total, count in zip(within, below, strict=True)]
    return tuple(Fraction(count, len(week) * 100**most) for count in within)


def fewest_places(week: Sequence[Day], percent: int) -> int:
    """The fewest places with which nobody is refused on so many of a hundred days."""
    if not 0 <= percent <= 100:
        raise ValueError(f"no share of days is {percent} %")
    served = served_days(week)
    return next(places for places, share in enumerate(served) if 100 * share >= percent)
