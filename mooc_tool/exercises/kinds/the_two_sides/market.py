"""The service of a question as the engine lets it live: two sides that meet as in the stored table."""

from functools import lru_cache
from itertools import pairwise, product

from mooc_tool.engine.adoption.two_sided import Meeting, Path, Side, TwoSidedMarket, Week
from mooc_tool.exercises.kinds.the_two_sides.forms import (
    COUNTED,
    DRIVERS,
    NOBODY,
    PASSENGERS,
    RECRUIT,
    REWARD,
    SHARES,
    SIZE,
    STEP,
    WEEKS,
    Phase,
    Plan,
    Question,
)

SPREAD = 0.1  # of the thresholds within a side
GUARANTEE_COST, GUARANTEE_WORTH = 40, 20  # of a hundred euros; of a hundred days
REWARD_WORTH = 40  # of a hundred days, for a side that gets the whole budget
WORKDAYS = 5
AHEAD = 52  # weeks: whoever lives that long without help is above the frontier
EVEN = Phase(share=50, use=RECRUIT, guarantee=NOBODY)
OPTIONS = tuple(
    Phase(share=share, use=use, guarantee=guarantee)
    for share, use, guarantee in product(SHARES, (RECRUIT, REWARD), (NOBODY, DRIVERS, PASSENGERS))
)


def market(question: Question) -> TwoSidedMarket:
    """Both sides, and what they find according to the table."""
    first, second = (
        Side(SIZE, threshold / 100, SPREAD, question.joining / 100, question.leaving / 100)
        for threshold in question.thresholds
    )
    return TwoSidedMarket(first, second, meeting(question.pairs))


@lru_cache(maxsize=16)
def meeting(pairs: tuple[tuple[int, ...], ...]) -> Meeting:
    """Between the points of the table, straight in both directions."""
    rows = [[each / 10 for each in row] for row in pairs]
    last = len(rows) - 2

    def found(drivers: float, passengers: float) -> float:
        x, y = drivers / STEP, passengers / STEP
        i, j = min(int(x), last), min(int(y), last)
        u, v = x - i, y - j
        low, high = rows[i], rows[i + 1]
        return (1 - u) * ((1 - v) * low[j] + v * low[j + 1]) + u * ((1 - v) * high[j] + v * high[j + 1])

    return found


def lengths(phases: int) -> tuple[int, ...]:
    """Weeks of each phase."""
    ends = [WEEKS * number // phases for number in range(phases + 1)]
    return tuple(end - start for start, end in pairwise(ends))


def weeks(question: Question, plan: Plan) -> list[Week]:
    """The plan as the engine is told: recruits, and what is added to what each side finds."""
    told = []
    for phase, length in zip(plan, lengths(question.phases), strict=True):
        kept = 100 if phase.guarantee == NOBODY else 100 - GUARANTEE_COST
        money = question.budget * kept / 100
        spent = money * phase.share / 100, money * (100 - phase.share) / 100
        recruits, extra = (0.0, 0.0), [0.0, 0.0]
        if phase.use == RECRUIT:
            recruits = spent[DRIVERS] / question.cost[DRIVERS], spent[PASSENGERS] / question.cost[PASSENGERS]
        if phase.use == REWARD:
            extra = [REWARD_WORTH / 100 * each / question.budget for each in spent]
        if phase.guarantee != NOBODY:
            extra[phase.guarantee] += GUARANTEE_WORTH / 100
        told += [Week(recruits, (extra[0], extra[1]))] * length
    return told


def followed(question: Question, plan: Plan) -> Path:
    """Week by week. Raises ValueError for a plan of another number of phases."""
    start = float(question.start[0]), float(question.start[1])
    return market(question).run(start, weeks(question, plan))


def trips(path: Path) -> int:
    """Passengers' trips in the last weeks, rounded."""
    return round(WORKDAYS * float(path.matches[-COUNTED:].sum()))


def value(question: Question, plan: Plan) -> int:
    """The trips that a plan leads to."""
    return trips(followed(question, plan))


def reference_values(question: Question) -> dict[Plan, int]:
    """The trips of the 150 plans of reference: any option in the first half, then recruiting without a
    guarantee. What the first half leads to is found once for all that may follow.
    """
    half = question.phases // 2
    turn = sum(lengths(question.phases)[:half])
    service = market(question)
    start = float(question.start[0]), float(question.start[1])
    seconds = [Phase(share=share, use=RECRUIT, guarantee=NOBODY) for share in SHARES]
    values = {}
    for first in OPTIONS:
        plans = [((first,) * half) + ((second,) * half) for second in seconds]
        begun = service.run(start, weeks(question, plans[0])[:turn])
        there = float(begun.first[-1]), float(begun.second[-1])
        for plan in plans:
            values[plan] = trips(service.run(there, weeks(question, plan)[turn:]))
    return values


def focused(phases: int, side: int) -> Plan:
    """The plain good plan: recruit one side only, and keep the other by the guarantee; then evenly."""
    start = Phase(share=100 if side == DRIVERS else 0, use=RECRUIT, guarantee=1 - side)
    return ((start,) * (phases // 2)) + ((EVEN,) * (phases // 2))
