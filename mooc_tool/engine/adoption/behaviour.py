"""Who comes to a service that matches people, and who goes: thresholds on the rate of being matched.

An attempt costs c, being matched brings b: it pays when the rate expected is at least c / b. A public
hand can move that threshold. Sources: M. Granovetter (1978) for thresholds; D. Evans and R. Schmalensee
(2010) for the two states. The distribution of costs is an assumption, not data.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from mooc_tool.engine.arrays import Real
from mooc_tool.engine.draw import Draw


@dataclass(frozen=True, slots=True)
class Levers:
    """What is paid.

    ``incentive`` per match, ``availability`` per attempt, ``guarantee`` to whom finds nobody, in euros.

    ``weeks``: for how many weeks; None for good.
    """

    incentive: float = 0.0
    availability: float = 0.0
    guarantee: float = 0.0
    weeks: int | None = None

    def __post_init__(self) -> None:
        for name in ("incentive", "availability", "guarantee"):
            if not 0 <= getattr(self, name) < np.inf:
                raise ValueError(f"{name} must be at least 0, not {getattr(self, name)}")
        if self.weeks is not None and self.weeks < 0:
            raise ValueError(f"weeks must be at least 0, not {self.weeks}")

    def in_week(self, week: int) -> "Levers":
        """What is still paid in this week, the first being 0."""
        return self if self.weeks is None or week < self.weeks else Levers()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """``cost`` of an attempt in euros, normal with standard deviation ``spread``; ``benefit`` of a match.

    ``own``: weight of one's own record in what one expects, the rest being the rate around. ``memory``:
    weight of the past week in both. ``join``, ``leave``: the chance in a week that someone convinced
    comes, or disappointed goes. ``trial``: the chance of a try without reason.
    """

    cost: float = 1.15
    spread: float = 0.15
    benefit: float = 2.0
    own: float = 0.3
    memory: float = 0.25
    join: float = 0.15
    leave: float = 0.35
    trial: float = 0.001

    def __post_init__(self) -> None:
        for name in ("spread", "benefit"):
            if not 0 < getattr(self, name) < np.inf:
                raise ValueError(f"{name} must be above 0, not {getattr(self, name)}")
        for name in ("own", "memory", "join", "leave", "trial"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be within 0 and 1, not {getattr(self, name)}")

    def costs(self, draw: Draw, count: int) -> Real:
        """The private cost of each of ``count`` people."""
        uniform = (draw.words(count) >> np.uint64(12)).astype(np.float64) * 2.0**-52 + 2.0**-53
        costs: Real = self.cost + self.spread * np.round(ndtri(uniform), 9)
        return costs

    def threshold(self, cost: Real, levers: Levers) -> Real:
        """The least rate at which an attempt pays. ValueError if failing pays as well as being matched."""
        gain = self.benefit + levers.incentive - levers.guarantee
        if gain <= 0:
            raise ValueError(f"a guarantee of {levers.guarantee} is no less than what a match brings")
        least: Real = (cost - levers.availability - levers.guarantee) / gain
        return least

    def convinced(self, rate: float, levers: Levers) -> float:
        """Share of the people for whom an attempt pays at this rate."""
        gain = self.benefit + levers.incentive - levers.guarantee
        worth = rate * gain + levers.availability + levers.guarantee
        return float(ndtr((worth - self.cost) / self.spread))
