"""Markets that live: agents arrive, wait and leave; when should they be matched?

Sources: M. Akbarpour, S. Li and S. Oveis Gharan, « Thickness and information in dynamic matching markets
», J. Political Economy 128 (2020); I. Ashlagi, M. Burq, P. Jaillet and V. Manshadi, « On matching and
thickness in heterogeneous dynamic markets », Operations Research 67 (2019), for easy and hard agents.
The unit of time is an agent's mean life.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from scipy.optimize import brentq

from mooc_tool.engine.arrays import Int32, Int64, Real
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.dynamic import AT_ONCE, BATCH, LEAVING_FIRST, PATIENT, live
from mooc_tool.engine.matching.arrivals import exponential

Kind = Literal["at-once", "patient", "leaving-first", "batch"]
_NUMBER: dict[Kind, int] = {
    "at-once": AT_ONCE,
    "patient": PATIENT,
    "leaving-first": LEAVING_FIRST,
    "batch": BATCH,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """When agents are matched, each with anyone who suits.

    ``at-once``: on arrival. ``leaving-first``: on arrival, with whoever leaves soonest. ``patient``: at
    the moment of leaving, which must be known. ``batch``: all together every ``period``.
    """

    kind: Kind
    period: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in _NUMBER:
            raise ValueError(f"a policy is one of {', '.join(_NUMBER)}, not {self.kind}")
        if self.kind == "batch" and not 0 < self.period < np.inf:
            raise ValueError(f"the period of a batch must be above 0, not {self.period}")


@dataclass(frozen=True, slots=True)
class DynamicMarket:
    """``rate``: arrivals in a mean life. ``density``: how many of that many suit an agent, on average.

    A share ``hard`` of agents suits fewer: ``hard_density`` of that many easy ones, and fewer hard ones
    in the same proportion.

    Lives are the mean of ``stages`` exponentials: the more stages, the more alike (Erlang).
    """

    rate: float
    density: float
    hard: float = 0.0
    hard_density: float = 0.0
    stages: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.rate < np.inf:
            raise ValueError(f"rate must be above 0, not {self.rate}")
        for name in ("density", "hard_density"):
            if not 0 <= getattr(self, name) <= self.rate:
                raise ValueError(
                    f"{name} must be within 0 and the rate {self.rate}, not {getattr(self, name)}"
                )
        if self.hard_density > self.density:
            raise ValueError(f"hard_density {self.hard_density} is above density {self.density}")
        if not 0 <= self.hard <= 1:
            raise ValueError(f"hard must be a share within 0 and 1, not {self.hard}")
        if self.stages < 1:
            raise ValueError(f"stages must be at least 1, not {self.stages}")

    @property
    def chances(self) -> tuple[float, float, float]:
        """The chance that two agents suit: two easy, easy and hard, two hard."""
        easy, mixed = self.density / self.rate, self.hard_density / self.rate
        return easy, mixed, mixed * mixed / easy if easy > 0 else 0.0

    def stream(self, draw: Draw, arrivals: int) -> "Stream":
        """Arrivals and departures, to be lived through under one policy after another."""
        if arrivals < 1:
            raise ValueError(f"a stream has at least 1 arrival, not {arrivals}")
        return self.stream_at(draw, np.cumsum(exponential(draw.fork("arrivals"), arrivals) / self.rate))

    def stream_at(self, draw: Draw, come: Real) -> "Stream":
        """The same for arrivals at these times, ascending; see ``Mornings``."""
        arrivals = len(come)
        if arrivals < 1 or (np.diff(come) < 0).any():
            raise ValueError("a stream has at least 1 arrival, and times of arrival ascend")
        lives = draw.fork("lives")
        streams = [lives, *(lives.fork(f"{stage}") for stage in range(1, self.stages))]
        stay = sum((exponential(each, arrivals) for each in streams), np.zeros(arrivals)) / self.stages
        hard = draw.fork("kinds").reals(arrivals) < self.hard
        noise = draw.fork("looks").reals(2 * arrivals + 1)
        return Stream(np.vstack((come, come + stay)), hard.astype(np.int32), noise)

    def run(self, stream: "Stream", policy: Policy) -> "Outcome":
        """What becomes of the stream under the policy, up to the last arrival."""
        arrivals = stream.time.shape[1]
        who = np.full((2, arrivals), -1, np.int32)
        who[0] = stream.hard
        pool = np.empty((4, arrivals), np.int32)
        count, clock = np.zeros(6, np.int64), np.zeros(3)
        number = _NUMBER[policy.kind]
        none = self._none(arrivals)
        live(number, policy.period, stream.leaving, stream.time, who, stream.noise, none, pool, count, clock)
        waiting, matched, lost = int(count[:3].sum()), int(count[3]), int(count[4])
        mean_wait = float(clock[2] / matched) if matched else 0.0
        return Outcome(arrivals, matched, lost, waiting, mean_wait, float(clock[1] / clock[0]))

    def _none(self, arrivals: int) -> Real:
        """Chances that none of k others suits, as far as they differ from 0."""
        least = min((chance for chance in self.chances if chance > 0), default=1.0)
        length = int(min(arrivals, 40 / least)) + 1
        table = np.empty((3, length))
        for row, chance in zip(table, self.chances, strict=True):
            row[:] = np.cumprod(np.concatenate(([1.0], np.full(length - 1, 1 - chance))))
        return table


@dataclass(frozen=True, eq=False)
class Stream:
    """``time[0]``: arrivals, ``time[1]``: departures; ``hard``: 1 for hard agents; ``noise``.

    What chance will say.

    The same stream under two policies shares all of it (common random numbers): differences are due to
    the policy.
    """

    time: Real
    hard: Int32
    noise: Real

    @cached_property
    def leaving(self) -> Int64:
        """The agents in the order of their departures."""
        return np.argsort(self.time[1])


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every arrival was ``matched``, ``lost`` or is still ``waiting``.

    ``mean_wait``: of the matched, in mean lives.

    ``thickness``: agents present, on average over time.
    """

    arrivals: int
    matched: int
    lost: int
    waiting: int
    mean_wait: float
    thickness: float

    @property
    def lost_share(self) -> float:
        """Share of the agents who have left that left alone."""
        return self.lost / (self.lost + self.matched) if self.lost + self.matched else 0.0


def at_once_loss(density: float) -> float:
    """Share lost in a large market matched at once: x = 2 exp(-d x) - 1 (mean field)."""
    return float(brentq(lambda x: 2 * np.exp(-_positive(density) * x) - 1 - x, 0, 1))


def patient_loss(density: float) -> float:
    """Share lost when agents are matched as they leave.

    X exp(-d x), where x (2 - exp(-d x)) = 1 (mean field).
    """
    x = brentq(lambda x: x * (2 - np.exp(-_positive(density) * x)) - 1, 0, 1)
    return float(x * np.exp(-density * x))


def _positive(density: float) -> float:
    if not density > 0:
        raise ValueError(f"density must be above 0, not {density}")
    return density
