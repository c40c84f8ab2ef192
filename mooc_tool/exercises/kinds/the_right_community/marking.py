"""What comes of placements, the best of them, the mark of an answer, and answers to try the kind with."""

from collections.abc import Mapping, Sequence

import numpy as np

from mooc_tool.engine.adoption.tabulated import Course, side_by_side
from mooc_tool.engine.arrays import Int64
from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.communities import Flexibility, services, trips
from mooc_tool.exercises.kind import Criterion, Samples, earned
from mooc_tool.exercises.kinds.the_right_community.forms import (
    COUNTED,
    GRID,
    WEEKS,
    Answer,
    Plan,
    Prediction,
    Question,
    Solution,
)

PREDICTION_WORTH, TRIPS_WORTH = 10, 90

Table = dict[Flexibility, list[list[int]]]
"""By flexibility and community: trips that count when 0, 10, 20... recruits are placed there."""


def won(question: Question, recruits: int, flexibility: Flexibility) -> int:
    """How many of the recruits placed accept what is asked of them."""
    return recruits * (100 - question.losses[flexibility]) // 100


def course(question: Question, placed: Sequence[int], flexibility: Flexibility) -> Course:
    """The year of every community with so many recruits placed in each."""
    started = np.array([won(question, recruits, flexibility) for recruits in placed], np.int64)
    return services(question.communities, flexibility, question.attitude).run(started, WEEKS)


def counted(year: Course) -> list[int]:
    """The trips of the weeks that count, community by community."""
    found: list[int] = trips(year.matched[:, COUNTED.start : COUNTED.stop]).sum(axis=1).tolist()
    return found


def table(question: Question) -> Table:
    """What every number of recruits brings in every community; beyond its room, what the room brings."""
    steps = range(0, question.recruits + 1, GRID)
    placed = [min(step, question.room(n)) for n in range(len(question.communities)) for step in steps]
    asked = tuple(question.losses)
    many = side_by_side([services(question.communities, name, question.attitude) for name in asked])
    started = np.array([won(question, each, name) for name in asked for each in placed], np.int64)
    brought = counted(many.repeated(len(steps)).run(started, WEEKS))
    rows = [brought[i : i + len(steps)] for i in range(0, len(brought), len(steps))]
    count = len(question.communities)
    return {name: rows[count * n : count * (n + 1)] for n, name in enumerate(asked)}


def best_plan(found: Mapping[Flexibility, list[list[int]]], most: int) -> Plan:
    """The placement by tens, in ``most`` communities at the most, that brings the most trips.

    Found exactly, community by community, keeping for each number of communities and of recruits the best so
    far; among equals the one with fewer recruits.
    """
    plans = []
    for flexibility, rows in found.items():
        total, tens = _best_placement(np.array(rows, np.int64), most)
        plans.append(Plan(recruits=tuple(GRID * n for n in tens), flexibility=flexibility, trips=total))
    return max(plans, key=lambda plan: (plan.trips, -sum(plan.recruits)))


def _best_placement(rows: Int64, most: int) -> tuple[int, list[int]]:
    """The trips of the best placement, and its tens of recruits in each community.

    ``best[k, n]``: the trips of k communities and n tens at the most; ``choices``: the fewest tens in each
    community that reach them.
    """
    tens = np.arange(rows.shape[1])
    left = tens[:, None] - tens
    best = np.zeros((most + 1, len(tens)), np.int64)
    choices = []
    for row in rows:
        tried = np.where(left >= 0, best[:-1, left] + row, -1)
        tried[:, :, 0] = best[1:]
        choices.append(tried.argmax(axis=2))
        best[1:] = tried.max(axis=2)
    placed, communities, room = [0] * len(rows), most, len(tens) - 1
    for number in reversed(range(len(rows))):
        if communities:
            placed[number] = int(choices[number][communities - 1, room])
            communities -= placed[number] > 0
            room -= placed[number]
    return int(best[most, -1]), placed


def masses(question: Question) -> dict[Flexibility, tuple[int, ...]]:
    """The critical mass of every community under every flexibility, -1 where no number is enough."""
    asked = tuple(question.losses)
    each = [services(question.communities, flexibility, question.attitude) for flexibility in asked]
    found = [-1 if mass is None else mass for mass in side_by_side(each).critical_masses(WEEKS)]
    count = len(question.communities)
    return {name: tuple(found[count * n : count * (n + 1)]) for n, name in enumerate(asked)}


def spread(question: Question) -> int:
    """The trips that count if recruits were spread evenly and nothing asked of them."""
    count = len(question.communities)
    return sum(counted(course(question, [question.recruits // count] * count, "none")))


def solve(question: Question) -> Solution:
    """Critical masses, the best placement, and the naive one."""
    best = best_plan(table(question), question.most)
    return Solution(masses=masses(question), best=best, spread=spread(question))


def check(question: Question, answer: Answer) -> None:
    """Raises ValueError for a placement that the form would have refused."""
    if len(answer.recruits) != len(question.communities) or answer.flexibility not in question.losses:
        raise ValueError("a placement names every community, and what may be asked")
    for number, placed in enumerate(answer.recruits):
        if placed % GRID or not 0 <= placed <= question.room(number):
            raise ValueError(f"{placed} recruits cannot be placed in community {number}")
    if sum(answer.recruits) > question.recruits or len(list(filter(None, answer.recruits))) > question.most:
        raise ValueError("too many recruits, or in too many communities")


def grade(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Criterion, ...]:
    """10 points for the prediction, 90 for the trips, counted from those of recruits spread evenly."""
    check(question, answer)
    made = sum(counted(course(question, answer.recruits, answer.flexibility)))
    best, naive = solution.best.trips, solution.spread
    foreseen = int(prediction is not None and prediction.least == solution.least())
    return (
        Criterion(
            name="prediction",
            worth=PREDICTION_WORTH,
            earned=earned(PREDICTION_WORTH, foreseen, 0, 1),
            value=foreseen,
            reference=0,
            best=1,
        ),
        Criterion(
            name="trips",
            worth=TRIPS_WORTH,
            earned=earned(TRIPS_WORTH, made, naive, best),
            value=made,
            reference=naive,
            best=best,
        ),
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Prediction, Answer]:
    """The best placement; the best with one community fewer; all in one, nobody, everywhere; a blind one."""
    count = len(question.communities)
    right = Answer(recruits=solution.best.recruits, flexibility=solution.best.flexibility)
    fewer = best_plan(table(question), question.most - 1)
    whole = next(n for n, each in enumerate(question.communities) if each.sketch.sort == "whole")
    least = solution.least()
    return Samples(
        right=right,
        careful=Answer(recruits=fewer.recruits, flexibility=fewer.flexibility),
        wrong=(
            Answer(recruits=(0,) * count, flexibility="none"),
            _alone(question, whole),
            _alone(question, least),
            Answer(recruits=fewer.recruits, flexibility=fewer.flexibility),
            *_asked_otherwise(question, right),
        ),
        blind=blind(question, draw),
        predictions=tuple(Prediction(least=n) for n in (least, *(n for n in range(count) if n != least))),
    )


def _asked_otherwise(question: Question, right: Answer) -> list[Answer]:
    """The best placement with what serves it worst asked of members, where something may be asked."""
    others = [
        (sum(counted(course(question, right.recruits, name))), name)
        for name in question.losses
        if name != right.flexibility
    ]
    return [Answer(recruits=right.recruits, flexibility=min(others)[1])] if others else []


def _alone(question: Question, community: int) -> Answer:
    count = len(question.communities)
    placed = tuple(question.room(n) // GRID * GRID if n == community else 0 for n in range(count))
    return Answer(recruits=placed, flexibility="none")


def blind(question: Question, draw: Draw) -> Answer:
    """Some communities picked blindly, and recruits shared out blindly between them."""
    count = len(question.communities)
    chosen = draw.shuffled(range(count))[: draw.between(1, question.most)]
    placed, left = [0] * count, question.recruits
    for turn, community in enumerate(chosen, 1):
        room = min(left, question.room(community)) // GRID
        placed[community] = GRID * (room if turn == len(chosen) else draw.between(0, room))
        left -= placed[community]
    return Answer(recruits=tuple(placed), flexibility=draw.choice(tuple(question.losses)))
