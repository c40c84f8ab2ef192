"""What strategies come to: kilometres, trips, members, money, communes, and how many futures they survive."""

from collections.abc import Sequence

import numpy as np

from mooc_tool.engine.arrays import Int64
from mooc_tool.exercises.kinds.launch_the_service.forms import NOWHERE, Question, Role, Values
from mooc_tool.exercises.kinds.launch_the_service.simulating import (
    HALF_YEAR,
    TWO_YEARS,
    History,
    Script,
    simulate,
)

FARE = 100  # cents that an operator keeps of each passenger's trip
ALREADY, PER_AID = (
    50,
    100,
)  # thousandths of trips that were on foot or by bus: without aid, and per euro of aid
LIVING = 60_000  # thousandths of trips a week below which nothing lives
STANDS = 75  # % of the trips that must be left half a year after the aid is halved
SEEN = 1_500  # thousandths of trips a week from a commune for it to count: six in a month
LAST = 4  # weeks over which an end is judged
TEST = TWO_YEARS + HALF_YEAR


def values_of(question: Question, scripts: Sequence[Script], futures: Sequence[int]) -> list[Values]:
    """Each script's values over these futures; scripts have as many slots as one another."""
    history = simulate(question, scripts, futures, TEST)
    trips = history.trips.sum(axis=2)
    alive, kept = _alive(trips), _kept(history, trips)
    kilometres, balance = _kilometres(question, scripts, history), _balance(history, trips)
    members = history.present[:, :, :, TWO_YEARS - 1].sum(axis=2)
    total = trips[:, :, :TWO_YEARS].sum(axis=2)
    found = []
    for row, script in enumerate(scripts):
        found.append(
            Values(
                kilometres=_mean(kilometres[row]),
                trips=_mean(total[row]) // 1000,
                members=_mean(members[row]) // 1000,
                balance=_mean(balance[row]) // 100,
                communes=_communes(question, script, history.trips[row]),
                alive=int(alive[row].sum()),
                kept=int(kept[row].sum()),
            )
        )
    return found


def living(question: Question, script: Script) -> list[bool]:
    """In which futures the script lives on half of the aid."""
    history = simulate(question, [script], range(len(question.futures)), TEST)
    return [bool(one) for one in _alive(history.trips.sum(axis=2))[0]]


def worth(values: Values, role: Role) -> int:
    """What a role looks for first."""
    main: dict[Role, int] = {
        "agent": values.kilometres,
        "entrepreneur": values.balance,
        "cooperative": values.trips,
    }
    return main[role]


def substituted(aid: int) -> int:
    """Thousandths of trips that would have been made without a car, at this aid in cents."""
    return ALREADY + PER_AID * aid // 100


def _mean(numbers: Int64) -> int:
    return int(numbers.sum()) // numbers.size


def _alive(trips: Int64) -> Int64:
    """Whether each lives half a year after its aid was halved, shape (scripts, futures)."""
    before = trips[:, :, TWO_YEARS - LAST : TWO_YEARS].sum(axis=2)
    after = trips[:, :, TEST - LAST : TEST].sum(axis=2)
    lives: Int64 = (after * 100 >= before * STANDS) & (after >= LIVING * LAST)
    return lives


def _kept(history: History, trips: Int64) -> Int64:
    """Whether the money lasted two years with a service that still lives at their end."""
    before = trips[:, :, TWO_YEARS - LAST : TWO_YEARS].sum(axis=2)
    kept: Int64 = (history.broke >= TWO_YEARS) & (before >= LIVING * LAST)
    return kept


def _kilometres(question: Question, scripts: Sequence[Script], history: History) -> Int64:
    """Net kilometres avoided in two years: less what was no car trip, less the rebound."""
    metres = np.array([[_metres(question, place) for place in script.places] for script in scripts])
    net = np.zeros((len(scripts), TWO_YEARS), np.int64)
    for row, script in enumerate(scripts):
        for period in script.periods:
            net[row, period.week :] = 1000 - substituted(period.levers.aid)
    driven = (history.trips[:, :, :, :TWO_YEARS] // 10 * metres[:, None, :, None]).sum(axis=2) // 100_000
    avoided: Int64 = (driven * net[:, None, :] // 1000).sum(axis=2) * (1000 - question.rebound) // 1000
    return avoided


def _metres(question: Question, place: int) -> int:
    return 0 if place == NOWHERE else question.places[place].metres


def _balance(history: History, trips: Int64) -> Int64:
    """Cents earned less cents spent in the last six months of the two years."""
    last = slice(TWO_YEARS - HALF_YEAR, TWO_YEARS)
    balance: Int64 = trips[:, :, last].sum(axis=2) * FARE // 1000 - history.spent[:, :, last].sum(axis=2)
    return balance


def _communes(question: Question, script: Script, trips: Int64) -> int:
    """How many communes are served in the last six months of the two years, on average over futures."""
    last = trips[:, :, TWO_YEARS - HALF_YEAR : TWO_YEARS].sum(axis=2) // HALF_YEAR
    shares = np.zeros((len(script.places), len(question.communes)), np.int64)
    for slot, place in enumerate(script.places):
        for commune, share in question.places[place].communes if place != NOWHERE else ():
            shares[slot, commune] = share
    return int((last @ shares // 1000 >= SEEN).sum()) // len(last)
