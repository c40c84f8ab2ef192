"""Finds the reference strategy of each role, and says whether a case is worth playing.

The invariants: recruits spread over all communities die, whatever is paid; each reference keeps to its budget
in all futures, lives on half of the aid in most, and earns its role clearly more than the naive launch does,
and than nothing.
"""

from collections.abc import Iterable, Sequence

from mooc_tool.exercises.kinds.launch_the_service.forms import ROLES, Answer, Question, Role, Values
from mooc_tool.exercises.kinds.launch_the_service.seeing import shares_after_half_a_year
from mooc_tool.exercises.kinds.launch_the_service.strategies import (
    first_years,
    naive_script,
    script_of,
    second_years,
    sets_of_places,
)
from mooc_tool.exercises.kinds.launch_the_service.valuing import living, values_of, worth

Valued = tuple[Answer, Values]
KEPT = 2  # sets of places whose policies are looked at, for each role
SHORT = 3  # strategies of each role that are tried in several futures
SOME = 6  # of them
LEAST_WORTH = 1_000  # euros, kilometres or trips, more than which a reference is worth to its role
SURVIVED = 80  # per cent of the futures, at least, in which a reference lives on half of the aid
COSTS = range(100, 160, 2)  # cents that an attempt may cost on average
SPREAD_LIVES = 20  # per cent of the futures, at most, in which the naive launch lives on
BEYOND = 8  # cents beyond the cost from which the naive launch dies


def hard_enough(question: Question) -> int | None:
    """The cost of an attempt from which the naive launch dies, and a little more; None if it never does."""
    mean = question.attitude.cost
    tried = question.model_copy(
        update={"futures": tuple((cost - mean,) * len(question.places) for cost in COSTS)}
    )
    alive = [cost for cost, lives in zip(COSTS, living(tried, naive_script(question)), strict=True) if lives]
    if alive and alive[-1] == COSTS[-1]:
        return None
    return (alive[-1] if alive else COSTS[0]) + BEYOND


def references(question: Question) -> tuple[Answer, ...]:
    """One a role: the best of the reference set."""
    sets = _valued(question, sets_of_places(question))
    bests = [[chosen for chosen, _ in _best(sets, role)[:KEPT]] for role in ROLES]
    different = {chosen.diagnosis.places: chosen for best in bests for chosen in best}
    firsts = _valued(
        question, (one for chosen in different.values() for one in first_years(question, chosen))
    )
    alone = [chosen.diagnosis.places[0] for chosen, _ in _best(sets, "cooperative") if _alone(chosen)]
    found = []
    for role, best in zip(ROLES, bests, strict=True):
        own = {chosen.diagnosis.places for chosen in best}
        first = _best([one for one in firsts if one[0].diagnosis.places in own], role)[0][0]
        added = next(place for place in alone if place not in first.diagnosis.places)
        seconds = _best(_valued(question, second_years(question, first, added)), role)[:SHORT]
        tried = _valued(question, (by_its_rule(question, answer) for answer, _ in seconds), range(SOME))
        found.append(_best(tried, role, SOME)[0][0])
    return tuple(found)


def by_its_rule(question: Question, answer: Answer) -> Answer:
    """The same, with each community stopped that its own stop rule would stop."""
    shares = shares_after_half_a_year(question, answer)
    running = tuple(share >= 10 * answer.launch.stop_below for share in shares)
    kept = tuple(count * runs for count, runs in zip(answer.adjust.recruits, running, strict=True))
    return answer.model_copy(
        update={"adjust": answer.adjust.model_copy(update={"running": running, "recruits": kept})}
    )


def worth_playing(question: Question, best: Sequence[Answer]) -> bool:
    """Whether each reference keeps its promises in nearly every future and beats the naive launch by far."""
    futures = range(len(question.futures))
    (naive,) = values_of(question, [naive_script(question)], futures)
    found = values_of(question, [script_of(question, answer) for answer in best], futures)
    return naive.alive * 100 <= SPREAD_LIVES * len(futures) and all(
        _sound(values, len(futures))
        and values.communes > 0
        and worth(values, role) > max(LEAST_WORTH, 2 * worth(naive, role))
        for role, values in zip(ROLES, found, strict=True)
    )


def _valued(question: Question, answers: Iterable[Answer], futures: Sequence[int] = (0,)) -> list[Valued]:
    made = list(answers)
    scripts = [script_of(question, answer) for answer in made]
    return list(zip(made, values_of(question, scripts, futures), strict=True))


def _best(valued: Sequence[Valued], role: Role, futures: int = 1) -> list[Valued]:
    """Those that live and keep to their budget, by what they are worth to a role; then the others."""
    return sorted(valued, key=lambda one: (not _sound(one[1], futures), -worth(one[1], role)))


def _sound(values: Values, futures: int) -> bool:
    return values.kept == futures and values.alive * 100 >= SURVIVED * futures


def _alone(chosen: Answer) -> bool:
    return len(chosen.diagnosis.places) == 1
