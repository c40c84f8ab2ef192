"""Critical mass with the matching engine in the loop.

Each week those present are really matched; people come and go by the rate they met and the rate around
them. Two states attract, a dead service and a living one, and between them lies a tipping point: the
critical mass. The mean field finds all three from the matching alone; agents with local information show
how a service grows from a place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from mooc_tool.engine.adoption.behaviour import Behaviour, Levers
from mooc_tool.engine.adoption.commute import Commute
from mooc_tool.engine.adoption.fixed_points import FixedPoint, fixed_points
from mooc_tool.engine.arrays import Bits, Int64, Real
from mooc_tool.engine.draw import Draw

SHARES = (0, 0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.7, 0.85, 1)


@dataclass(frozen=True, eq=False)
class Run:
    """Week by week: how many were present, and how many of them matched.

    ``end``: who is present after the last.
    """

    present: Int64
    matched: Int64
    end: Bits

    @property
    def share(self) -> float:
        """Share of all people present in the end."""
        return float(self.end.mean())


@dataclass(frozen=True, slots=True)
class Equilibria:
    """Shares of people present that reproduce themselves, and the critical mass between them."""

    points: tuple[FixedPoint, ...]

    @property
    def high(self) -> float | None:
        """The living state: the highest that attracts, when there is a tipping point below it."""
        stable = [point.share for point in self.points if point.stable]
        return max(stable) if self.tipping is not None else None

    @property
    def tipping(self) -> float | None:
        """The share from which the service grows by itself; None when everything leads to one state."""
        unstable = [point.share for point in self.points if not point.stable]
        return min(unstable) if unstable else None


@dataclass(frozen=True)
class CriticalMass:
    """A territory's people, how they behave, and what is paid."""

    commute: Commute
    behaviour: Behaviour = field(default_factory=Behaviour)
    levers: Levers = field(default_factory=Levers)

    def run(self, start: Bits, weeks: int, draw: Draw) -> Run:
        """From those present at the start, week after week.

        The same draw under other levers: the same chances.

        ValueError when ``start`` does not say of everyone whether present, or for less than one week.
        """
        if start.shape != (len(self.commute),) or weeks < 1:
            raise ValueError(f"{len(self.commute)} people and at least 1 week, not {start.shape} and {weeks}")
        costs = self.behaviour.costs(draw.fork("costs"), len(start))
        crowd = _Crowd(self.commute.cell, self.behaviour, start.astype(bool))
        counts = np.zeros((2, weeks), np.int64)
        for week in range(weeks):
            matched = self.commute.matched(crowd.present)
            counts[:, week] = crowd.present.sum(), matched.sum()
            thresholds = self.behaviour.threshold(costs, self.levers.in_week(week))
            crowd.learn(matched)
            crowd.move(thresholds, draw.fork(f"week {week}").reals(len(start)))
        return Run(counts[0], counts[1], crowd.present)

    def equilibria(self, draw: Draw, shares: Sequence[float] = SHARES, repeats: int = 8) -> Equilibria:
        """The mean field.

        All know the rate mu(x) met by the share x, and those convinced by it are present.

        mu is found by matching random shares of the people, and is a straight line between them.
        """
        rates = self.commute.match_rates(shares, draw, repeats)

        def following(share: float) -> float:
            return self.behaviour.convinced(float(np.interp(share, shares, rates)), self.levers)

        return Equilibria(fixed_points(following))


def recruited(draw: Draw, people: int, count: int, among: Bits | None = None) -> Bits:
    """``count`` people drawn at random, among some of them if given: along a corridor, say."""
    pool = np.arange(people) if among is None else np.flatnonzero(among)
    if not 0 <= count <= len(pool):
        raise ValueError(f"{count} cannot be recruited among {len(pool)}")
    chosen = np.zeros(people, bool)
    chosen[pool[np.argsort(draw.reals(len(pool)), kind="stable")[:count]]] = True
    return chosen


class _Crowd:
    """Who is present, what each has met, and what is known around."""

    def __init__(self, cell: Int64, behaviour: Behaviour, present: Bits) -> None:
        self.cell = cell
        self.behaviour = behaviour
        self.present = present.copy()
        self.known = np.full(int(cell.max()) + 1, np.nan)
        self.record = np.full(len(cell), np.nan)

    def learn(self, matched: Bits) -> None:
        """A week's matches go into what each has met and what is known in each cell.

        The first sets both.
        """
        there = np.bincount(self.cell[self.present], minlength=len(self.known))
        lucky = np.bincount(self.cell[matched], minlength=len(self.known))
        rate = np.divide(lucky, there, out=np.zeros(len(there)), where=there > 0)
        self.known = np.where(there > 0, self._mixed(self.known, rate), self.known)
        self.record = np.where(self.present, self._mixed(self.record, matched), np.nan)

    def move(self, thresholds: Real, chance: Real) -> None:
        """People come and go; one draw decides for each."""
        around = np.nan_to_num(self.known[self.cell])
        own = np.where(np.isnan(self.record), around, self.record)
        expected = np.where(
            self.present, self.behaviour.own * own + (1 - self.behaviour.own) * around, around
        )
        convinced = expected >= thresholds
        come = chance < np.where(
            convinced & ~np.isnan(self.known[self.cell]), self.behaviour.join, self.behaviour.trial
        )
        go = ~convinced & (chance < self.behaviour.leave)
        self.present = np.where(self.present, ~go, come)

    def _mixed(self, before: Real, now: Real | Bits) -> Real:
        memory = self.behaviour.memory
        return np.where(np.isnan(before), now, (1 - memory) * before + memory * now)
