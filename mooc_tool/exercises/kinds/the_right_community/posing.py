"""Draws communities until spreading always dies and focus always lives.

The communities are matched first, then people's attitude is chosen so that the whole territory needs more
recruits than there are, yet not many more; then the invariants are looked at.
"""

import numpy as np

from mooc_tool.engine.adoption.tabulated import side_by_side
from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.communities import (
    Attitude,
    Community,
    Flexibility,
    Sketch,
    matched,
    services,
    sketches,
    too_small,
    whole_of,
)
from mooc_tool.exercises.community_map import Place
from mooc_tool.exercises.kind import Fault, Faults, NoInstanceError
from mooc_tool.exercises.kinds.the_right_community import marking
from mooc_tool.exercises.kinds.the_right_community.forms import GRID, WEEKS, Params, Question
from mooc_tool.exercises.territory import Territory

SETS, ATTITUDES = 40, 4  # the bound on redraws: sets of communities (twice), and attitudes tried on each
WHOLE = 600  # people ready to try on the whole territory
COSTS = range(96, 142, 2)  # cents that an attempt costs on average, for a benefit of 200
LOW_COSTS = range(16, 96, 4)  # where people live so far apart that no service lives at the usual ones
SPREAD, BENEFIT = 20, 200
WINDOW_LOSS, MEETING_LOSS = (30, 55), (20, 45)  # per cent of recruits, drawn by fives

FAILS, LIVES = (
    125,
    250,
)  # per cent of recruits: the whole territory dies with the first, lives with the second
FOCUS = 150  # per cent of a critical mass that recruits make up, at least, in two communities
NAIVE_SHARE = 5  # per cent of the best, at most, when recruits are spread evenly
FEWER = (-1, 13)  # per cent beyond its even share of the best: what one community fewer brings
BLIND_SHARE = 29  # per cent of the best, at most, that blind placements bring on average
BLIND_OF_FEW = 45  # the same where few communities are offered: some chance is left to beginners
FEW = 6
BLIND_TRIES = 60


def check(params: Params, territory: Territory) -> Faults:
    """Whether the territory has communes enough."""
    if too_small(territory, params.communities):
        return (Fault(field="communities", code="too-few-communes"),)
    return ()


def pose(params: Params, draw: Draw, territory: Territory) -> Question:
    """A case on the territory. Raises NoInstanceError when none is found within the bound."""
    if check(params, territory):
        raise NoInstanceError(f"too few communes for {params.communities} communities")
    for tried in (COSTS,) * SETS + (LOW_COSTS,) * SETS:
        losses = _losses(params, draw)
        whole = _matched(whole_of(territory, draw, WHOLE), territory, draw)
        costs = _costs(tried, whole, params.recruits, losses)
        if not costs:
            continue
        drawn = [
            _matched(each, territory, draw) for each in sketches(territory, draw, params.communities - 1)
        ]
        communities = tuple(draw.shuffled([*drawn, whole]))
        for _ in range(ATTITUDES):
            attitude = Attitude(cost=draw.choice(costs), spread=SPREAD, benefit=BENEFIT)
            question = _question(params, territory, communities, attitude, losses)
            if is_worth_solving(question, draw):
                return question
    raise NoInstanceError(f"none of {2 * SETS * ATTITUDES} cases drawn is worth solving")


def _matched(sketch: Sketch, territory: Territory, draw: Draw) -> Community:
    return matched(sketch, territory, draw.fork(f"community {draw.word()}"))


def _costs(
    costs: range, whole: Community, recruits: int, losses: dict[Flexibility, int]
) -> list[int]:
    """Of these mean costs those with which the whole territory needs somewhat more recruits than there are.

    Whatever is asked of them; when nothing is, twice and a half as many would do.
    """
    tries = [(name, recruits * (100 - loss) // 100 * FAILS // 100) for name, loss in losses.items()]
    tries.append(("none", recruits * LIVES // 100))
    lots = [
        services([whole], name, Attitude(cost=cost, spread=SPREAD, benefit=BENEFIT))
        for cost in costs
        for name, _ in tries
    ]
    started = np.array([placed for _, placed in tries] * len(costs), np.int64)
    ends = side_by_side(lots).run(started, WEEKS).end.sum(axis=1).reshape(len(costs), len(tries))
    lives = ends >= whole.sketch.ready * 1000 // 4
    return [cost for cost, alive in zip(costs, lives, strict=True) if alive[-1] and not alive[:-1].any()]


def _losses(params: Params, draw: Draw) -> dict[Flexibility, int]:
    if not params.flexible:
        return {"none": 0}
    window, meeting = (5 * draw.between(low // 5, high // 5) for low, high in (WINDOW_LOSS, MEETING_LOSS))
    return {"none": 0, "window": window, "meeting": meeting}


def _question(
    params: Params,
    territory: Territory,
    communities: tuple[Community, ...],
    attitude: Attitude,
    losses: dict[Flexibility, int],
) -> Question:
    return Question(
        places=tuple(Place(**commune.model_dump()) for commune in territory.communes.values()),
        communities=communities,
        attitude=attitude,
        recruits=params.recruits,
        most=params.most,
        losses=losses,
        hint=params.hint,
    )


def is_worth_solving(question: Question, draw: Draw) -> bool:
    """Whether the case meets the invariants (the cheapest are looked at first)."""
    table = marking.table(question)
    best = marking.best_plan(table, question.most)
    fewer = marking.best_plan(table, question.most - 1).trips
    naive = marking.spread(question)
    gap = best.trips - naive
    even = 100 * (question.most - 1) // question.most
    luck = BLIND_OF_FEW if len(question.communities) <= FEW else BLIND_SHARE
    if not (
        100 * naive <= NAIVE_SHARE * best.trips
        and (even + FEWER[0]) * gap <= 100 * (fewer - naive) <= (even + FEWER[1]) * gap
        and 100 * _blind(question, table, draw, naive) <= luck * gap
    ):
        return False
    whole = next(n for n, each in enumerate(question.communities) if each.sketch.sort == "whole")
    masses = marking.masses(question)
    dies = all(
        mass < 0 or 100 * marking.won(question, question.recruits, flexibility) <= 80 * mass
        for flexibility, mass in ((name, row[whole]) for name, row in masses.items())
    )
    reached = sum(0 < FOCUS * mass <= 100 * question.recruits for mass in masses["none"])
    return dies and reached >= 2


def _blind(question: Question, table: marking.Table, draw: Draw, naive: int) -> int:
    """The trips beyond the naive ones that blind placements bring on average."""
    total = 0
    for number in range(BLIND_TRIES):
        blind = marking.blind(question, draw.fork(f"blind {number}"))
        rows = table[blind.flexibility]
        made = sum(row[placed // GRID] for row, placed in zip(rows, blind.recruits, strict=True))
        total += max(0, made - naive)
    return total // BLIND_TRIES
