"""Strategies as they are played: what a learner decided so far, the naive launch, and the reference set.

The reference of a role is the best of a fixed set, found when the case is drawn: every choice of up to
three communities under one middling policy, then for the three best of these every policy of the first year,
then for the best of those every policy of the second. It is no proven optimum.
"""

from collections.abc import Iterable
from itertools import combinations, product
from typing import TypeVar

from mooc_tool.exercises.kinds.launch_the_service.forms import (
    AIDS,
    ANIMATIONS,
    NOWHERE,
    OPENINGS,
    PICKS,
    Adjust,
    Answer,
    Diagnosis,
    Draft,
    Launch,
    Levers,
    Opening,
    Question,
    Role,
    Scale,
)
from mooc_tool.exercises.kinds.launch_the_service.simulating import (
    HALF_YEAR,
    TWO_YEARS,
    YEAR,
    Period,
    Script,
)

T = TypeVar("T")

MIDDLING = Levers(aid=100, animation=60_000, guarantee=True)
LATER = Levers(aid=50, animation=30_000, guarantee=False)
NAIVE = Levers(aid=200, animation=0, guarantee=False)
SLOTS = PICKS + 1


def script_of(question: Question, made: Draft | Answer) -> Script:
    """What was decided so far; a stage that is not decided yet changes nothing."""
    diagnosis, launch, adjust = made.diagnosis, made.launch, made.adjust
    scale = made.scale if isinstance(made, Answer) else None
    if diagnosis is None or launch is None:
        raise ValueError("nothing is launched before the second stage")
    picked = len(diagnosis.places)
    opened = NOWHERE if scale is None else opened_by(question, scale)
    first = Period(0, _slots(launch.recruits, empty=0), _slots([True] * picked, empty=False), launch.levers)
    running, second = first.running, Period(HALF_YEAR, _slots([], empty=0), first.running, launch.levers)
    if adjust is not None:
        running = _slots(adjust.running, empty=False)
        second = Period(HALF_YEAR, _slots(adjust.recruits, empty=0), running, adjust.levers)
    third = Period(YEAR, _slots([], empty=0), running, second.levers)
    if scale is not None:
        recruits = (*_slots([], empty=0)[:PICKS], scale.recruits)
        third = Period(YEAR, recruits, (*running[:PICKS], opened != NOWHERE), scale.levers)
    halved = Levers(aid=third.levers.aid // 2, animation=third.levers.animation // 2, guarantee=False)
    return Script(
        places=(*_slots(diagnosis.places, empty=NOWHERE)[:PICKS], opened),
        eased=_slots(launch.points, empty=False),
        periods=(first, second, third, Period(TWO_YEARS, _slots([], empty=0), third.running, halved)),
    )


def opened_by(question: Question, scale: Scale) -> int:
    """The place that the fourth stage opens, or -1."""
    return {"stay": NOWHERE, "federate": scale.place, "whole": len(question.places) - 1}[scale.opening]


def naive_script(question: Question) -> Script:
    """As many recruits everywhere, two euros a trip as long as the money lasts, and nothing else."""
    count = len(question.places) - 1
    none, all_run = (0,) * count, (True,) * count
    periods = [
        Period(0, (question.recruits // count,) * count, all_run, NAIVE),
        *(Period(week, none, all_run, NAIVE) for week in (HALF_YEAR, YEAR)),
        Period(TWO_YEARS, none, all_run, Levers(aid=NAIVE.aid // 2, animation=0, guarantee=False)),
    ]
    return Script(tuple(range(count)), (False,) * count, tuple(periods))


def sets_of_places(question: Question) -> Iterable[Answer]:
    """Up to three communities, launched and led in one middling way."""
    count = len(question.places) - 1
    for size in range(1, PICKS + 1):
        for places in combinations(range(count), size):
            yield strategy(question, places, MIDDLING, LATER)


def first_years(question: Question, found: Answer) -> Iterable[Answer]:
    """The same communities under every policy of the first year, with and without meeting points."""
    places = found.diagnosis.places
    for aid, animation, guarantee, eased in product(AIDS[::2], ANIMATIONS[1:3], (True, False), (False, True)):
        levers = Levers(aid=aid, animation=animation, guarantee=guarantee)
        yield strategy(question, places, levers, LATER, eased=eased)


def second_years(question: Question, found: Answer, added: int) -> Iterable[Answer]:
    """The same first year, and every policy of the second; ``added`` is the community that may join."""
    first = found.launch
    for opening, aid, animation in product(OPENINGS, AIDS[:2], ANIMATIONS[:3]):
        later = Levers(aid=aid, animation=animation, guarantee=False)
        yield strategy(
            question,
            found.diagnosis.places,
            first.levers,
            later,
            eased=first.points[0],
            opening=opening,
            added=added,
        )


def strategy(
    question: Question,
    places: tuple[int, ...],
    first: Levers,
    later: Levers,
    *,
    role: Role = "agent",
    eased: bool = False,
    opening: Opening = "stay",
    added: int = NOWHERE,
) -> Answer:
    """Recruits spread evenly over the places; predictions, stop rule and contract are filled in later."""
    count = len(places)
    more = question.recruits // 2
    return Answer(
        diagnosis=Diagnosis(role=role, places=places, bands=(0,) * count),
        launch=Launch(
            recruits=(question.recruits // count,) * count,
            points=(eased,) * count,
            levers=first,
            stop_below=20,
        ),
        adjust=Adjust(running=(True,) * count, recruits=(more // count,) * count, levers=first),
        scale=Scale(
            opening=opening,
            place=added if opening == "federate" else NOWHERE,
            recruits=more if opening != "stay" else 0,
            levers=later,
            bearer="authority",
            contract="market",
            indicators=("served", "retention"),
        ),
    )


def _slots(values: Iterable[T], *, empty: T) -> tuple[T, ...]:
    """One value a slot: those given, then the empty one."""
    given = tuple(values)
    return (*given, *[empty] * (SLOTS - len(given)))
