"""The factors of the laws and of the engine, the mark of an answer, and answers to try the kind with."""

from math import log

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.worth_of_a_network.forms import LAWS, Answer, Law, Market, Question, Solution

LAW_WORTH, TRIPS_WORTH = 20, 40
TOLERANCE = 3  # per cent, for the factor of a law
CLOSEST = 100  # what a guess is worth that is right; 0 from twice as much or half as much on
HIGHEST = 999_999  # thousandths that can be written


def value_of(law: Law, members: int) -> float:
    """The value of a network: as many as its members, n log n, or as many as its possible links."""
    if law == "sarnoff":
        return float(members)
    return members * log(members) if law == "logarithm" else members * (members - 1) / 2


def solve(question: Question) -> Solution:
    """The factors, in thousandths."""
    laws = (value_of(law, question.large) / value_of(law, question.small) for law in LAWS)
    return Solution(
        laws=tuple(round(1000 * factor) for factor in laws),
        trips=tuple(market.factor() for market in question.markets),
    )


def is_right(given: int, factor: int) -> bool:
    """Within the tolerance."""
    return 100 * abs(given - factor) <= TOLERANCE * factor


def closeness(guess: int, factor: int) -> int:
    """100 for the engine's factor itself, 0 for half or twice as much, in proportion between."""
    less, more = sorted((guess, factor))
    return CLOSEST if less == more else max(0, min(CLOSEST - 1, (2 * less - more) * CLOSEST // more))


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """20 points a law, 40 for the trips, shared between the markets."""
    if len(answer.laws) != len(LAWS) or len(answer.trips) != len(question.markets):
        raise ValueError("each law and each market has one factor")
    if not all(0 < factor <= HIGHEST for factor in (*answer.laws, *answer.trips)):
        raise ValueError("a factor is not one that can be written")
    worth = TRIPS_WORTH // len(question.markets)
    laws = [
        _criterion(law, LAW_WORTH, int(is_right(given, factor)), 1)
        for law, given, factor in zip(LAWS, answer.laws, solution.laws, strict=True)
    ]
    trips = [
        _criterion(market.going, worth, closeness(guess, factor), CLOSEST)
        for market, guess, factor in zip(question.markets, answer.trips, solution.trips, strict=True)
    ]
    return (*laws, *trips)


def _criterion(name: str, worth: int, value: int, best: int) -> Criterion:
    return Criterion(
        name=name, worth=worth, earned=earned(worth, value, 0, best), value=value, reference=0, best=best
    )


def share(market: Market, place: int) -> int:
    """Passengers served of a thousand, at one of the market's sizes."""
    point = market.points[place]
    return 2000 * point.served // (point.mornings * point.people)


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """All right; n log n for the trips; the same law for all; anything."""
    markets = len(question.markets)
    proportional, logarithm, square = solution.laws

    def all_by(factor: int) -> Answer:
        return Answer(laws=(factor,) * len(LAWS), trips=(factor,) * markets)

    return Samples(
        right=Answer(laws=solution.laws, trips=solution.trips),
        careful=Answer(laws=solution.laws, trips=(logarithm,) * markets),
        wrong=(all_by(proportional), all_by(square), Answer(laws=solution.laws, trips=(20_000,) * markets)),
        blind=Answer(
            laws=tuple(draw.between(1000, 10_000) for _ in LAWS),
            trips=tuple(draw.between(1000, 10_000) for _ in range(markets)),
        ),
    )
