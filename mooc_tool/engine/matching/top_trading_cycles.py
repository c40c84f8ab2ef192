"""Top trading cycles: exchange of indivisible goods without money; the one allocation in the core.

Sources: L. Shapley and H. Scarf, « On cores and indivisibility », J. Math. Econ. 1 (1974), algorithm due
to D. Gale; A. Roth and A. Postlewaite, J. Math. Econ. 4 (1977), for its uniqueness. It is safe to be
honest (A. Roth, Econ. Letters 9, 1982).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Int32
from mooc_tool.engine.kernels.top_trading_cycles import trade
from mooc_tool.engine.matching.preferences import Preferences

Cycles = tuple[tuple[int, ...], ...]
Lists = Preferences | Sequence[Sequence[int]]


@dataclass(frozen=True, eq=False)
class Allocation:
    """``house[i]`` is what agent i leaves with. In a cycle, each takes the house of the next."""

    house: Int32
    cycles: Cycles


def top_trading_cycles(preferences: Lists, endowment: Sequence[int] | None = None) -> Allocation:
    """The core allocation. Agent i owns house ``endowment[i]`` (default: house i).

    Lists rank houses, best first; an agent whose list holds no free house keeps its own. ValueError when
    lists or endowment do not fit.
    """
    lists, own = _read(preferences, endowment)
    count = len(lists)
    owner = np.empty(count, np.int32)
    owner[own] = np.arange(count, dtype=np.int32)
    got, cycle = np.full(count, -1, np.int32), np.full(count, -1, np.int32)
    at, path = lists.start[:-1].copy(), np.empty(count, np.int32)
    cycles = trade(lists.start, lists.choice, at, owner, own, got, cycle, path)
    return Allocation(got, _in_order(owner[got], cycle, cycles))


def trading_rounds(preferences: Lists, endowment: Sequence[int] | None = None) -> tuple[Cycles, ...]:
    """The same told as in the paper: in each round everyone left points, and every cycle trades at once."""
    lists, own = _read(preferences, endowment)
    rows = lists.lists()
    owner = {int(house): agent for agent, house in enumerate(own)}
    left = set(range(len(rows)))
    told = []
    while left:
        points_to = {i: next((owner[h] for h in rows[i] if owner[h] in left), i) for i in left}
        cycles = _cycles(points_to)
        left -= {i for cycle in cycles for i in cycle}
        told.append(cycles)
    return tuple(told)


def serial_dictatorship(
    preferences: Lists, order: Sequence[int], houses: int | None = None
) -> tuple[int, ...]:
    """Each agent, in turn, takes the best house left; -1 when none of its list is.

    ``order`` names everyone once.
    """
    if isinstance(preferences, Preferences):
        lists = preferences
    else:
        lists = Preferences.of(preferences, len(preferences) if houses is None else houses)
    if sorted(order) != list(range(len(lists))):
        raise ValueError(f"order must name each of the {len(lists)} agents once: {list(order)}")
    taken = [False] * lists.others
    got = [-1] * len(lists)
    for agent in order:
        house = next((house for house in lists[agent].tolist() if not taken[house]), -1)
        got[agent] = house
        if house >= 0:
            taken[house] = True
    return tuple(got)


def _read(preferences: Lists, endowment: Sequence[int] | None) -> tuple[Preferences, Int32]:
    if isinstance(preferences, Preferences):
        lists = preferences
    else:
        lists = Preferences.of(preferences, len(preferences))
    if lists.others != len(lists):
        raise ValueError(f"{len(lists)} agents own {len(lists)} houses, but rank {lists.others}")
    own = np.arange(len(lists)) if endowment is None else np.asarray(endowment)
    if sorted(own.tolist()) != list(range(len(lists))):
        raise ValueError(f"endowment must give each agent one of {len(lists)} houses: {own.tolist()[:20]}")
    return lists, own.astype(np.int32)


def _in_order(following: Int32, cycle: Int32, cycles: int) -> Cycles:
    rings: list[tuple[int, ...]] = [()] * cycles
    next_of, number = following.tolist(), cycle.tolist()
    for first, which in enumerate(number):
        if not rings[which]:
            rings[which] = _ring(next_of, first)
    return tuple(rings)


def _ring(next_of: Sequence[int] | dict[int, int], first: int) -> tuple[int, ...]:
    ring = [first]
    while (member := next_of[ring[-1]]) != first:
        ring.append(member)
    return tuple(ring)


def _cycles(points_to: dict[int, int]) -> Cycles:
    """The cycles of a function, each from its smallest member."""
    found, done = [], set()
    for first in sorted(points_to):
        path: dict[int, None] = {}
        member = first
        while member not in done:
            done.add(member)
            path[member] = None
            member = points_to[member]
        if member in path:
            ring = _ring(points_to, member)
            smallest = ring.index(min(ring))
            found.append(ring[smallest:] + ring[:smallest])
    return tuple(sorted(found))
