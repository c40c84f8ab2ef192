"""Rules that pay for car-pooled trips, and where their money goes: what several exercises share.

A rule pays for passenger trips by distance, within caps. What comes of it is followed month by month on a
demand in distance bands: who hears of the service (animation and word of mouth), for whom an attempt pays (a
cost that differs between people, as in ``engine.adoption.behaviour``), who would have shared a car anyway,
who leaves a bus, who cheats, who arranges things directly once a partner is found (fact F-138). All in whole
numbers, for many rules at once. A teaching model: its demand is invented.
"""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from mooc_tool.engine.adoption.tabulated import CLASSES
from mooc_tool.engine.arrays import Int64
from mooc_tool.exercises.communities import Attitude
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.operators import OPERATORS, Operators, Second, fee, paired, reached

Proof = Literal["B", "C"]
"""Classes of the register of proof: one occupant's trip is proved, or everybody's (fact F-121)."""
Stop = Literal["none", "halve", "six"]
"""When to pay less: never; half as much once half of the money is spent; no more after six months."""
PROOFS: tuple[Proof, ...] = get_args(Proof)
STOPS: tuple[Stop, ...] = get_args(Stop)

MONTHS = 12
DAYS = 21
"""Working days in a month."""
REGULAR = 36
"""Trips in a month of somebody who shares a car nearly every day."""
PURSES = ("extra", "bus", "anyway", "fraud", "animation")
"""Where money goes: trips that take a car off the road; that take somebody off a bus or the pavement; that
were shared before; that never were; people who make the service known."""
_NO_CAP = 10**9


class Rule(Form):
    """An incentive. Amounts in cents.

    From ``min_km`` to ``max_km`` a passenger trip pays ``base``, and beyond ``far_km`` ``per_km`` for each
    kilometre of the trip where that is more, never above ``cap_trip``. ``cap_month``: of one driver, 0 for
    none. ``trips_a_day``: of one driver that are paid. ``passenger``: what the passenger pays of it.
    ``animation``: per cent of the budget.
    """

    min_km: int = 2
    max_km: int = 80
    base: int = 200
    per_km: int = 0
    far_km: int = 20
    cap_trip: int = 400
    cap_month: int = 0
    trips_a_day: int = 6
    proof: Proof = "B"
    passenger: int = 0
    animation: int = 0
    stop: Stop = "none"
    operators: Operators = "both"

    def pays(self, km: int) -> int:
        """Cents for a passenger trip of so many kilometres."""
        return int(_pays(columns([self]), np.array([km]))[0, 0])


GENEROUS = Rule()
"""Two euros from two kilometres on and no cap, as in 2021 (fact F-136)."""


class Band(Form):
    """Demand for trips of about so many kilometres; numbers are passenger trips a month.

    ``open_to``: that could be shared; ``anyway``: that are shared already; ``soft``: per cent of new
    passengers who came by bus, by bicycle or on foot.
    """

    km: int
    open_to: int
    anyway: int
    soft: int


class Demand(Form):
    """A year of a territory.

    ``budget``: cents. ``rebound``: per cent of kilometres avoided that come back as other trips. ``cheats``:
    drivers ready to declare false trips. ``half_full``: trips a month in a band from which half of attempts
    succeed.
    ``heard``: per mille of people who hear of the service in a month without animation.
    ``leaves``: per cent of regulars who arrange directly in a month, still sharing, no longer paid.
    ``second``: the second operator, if there is one.
    """

    bands: tuple[Band, ...]
    attitude: Attitude
    budget: int
    rebound: int
    cheats: int
    half_full: int
    heard: int = 30
    leaves: int = 15
    second: Second = Second()


class Year(Form):
    """What came of a rule. Cents, trips and car kilometres of twelve months.

    ``avoided``: kilometres of car avoided, net of buses and rebound. ``spent``: by the names of PURSES.
    ``months``: {trips, spent, avoided} of each month. ``ends``: the month, from 1, in which the money ends;
    0 if it lasts.
    """

    avoided: int
    spent: dict[str, int]
    trips: dict[str, int]
    months: tuple[dict[str, int], ...]
    ends: int


Columns = dict[str, Int64]


def columns(rules: Sequence[Rule]) -> Columns:
    """Rules as columns of whole numbers, shape (rules, 1)."""
    numbers = {
        name: [getattr(rule, name) for rule in rules]
        for name in Rule.model_fields
        if name not in ("proof", "stop", "operators")
    }
    numbers["strict"] = [int(rule.proof == "C") for rule in rules]
    numbers["stop"] = [STOPS.index(rule.stop) for rule in rules]
    numbers["way"] = [OPERATORS.index(rule.operators) for rule in rules]
    return {name: np.array(values, np.int64)[:, None] for name, values in numbers.items()}


def year(rule: Rule, demand: Demand) -> Year:
    """What comes of one rule."""
    run = _Run(columns([rule]), demand)
    run.through()
    spent = {name: int(run.spent[name].sum()) for name in PURSES}
    trips = {
        name: int(run.trips[name].sum()) // 1000 for name in ("extra", "bus", "anyway", "fraud", "direct")
    }
    months = tuple(
        {name: int(values[0, month]) for name, values in run.by_month.items()} for month in range(MONTHS)
    )
    ends = int(run.ends[0, 0])
    return Year(avoided=int(run.avoided[0, 0]), spent=spent, trips=trips, months=months, ends=ends)


def avoided(rules: Sequence[Rule], demand: Demand) -> list[int]:
    """The car kilometres that each rule avoids in twelve months."""
    run = _Run(columns(rules), demand)
    run.through()
    kilometres: list[int] = run.avoided[:, 0].tolist()
    return kilometres


def _pays(rules: Columns, km: Int64) -> Int64:
    """Cents for a trip, shape (rules, bands)."""
    far = np.where(km > rules["far_km"], rules["per_km"] * km, 0)
    amount = np.minimum(np.maximum(rules["base"], far), rules["cap_trip"])
    paid: Int64 = np.where((km >= rules["min_km"]) & (km <= rules["max_km"]), amount, 0)
    return paid


class _Run:
    """Twelve months of many rules, shape (rules, bands) or (rules, 1); trips in thousandths, pay in cents."""

    HASSLE = 6  # cents that proving every identity costs a pair, as people feel it
    TRICKED = (100, 8)  # per cent of false trips that get through, by class of proof
    TEMPTED = 10_000  # cents a month for which half of the cheats cheat
    REACHED = (120, 150)  # per mille reached by animation at the most; cents a head for half of that
    WORD = 150  # per mille who hear of it in a month when all others share cars
    MOVES = 300  # per mille of the way from what is to what would be, in a month
    FORGETS = 50  # per mille of those who share directly that stop in a month
    FREE = 125  # cents asked of a passenger for which nobody would ride along
    PAID_SHARE = np.array([0, 450, 850, 900, 1000])  # of honest trips, per mille, by trips paid a day

    def __init__(self, rules: Columns, demand: Demand) -> None:
        self.rules, self.demand = rules, demand
        self.km, self.open_to, self.anyway, self.soft = (
            np.array([getattr(band, name) for band in demand.bands], np.int64)
            for name in ("km", "open_to", "anyway", "soft")
        )
        self.full = _pays(rules, self.km)
        cap = np.where(rules["cap_month"] > 0, rules["cap_month"] // REGULAR, _NO_CAP)
        self.regular = np.minimum(self.full, cap)
        self.purse = demand.budget * (100 - rules["animation"]) // 100
        self.monthly = demand.budget * rules["animation"] // 100 // MONTHS
        self.costs = _cents(demand.attitude)
        self.reached, self.fee = reached(rules["way"], demand.second), fee(rules["way"], demand.second)
        count = len(rules["base"])
        self.left, self.known, self.ends, self.avoided = (
            self.purse.copy(), *(np.zeros((count, 1), np.int64) for _ in range(3))
        )  # fmt: skip
        self.active, self.direct = (np.zeros((count, len(self.km)), np.int64) for _ in range(2))
        self.spent = {name: np.zeros((count, 1), np.int64) for name in PURSES}
        self.trips = {name: np.zeros((count, 1), np.int64) for name in (*PURSES[:4], "direct")}
        self.by_month = {name: np.zeros((count, MONTHS), np.int64) for name in ("trips", "spent", "avoided")}

    def through(self) -> None:
        for month in range(MONTHS):
            paid = self._per_cent_paid(month)
            shared = self._known_and_paid(paid)
            self._take_up(self.regular * paid // 100, shared)
            self._book(month, paid, shared)

    def _per_cent_paid(self, month: int) -> Int64:
        stop = self.rules["stop"]
        half_gone = 2 * self.left <= self.purse
        paid = np.where((stop == STOPS.index("halve")) & half_gone, 50, 100)
        over = (self.ends > 0) | ((stop == STOPS.index("six")) & (month >= MONTHS // 2))
        return np.where(over, 0, paid)

    def _known_and_paid(self, paid: Int64) -> Int64:
        """People hear of the service; those who shared before register what pays, as far as they know."""
        people = max(int(self.open_to.sum()) // REGULAR, 1)
        most, half = self.REACHED
        head = self.monthly // people
        told = self.active.sum(axis=1, keepdims=True) // max(int(self.open_to.sum()), 1)
        heard = self.demand.heard + most * head // (head + half) + self.WORD * told // 1000
        self.known += (1000 - self.known) * heard // 1000
        registers = self.known * np.where(self.rules["strict"] == 1, 85, 100) // 100
        here = self.anyway * self.reached // 1000
        shared: Int64 = np.where(self.regular * paid > 0, here * registers, 0)
        return shared

    def _take_up(self, pay: Int64, shared: Int64) -> None:
        """New trips come near what pays at the present chance of being matched; regulars go on directly."""
        thick = self.active + shared  # in each band: who goes far does not help who goes next door
        rate = paired(self.rules["way"], self.demand.second, thick, self.demand.half_full)
        benefit = self.demand.attitude.benefit * (self.km + 20) // 30
        worth = rate * (benefit + pay - self.HASSLE * self.rules["strict"]) // 1000
        convinced = np.searchsorted(self.costs, worth, side="right") * 1000 // CLASSES
        rides = 1000 * np.maximum(self.FREE - self.rules["passenger"], 0) // self.FREE
        would = self.open_to * self.reached // 1000 * self.known * convinced // 1000 * rides // 1000
        self.active += (np.maximum(would - self.direct, 0) - self.active) * self.MOVES // 1000
        leave = self.active * self.demand.leaves // 100
        self.active -= leave
        self.direct += leave - self.direct * self.FORGETS // 1000

    def _book(self, month: int, paid: Int64, shared: Int64) -> None:
        """What is paid to whom, as far as the money goes, and what it avoids."""
        honest = self.PAID_SHARE[np.minimum(self.rules["trips_a_day"], 4)]
        pays = np.maximum(self.regular * paid // 100 - self.rules["passenger"], 0)
        pays = (pays + np.where(self.regular * paid > 0, self.fee, 0)) * honest // 1000
        bus = self.active * self.soft // 100
        false, taken = self._fraud(paid)
        wanted = {
            "extra": ((self.active - bus) * pays // 1000).sum(axis=1, keepdims=True),
            "bus": (bus * pays // 1000).sum(axis=1, keepdims=True),
            "anyway": (shared * pays // 1000).sum(axis=1, keepdims=True),
            "fraud": taken,
        }
        total = np.asarray(sum(wanted.values()))
        given = np.minimum(total, self.left)
        for name, cents in wanted.items():
            self.spent[name] += cents * given // np.maximum(total, 1)
        self.spent["animation"] += self.monthly
        self.left = self.left - given
        self.ends = np.where((total > given) & (self.ends == 0), month + 1, self.ends)
        made = {
            "extra": self.active - bus,
            "bus": bus,
            "anyway": shared,
            "fraud": false,
            "direct": self.direct,
        }
        for name, trips in made.items():
            self.trips[name] += trips.sum(axis=1, keepdims=True)
        gross = (self.active + self.direct) * self.km * (100 - self.soft) // 100
        net = gross.sum(axis=1, keepdims=True) * (100 - self.demand.rebound) // 100 // 1000
        self.avoided += net
        self.by_month["trips"][:, month] = (self.active + shared).sum(axis=1) // 1000
        self.by_month["spent"][:, month] = (given + self.monthly)[:, 0]
        self.by_month["avoided"][:, month] = net[:, 0]

    def _fraud(self, paid: Int64) -> tuple[Int64, Int64]:
        """False trips, in thousandths, and the cents that they take: what caps and proof let through."""
        best = self.full.max(axis=1, keepdims=True) * paid // 100
        best = np.maximum(best - self.rules["passenger"], 0)  # who cheats together pays nothing to each other
        times = self.rules["trips_a_day"] * DAYS
        cap = np.where(self.rules["cap_month"] > 0, self.rules["cap_month"], _NO_CAP)
        takes = np.minimum(best * times, cap) * np.array(self.TRICKED)[self.rules["strict"]] // 100
        cheats = self.demand.cheats * self.known * takes // (takes + self.TEMPTED)  # thousandths of a person
        taken = cheats * takes // 1000
        return taken * 1000 // np.maximum(best, 1), taken


def _cents(attitude: Attitude) -> Int64:
    """What an attempt costs each class of people."""
    alone = Attitude(cost=attitude.cost, spread=attitude.spread, benefit=1000)
    return alone.thresholds()
