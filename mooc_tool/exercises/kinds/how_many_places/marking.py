"""The fewest desks and the costs, the mark of an answer, and answers to try the kind with."""

from fractions import Fraction
from functools import lru_cache

from mooc_tool.engine.adoption.presence import fewest_places, served_days
from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.how_many_places.forms import (
    CENTRES,
    PLANS,
    Answer,
    Centre,
    Plan,
    Question,
    Solution,
)

PLACES_WORTH, CHOICE_WORTH = 20, 40


def solve(question: Question) -> Solution:
    """The engine's fewest desks, and what each plan costs with these."""
    first, second, together = (fewest_places(question.week(centre), question.served) for centre in CENTRES)
    return Solution(
        first=first,
        second=second,
        together=together,
        apart_cost=cost(question, "apart", first + second),
        together_cost=cost(question, "together", together),
    )


def cost(question: Question, plan: Plan, desks: int) -> int:
    """Euros a year: desks, rents, and the way of those who would have to travel."""
    prices = question.prices
    others = 2 * prices.rent if plan == "apart" else prices.rent + question.travel()
    return desks * prices.desk + others


def is_enough(question: Question, answer: Answer, centre: Centre) -> bool:
    """Whether nobody is refused on as many days as is asked."""
    return 100 * served(question, centre, getattr(answer, centre)) >= question.served


def served(question: Question, centre: Centre, places: int) -> Fraction:
    """The share of days on which nobody is refused."""
    shares = all_served(question, centre)
    return shares[min(places, len(shares) - 1)]


@lru_cache(maxsize=8)
def all_served(question: Question, centre: Centre) -> tuple[Fraction, ...]:
    """The same for every number of desks; kept, for a mark asks for them several times."""
    return served_days(question.week(centre))


def chosen_desks(answer: Answer) -> int:
    """Desks of the plan that was chosen."""
    return answer.first + answer.second if answer.choice == "apart" else answer.together


def is_sound(question: Question, answer: Answer) -> bool:
    """Whether the plan that was chosen has enough desks."""
    needed: tuple[Centre, ...] = ("first", "second") if answer.choice == "apart" else ("together",)
    return all(is_enough(question, answer, centre) for centre in needed)


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """20 points for the desks of each centre and of the one for all, 40 for the cost of the plan."""
    desks = []
    for centre in CENTRES:
        members, best = question.count(centre), getattr(solution, centre)
        given = getattr(answer, centre)
        if not 0 <= given <= members:
            raise ValueError(f"{given} desks for {members} members")
        spared = members - given if is_enough(question, answer, centre) else 0
        desks.append(_criterion(centre, PLACES_WORTH, spared, members - best))
    dear = max(solution.apart_cost, solution.together_cost)
    own = cost(question, answer.choice, chosen_desks(answer)) if is_sound(question, answer) else dear
    gap = abs(solution.apart_cost - solution.together_cost)
    return (*desks, _criterion("choice", CHOICE_WORTH, max(0, dear - own), gap))


def _criterion(name: str, worth: int, value: int, best: int) -> Criterion:
    return Criterion(
        name=name, worth=worth, earned=earned(worth, value, 0, best), value=value, reference=0, best=best
    )


def cheaper(solution: Solution) -> Plan:
    """The plan that costs less."""
    return "apart" if solution.apart_cost < solution.together_cost else "together"


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """The fewest desks; one in reserve everywhere; a desk for each; one too few; the other plan; anything."""
    best = cheaper(solution)
    right = Answer(first=solution.first, second=solution.second, together=solution.together, choice=best)
    counts = {centre: question.count(centre) for centre in CENTRES}
    careful: dict[str, int] = {
        centre: min(counts[centre], getattr(solution, centre) + 1) for centre in CENTRES
    }
    return Samples(
        right=right,
        careful=right.model_copy(update=careful),
        wrong=(
            Answer(**counts, choice=best),
            right.model_copy(update={centre: getattr(solution, centre) - 1 for centre in CENTRES}),
            right.model_copy(update={"choice": "together" if best == "apart" else "apart"}),
        ),
        blind=Answer(
            first=draw.between(0, counts["first"]),
            second=draw.between(0, counts["second"]),
            together=draw.between(0, counts["together"]),
            choice=draw.choice(PLANS),
        ),
    )
