"""A service with two sides, each of which comes for the other.

Sources: D. Evans and R. Schmalensee, « Failure to launch: critical mass in platform businesses », Review
of Network Economics 9 (2010), for the model and its frontier; B. Petrongolo and C. Pissarides, « Looking
into the black box », J. Econ. Literature 39 (2001), for the urn and balls.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from mooc_tool.engine.arrays import Real

Meeting = Callable[[float, float], float]


def urn_ball(seekers: float, places: float) -> float:
    """How many of ``places`` are found when every seeker goes to one at random: V (1 - (1 - 1/V)^U)."""
    if seekers < 0 or places < 0:
        raise ValueError(f"numbers of seekers and places must be at least 0: {seekers}, {places}")
    if places <= 1:
        return min(seekers, places)
    return min(seekers, float(places * -np.expm1(seekers * np.log1p(-1 / places))))


@dataclass(frozen=True, slots=True)
class Side:
    """``potential``: how many could ever join.

    Each stays while matched at least as often as a normal threshold asks.

    ``joining`` and ``leaving``: shares of those not yet, or no longer, convinced who act in a week.
    """

    potential: int
    threshold: float
    spread: float
    joining: float = 0.1
    leaving: float = 0.25

    def __post_init__(self) -> None:
        if self.potential < 1:
            raise ValueError(f"potential must be at least 1, not {self.potential}")
        if not self.spread > 0:
            raise ValueError(f"spread must be above 0, not {self.spread}")
        for name in ("joining", "leaving"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be within 0 and 1, not {getattr(self, name)}")

    def convinced(self, rate: float, subsidy: float) -> float:
        """Share of the potential that a match rate, helped by a subsidy in the same unit, satisfies."""
        return float(ndtr((rate + subsidy - self.threshold) / self.spread))

    def step(self, share: float, rate: float, subsidy: float) -> float:
        """The share present one week later."""
        goal = self.convinced(rate, subsidy)
        return share + (self.joining * (goal - share) if goal > share else self.leaving * (goal - share))


@dataclass(frozen=True, slots=True)
class Week:
    """What is done in one week: people recruited and subsidy on each side (first, second)."""

    recruits: tuple[float, float] = (0.0, 0.0)
    subsidy: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Path:
    """Week by week, from the start: members of each side, and matches. Shapes (weeks + 1,) and (weeks,)."""

    first: Real
    second: Real
    matches: Real


@dataclass(frozen=True)
class TwoSidedMarket:
    """Two sides and how they meet.

    ``meeting(first, second)`` is the number of matches among those present.
    """

    first: Side
    second: Side
    meeting: Meeting = urn_ball

    def run(self, start: tuple[float, float], weeks: Sequence[Week] | int) -> Path:
        """From ``start`` members a side, week after week."""
        plan = [Week()] * weeks if isinstance(weeks, int) else weeks
        self._check(start)
        members = [start]
        matches = []
        for week in plan:
            here = self._recruited(members[-1], week)
            matches.append(self.meeting(*here))
            members.append(self._following(here, matches[-1], week))
        first, second = np.array(members, dtype=np.float64).T
        return Path(first, second, np.array(matches))

    def takes_off(self, start: tuple[float, float], weeks: int = 200, alive: float = 0.1) -> bool:
        """Whether, left alone, both sides end with at least the share ``alive`` of their potential."""
        path = self.run(start, weeks)
        first, second = path.first[-1] / self.first.potential, path.second[-1] / self.second.potential
        return bool(min(first, second) >= alive)

    def frontier(
        self, firsts: Sequence[float], step: float = 1.0, weeks: int = 200
    ) -> tuple[float | None, ...]:
        """For each number of first-side members, the fewest second-side members that take off.

        None if none do within so many ``weeks``.

        This is Evans and Schmalensee's critical mass frontier, sought in steps of ``step`` members.
        """
        if not step > 0:
            raise ValueError(f"step must be above 0, not {step}")
        seconds = np.arange(0, self.second.potential + step / 2, step)
        return tuple(
            next((float(second) for second in seconds if self.takes_off((first, float(second)), weeks)), None)
            for first in firsts
        )

    def _check(self, start: tuple[float, float]) -> None:
        for members, side in zip(start, (self.first, self.second), strict=True):
            if not 0 <= members <= side.potential:
                raise ValueError(f"a side starts with 0 to {side.potential} members, not {members}")

    def _recruited(self, members: tuple[float, float], week: Week) -> tuple[float, float]:
        first = min(members[0] + week.recruits[0], self.first.potential)
        second = min(members[1] + week.recruits[1], self.second.potential)
        return first, second

    def _following(self, here: tuple[float, float], matches: float, week: Week) -> tuple[float, float]:
        first = self.first.step(here[0] / self.first.potential, _rate(matches, here[0]), week.subsidy[0])
        second = self.second.step(here[1] / self.second.potential, _rate(matches, here[1]), week.subsidy[1])
        return first * self.first.potential, second * self.second.potential


def _rate(matches: float, members: float) -> float:
    return matches / members if members > 0 else 0.0
