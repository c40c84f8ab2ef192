"""Critical mass from tables, in whole numbers: many services side by side, week after week, at once.

The mean field of ``critical_mass`` without its luck. What a service finds is read from a table of matches,
made once by the matching engine; people differ by the rate of being matched from which an attempt pays for
them. Whole-number arithmetic throughout: the same figures on every machine, for good. Sources: as
``behaviour`` and ``critical_mass``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from mooc_tool.engine.adoption.behaviour import Behaviour, Levers
from mooc_tool.engine.arrays import Int64, Real
from mooc_tool.engine.kernels.build import runs_compiled
from mooc_tool.engine.kernels.tabulated import pass_week

CLASSES = 40
"""Groups of equal size, from those whom little convinces to those whom nothing does."""
_QUANTILES: Real = np.round(ndtri((np.arange(CLASSES) + 0.5) / CLASSES), 3)
_MILLI = 1000


@dataclass(frozen=True, slots=True)
class Habits:
    """Chances in a week, in thousandths.

    ``join``: that somebody absent and convinced comes; ``leave``: that somebody present and disappointed
    goes; ``trial``: that somebody absent tries without reason.
    """

    join: int = 100
    leave: int = 250
    trial: int = 0

    def __post_init__(self) -> None:
        for name in ("join", "leave", "trial"):
            if not 0 <= getattr(self, name) <= _MILLI:
                raise ValueError(f"{name} must be within 0 and 1000 thousandths, not {getattr(self, name)}")


def rate_thresholds(behaviour: Behaviour, levers: Levers | None = None) -> Int64:
    """For each class the least match rate at which an attempt pays, in thousandths, ascending.

    Shape (CLASSES,).
    """
    costs: Real = behaviour.cost + behaviour.spread * _QUANTILES
    least = behaviour.threshold(costs, levers if levers is not None else Levers())
    return np.floor(_MILLI * least + 0.5).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Course:
    """Week by week, in thousandths of a person, shape (services, weeks): who was present, who was matched.

    Drivers and passengers both count. ``end``: (services, CLASSES), present after the last week.
    """

    present: Int64
    matched: Int64
    end: Int64


@dataclass(frozen=True, eq=False)
class Services:
    """n services, each with its own people. Make them with :meth:`of`.

    ``rates``: (n, points), in thousandths the share of those present who are matched when 0, ``step``,
    2 ``step``... people are present: straight in between, and the last beyond. ``step``, ``ready``: (n,),
    people; ``ready`` are all who might ever come. ``thresholds``: (n, CLASSES), thousandths.
    """

    rates: Int64
    step: Int64
    ready: Int64
    thresholds: Int64

    @classmethod
    def of(cls, rates: Int64, step: Int64, ready: Int64, thresholds: Int64) -> "Services":
        """One set of thresholds, shape (CLASSES,), may stand for every service.

        ValueError when shapes do not fit.
        """
        table = np.array(rates, np.int64, order="C")
        if table.ndim != 2 or table.shape[1] < 2:
            raise ValueError(
                f"rates must be one row a service, of 2 points at least: their shape is {table.shape}"
            )
        count = len(table)
        steps, people = np.array(step, np.int64), np.array(ready, np.int64)
        if steps.shape != (count,) or people.shape != (count,) or (steps < 1).any() or (people < 0).any():
            raise ValueError(f"{count} services need as many steps, of at least 1, and numbers of people")
        return cls(table, steps, people, np.broadcast_to(thresholds, (count, CLASSES)).copy())

    def __len__(self) -> int:
        return len(self.ready)

    def repeated(self, times: int) -> "Services":
        """Each service ``times`` times, one after the other, to try several starts at once."""
        columns = (self.rates, self.step, self.ready, self.thresholds)
        return Services(*(np.repeat(column, times, axis=0) for column in columns))

    def start(self, recruits: Int64) -> Int64:
        """So many people present, of every class alike: (n, CLASSES) in thousandths of a person.

        ValueError for more recruits than there are people.
        """
        first = np.asarray(recruits, np.int64)
        wrong = np.flatnonzero((first < 0) | (first > self.ready))
        if wrong.size:
            one = wrong[0]
            raise ValueError(f"service {one}: {first[one]} recruits among {self.ready[one]} people")
        return np.repeat(first[:, None] * (_MILLI // CLASSES), CLASSES, axis=1)

    def rate(self, present: Int64) -> Int64:
        """In thousandths, the share matched of so many present, in thousandths of a person, shape (n,)."""
        step = self.step * _MILLI
        point = np.minimum(present // step, self.rates.shape[1] - 2)
        rows = np.arange(len(self))
        low, high = self.rates[rows, point], self.rates[rows, point + 1]
        beyond = np.minimum(present - point * step, step)
        share: Int64 = low + (high - low) * beyond // step
        return share

    def week(self, present: Int64, habits: Habits) -> tuple[Int64, Int64]:
        """One week: who is present after it, (n, CLASSES), and who was matched in it, (n,)."""
        room = self.ready * (_MILLI // CLASSES)
        if runs_compiled():
            after, matched = present.copy(), np.empty(len(self), np.int64)
            chances = np.array((habits.join, habits.leave, habits.trial), np.int64)
            pass_week(self.rates, self.step, room, self.thresholds, chances, after, matched)
            return after, matched
        there = present.sum(axis=1)
        rate = self.rate(there)
        absent = room[:, None] - present
        pays = rate[:, None] >= self.thresholds
        come = absent * np.where(pays, habits.join, habits.trial) // _MILLI
        go = np.where(pays, 0, present * habits.leave // _MILLI)
        return present + come - go, there * rate // _MILLI

    def run(self, recruits: Int64, weeks: int, habits: Habits | None = None) -> Course:
        """From so many recruits each, week after week. ValueError for less than one week."""
        if weeks < 1:
            raise ValueError(f"a course takes at least 1 week, not {weeks}")
        here = self.start(recruits)
        seen = np.zeros((2, len(self), weeks), np.int64)
        for week in range(weeks):
            seen[0, :, week] = here.sum(axis=1)
            here, seen[1, :, week] = self.week(here, habits or Habits())
        return Course(seen[0], seen[1], here)

    def critical_masses(self, weeks: int, habits: Habits | None = None) -> tuple[int | None, ...]:
        """For each service the fewest recruits from which it lives; None where no number does.

        A service lives when after ``weeks`` at least half of those are present who would be if everybody
        had been recruited, provided that these are a tenth of all. Found by halving.
        """
        full = self.run(self.ready, weeks, habits).end.sum(axis=1)
        low, high = np.zeros(len(self), np.int64), self.ready.copy()
        while (high - low > 1).any():
            middle = (low + high) // 2
            lives = 2 * self.run(middle, weeks, habits).end.sum(axis=1) >= full
            low, high = np.where(lives, low, middle), np.where(lives, middle, high)
        possible = full * 10 >= self.ready * _MILLI
        return tuple(
            int(least) if can else None for least, can in zip(high.tolist(), possible.tolist(), strict=True)
        )


def side_by_side(parts: Sequence[Services]) -> Services:
    """Several lots of services as one, in their order. ValueError for tables of different lengths."""
    columns = ("rates", "step", "ready", "thresholds")
    return Services(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))
