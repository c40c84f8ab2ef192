"""The engine's plans for a case, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching import greedy
from mooc_tool.engine.matching.assignment import maximum_weight
from mooc_tool.engine.matching.cardinality import maximum_matching
from mooc_tool.exercises.kind import Criterion, Samples, earned
from mooc_tool.exercises.kinds.fill_the_cars.forms import (
    NOBODY,
    Answer,
    Market,
    Outcome,
    Plan,
    Prediction,
    Question,
    Solution,
)

PAIRS_WORTH, KILOMETRES_WORTH = 60, 40


def solve(question: Question) -> Solution:
    """The most passengers, the most kilometres, and what first come first served would give."""
    market = question.market()
    return Solution(
        pairs=most_pairs(market), kilometres=most_kilometres(market), first_come=first_come(market)
    )


def most_pairs(market: Market) -> Outcome:
    """As many passengers as can travel."""
    return outcome(market, maximum_matching(market.edges, market.seats).partner)


def most_kilometres(market: Market) -> Outcome:
    """As many metres of car travel avoided as can be; a pair that avoids none stays apart."""
    return outcome(market, maximum_weight(market.gains, market.seats).partner)


def first_come(market: Market) -> Outcome:
    """What ``in_order`` is worth."""
    return outcome(market, in_order(market))


def in_order(market: Market) -> Plan:
    """Each passenger, in the order of asking, takes the free seat that avoids most (the smallest detour)."""
    return greedy.first_come(market.edges, market.seats, prefer=market.gains)


def outcome(market: Market, plan: Plan) -> Outcome:
    """What a plan is worth. Raises ValueError for a plan that cannot be driven."""
    if len(plan) != len(market.edges):
        raise ValueError(f"{len(plan)} choices for {len(market.edges)} passengers")
    free = list(market.seats)
    metres = passengers = 0
    for passenger, driver in enumerate(plan):
        if driver == NOBODY:
            continue
        if driver not in market.edges[passenger]:
            raise ValueError(f"passenger {passenger} cannot ride with driver {driver}")
        free[driver] -= 1
        if free[driver] < 0:
            raise ValueError(f"driver {driver} has {market.seats[driver]} seats: one passenger too many")
        passengers += 1
        metres += market.gains[passenger].get(driver, 0)
    return Outcome(plan=plan, passengers=passengers, metres=metres)


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """60 points for the pairs, counted from none; 40 for the kilometres, counted from first come first
    served.
    """
    market = question.market()
    pairs = outcome(market, answer.pairs).passengers
    metres = outcome(market, answer.kilometres).metres
    best_pairs, best_metres = solution.pairs.passengers, solution.kilometres.metres
    naive = solution.first_come.metres
    return (
        Criterion(
            name="pairs",
            worth=PAIRS_WORTH,
            earned=earned(PAIRS_WORTH, pairs, 0, best_pairs),
            value=pairs,
            reference=0,
            best=best_pairs,
        ),
        Criterion(
            name="kilometres",
            worth=KILOMETRES_WORTH,
            earned=earned(KILOMETRES_WORTH, metres, naive, best_metres),
            value=metres,
            reference=naive,
            best=best_metres,
        ),
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Prediction, Answer]:
    """The right answer; nobody, first come first served, one pair less, the plans swapped; a blind one."""
    market = question.market()
    right = Answer(pairs=solution.pairs.plan, kilometres=solution.kilometres.plan)
    nobody: Plan = (NOBODY,) * len(question.passengers)
    served_first = solution.first_come.plan
    first_rider = next(i for i, driver in enumerate(right.pairs) if driver != NOBODY)
    one_less = (*right.pairs[:first_rider], NOBODY, *right.pairs[first_rider + 1 :])
    return Samples(
        right=right,
        careful=Answer(pairs=served_first, kilometres=served_first),
        wrong=(
            Answer(pairs=nobody, kilometres=nobody),
            Answer(pairs=served_first, kilometres=served_first),
            Answer(pairs=one_less, kilometres=right.kilometres),
            Answer(pairs=right.pairs, kilometres=served_first),
        ),
        blind=Answer(pairs=_blind(market, draw), kilometres=_blind(market, draw)),
        predictions=tuple(
            Prediction(pairs=pairs) for pairs in (solution.pairs.passengers, 0, len(question.passengers))
        ),
    )


def _blind(market: Market, draw: Draw) -> Plan:
    """Every passenger's choice picked blindly among all that is offered; a full car keeps those who asked
    first.
    """
    free = list(market.seats)
    plan = []
    for drivers in market.edges:
        driver = draw.choice([NOBODY, *drivers])
        if driver != NOBODY and free[driver]:
            free[driver] -= 1
            plan.append(driver)
        else:
            plan.append(NOBODY)
    return tuple(plan)
