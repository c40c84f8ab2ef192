"""What a strategy leads to, week after week, in many futures at once: the engine's adoption from tables of
real matches, with the money that this exercise counts.

Whole numbers throughout. People and trips are in thousandths, money in cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from mooc_tool.engine.adoption import behaviour as adoption
from mooc_tool.engine.adoption.tabulated import CLASSES, Habits, Services, rate_thresholds
from mooc_tool.engine.arrays import Int64
from mooc_tool.exercises.communities import STEP, Flexibility
from mooc_tool.exercises.kinds.launch_the_service.forms import NOWHERE, Levers, Question

HALF_YEAR, YEAR, TWO_YEARS = 26, 52, 104
HABITS = Habits(join=100, leave=250, trial=1)
BENEFIT = 200  # cents that a trip found is worth to whoever shares it
ASKS = (
    3  # passengers' trips a week asked for by each person present: half of them ask, on three days, both ways
)
LONGEST = 1 + 400 // STEP  # points of a table of rates
RECRUIT = 10_000  # cents for each person won
POINTS = 800_000  # cents for a community's meeting points
OVERHEAD = 12_000  # cents a week for each community that runs
TAXI = 200  # cents for each request not served, where return is guaranteed: one in ten takes a taxi
RETURN = 30  # cents that a guarantee of return is worth to whoever finds nobody
WARMTH, HALF_WARM = 30, 20_000  # animation is worth up to 30 cents an attempt, half of it at 200 euros a week
WHOLE_COUNTS = 4  # communities among which animation is divided when the whole territory is open
SPILL = 8  # of those present elsewhere, one in so many comes along to what opens


class Paid(NamedTuple):
    """What levers are to one person: cents of aid a trip, cents an attempt that animation is worth."""

    aid: int
    warmth: int
    guarantee: bool


NOTHING_PAID = Paid(aid=0, warmth=0, guarantee=False)


@dataclass(frozen=True)
class Period:
    """From ``week`` on: people won in each slot, the slots that run, what is paid."""

    week: int
    recruits: tuple[int, ...]
    running: tuple[bool, ...]
    levers: Levers


@dataclass(frozen=True)
class Script:
    """A strategy as it is played: the place of each slot (-1 for none), and what changes when."""

    places: tuple[int, ...]
    eased: tuple[bool, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, eq=False)
class History:
    """Shape (scripts, futures, slots, weeks): who was present, and passengers' trips, in thousandths.

    ``spent``: (scripts, futures, weeks), cents in each week; ``broke``: (scripts, futures), the week in which
    the money ended, or the number of weeks.
    """

    present: Int64
    trips: Int64
    spent: Int64
    broke: Int64


def simulate(question: Question, scripts: Sequence[Script], futures: Sequence[int], weeks: int) -> History:
    """Every script in each of these futures. Scripts have as many slots and periods as one another."""
    return _Play(question, scripts, futures, weeks).history()


class _Play:
    """Rows are scripts x futures x slots."""

    def __init__(
        self, question: Question, scripts: Sequence[Script], futures: Sequence[int], weeks: int
    ) -> None:
        self.question, self.scripts, self.weeks = question, scripts, weeks
        self.shape = (len(scripts), len(futures), len(scripts[0].places))
        self.place = self._rows([script.places for script in scripts])
        shifts = np.array([question.futures[future] for future in futures], np.int64)
        future = np.tile(np.repeat(np.arange(len(futures)), self.shape[2]), len(scripts))
        self.costs = question.attitude.cost + shifts[future, self.place]
        eased = self._rows([script.eased for script in scripts])
        places = question.places
        rates = np.array([_table(place.community.rates) for place in places])[self.place, eased]
        ready = np.array([place.community.sketch.ready for place in places])[self.place]
        ready = np.where(self.place == NOWHERE, 0, ready)
        self.services = Services.of(rates, np.full(len(ready), STEP), ready, np.zeros(CLASSES, np.int64))
        self.here = np.zeros((len(ready), CLASSES), np.int64)
        self.prices = np.zeros((4, len(scripts), 1), np.int64)
        self.broke = np.full(self.shape[:2], weeks)
        self.spent = np.zeros((*self.shape[:2], weeks), np.int64)

    def history(self) -> History:
        present = np.zeros((len(self.place), self.weeks), np.int64)
        trips = np.zeros_like(present)
        changes = {period.week for period in self.scripts[0].periods}
        event = self.question.event
        paid: list[Paid] = []
        total = np.zeros(self.shape[:2], np.int64)
        for week in range(self.weeks):
            if week in changes:
                current = [next(p for p in script.periods if p.week == week) for script in self.scripts]
                paid = [_paid(self.question, *each) for each in zip(self.scripts, current, strict=True)]
                self._begin(current, week, total)
            if week == event.week and event.name == "employer":
                self._employer_leaves()
            if week in changes or week in (event.week, event.week + event.weeks) or self._new_broke(week):
                self.services = self._services(paid, week)
            present[:, week] = self.here.sum(axis=1)
            self.here, matched = self.services.week(self.here, HABITS)
            trips[:, week] = matched * ASKS
            total += self._pay(present[:, week] * ASKS, trips[:, week], week)
            self.broke = np.where((total > self.question.budget) & (self.broke > week), week, self.broke)
        full = (*self.shape, self.weeks)
        return History(present.reshape(full), trips.reshape(full), self.spent, self.broke)

    def _rows(self, columns: Sequence[Sequence[int]]) -> Int64:
        """One number a slot of each script, for every future."""
        return np.repeat(np.array(columns, np.int64)[:, None, :], self.shape[1], axis=1).reshape(-1)

    def _new_broke(self, week: int) -> bool:
        return bool((self.broke == week - 1).any())

    def _begin(self, current: Sequence[Period], week: int, total: Int64) -> None:
        """Places close and open; people are won, at a cost, where the money has not ended."""
        self.prices = _prices(current)
        running = self._rows([period.running for period in current]).astype(bool)
        here = np.where(running[:, None], self.here, 0)
        rich = np.repeat(self.broke.reshape(-1) >= week, self.shape[2])
        won = np.where(rich & running, self._rows([period.recruits for period in current]), 0)
        cost = won * RECRUIT
        if week == 0:
            cost = cost + self._rows([script.eased for script in self.scripts]) * POINTS
        if week == YEAR:
            before = here.sum(axis=1).reshape(self.shape).sum(axis=2)
            opened = running & (self.here.sum(axis=1) == 0)
            spill = np.repeat(before.reshape(-1) // (SPILL * 1000), self.shape[2])
            won = won + np.where(opened, spill, 0)
        absent = self.services.ready[:, None] * (1000 // CLASSES) - here
        self.here = here + np.minimum(won[:, None] * (1000 // CLASSES), absent)
        paid = cost.reshape(self.shape).sum(axis=2)
        self.spent[:, :, week] += paid
        total += paid

    def _employer_leaves(self) -> None:
        hit, size = self.place == self.question.event.place, self.question.event.size
        ready = np.where(hit, self.services.ready * size // 1000, self.services.ready)
        kept = self.services
        self.services = Services(kept.rates, kept.step, ready, kept.thresholds)
        self.here = np.where(hit[:, None], self.here * size // 1000, self.here)

    def _services(self, paid: Sequence[Paid], week: int) -> Services:
        """As they are from this week on: what is paid and what has happened decide who is convinced."""
        attitude, kept = self.question.attitude, self.services
        ways = list(dict.fromkeys((NOTHING_PAID, *paid)))
        way = np.where(self.broke < week, 0, np.array([[ways.index(each)] for each in paid]))
        costs = self.costs + _event_shift(self.question, week)
        cases, which = np.unique(
            costs * len(ways) + np.repeat(way.reshape(-1), self.shape[2]), return_inverse=True
        )
        found = [
            _thresholds(case // len(ways), attitude.spread, ways[case % len(ways)]) for case in cases.tolist()
        ]
        return Services(kept.rates, kept.step, kept.ready, np.array(found)[which])

    def _pay(self, asked: Int64, served: Int64, week: int) -> Int64:
        """What the week costs each script in each future."""
        trips = served.reshape(self.shape).sum(axis=2)
        failed = asked.reshape(self.shape).sum(axis=2) - trips
        paid = trips * self.prices[0] // 1000 + failed * self.prices[1] // 1000 + self.prices[2]
        cost: Int64 = np.where(self.broke >= week, paid, 0) + self.prices[3]
        self.spent[:, :, week] += cost
        return cost


def _prices(current: Sequence[Period]) -> Int64:
    """Cents for a trip, for a request not served, for animation and for running; (4, scripts, 1)."""
    rows = [
        (one.levers.aid, TAXI * one.levers.guarantee, one.levers.animation, OVERHEAD * sum(one.running))
        for one in current
    ]
    return np.array(rows, np.int64).T[:, :, None]


def _table(rates: Mapping[Flexibility, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Without and with meeting points, up to as many people as any table goes."""
    return [(*table, *[table[-1]] * (LONGEST - len(table))) for table in (rates["none"], rates["meeting"])]


def _paid(question: Question, script: Script, period: Period) -> Paid:
    """What people in a place that runs feel of a period's levers."""
    whole = len(question.places) - 1
    running = [place for place, runs in zip(script.places, period.running, strict=True) if runs]
    among = max(1, sum(WHOLE_COUNTS if place == whole else 1 for place in running))
    each = period.levers.animation // among
    return Paid(period.levers.aid, WARMTH * each // (each + HALF_WARM), period.levers.guarantee)


def _event_shift(question: Question, week: int) -> int:
    event = question.event
    happens = event.week <= week < event.week + event.weeks and event.name != "employer"
    return -event.size if happens else 0


@lru_cache(maxsize=4096)
def _thresholds(cost: int, spread: int, paid: Paid) -> Int64:
    """The engine's, of cents: the aid goes to the driver, so that on average each has half of it."""
    behaviour = adoption.Behaviour(cost=cost / 100, spread=spread / 100, benefit=BENEFIT / 100)
    levers = adoption.Levers(
        incentive=paid.aid / 200,
        availability=paid.warmth / 100,
        guarantee=RETURN / 100 if paid.guarantee else 0.0,
    )
    return rate_thresholds(behaviour, levers)
