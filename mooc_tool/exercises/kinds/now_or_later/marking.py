"""What came of each way, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Samples, earned
from mooc_tool.exercises.kinds.now_or_later.forms import (
    ASKED,
    AT_ONCE,
    BATCHES,
    PERIODS,
    WAYS,
    Answer,
    Best,
    Outcome,
    Prediction,
    Question,
    Solution,
    Station,
)


def outcome(station: Station, way: int) -> Outcome:
    """What came of a way. Raises ValueError for a way that was not tried."""
    return station.outcomes[WAYS.index(way)]


def balance(station: Station, way: int) -> int:
    """What is left of 100 points, in hundredths: one less for each traveller of a hundred who was lost, and
    what the mean wait counts.
    """
    found = outcome(station, way)
    return 10_000 - found.lost - (found.wait * station.minute + 5) // 10


def sort_of(way: int) -> int:
    """AT_ONCE, ASKED or BATCHES."""
    return min(way, BATCHES)


def best_of(station: Station) -> Best:
    """The best way; of several, the first in the order of WAYS."""
    way = max(WAYS, key=lambda way: balance(station, way))
    others = [balance(station, other) for other in WAYS if sort_of(other) != sort_of(way)]
    return Best(way=way, balance=balance(station, way), reference=max(others))


def fewest(station: Station) -> dict[int, int]:
    """Of each sort of way the fewest lost, in hundredths of a percent, the least first."""
    least = {
        sort: min(outcome(station, way).lost for way in WAYS if sort_of(way) == sort)
        for sort in (AT_ONCE, ASKED, BATCHES)
    }
    return dict(sorted(least.items(), key=lambda each: each[1]))


def solve(question: Question) -> Solution:
    """The best ways, of those that the engine tried on the question's mornings."""
    return Solution(
        stations=tuple(map(best_of, question.stations)),
        fewest=next(iter(fewest(question.stations[question.foreseen]))),
    )


def grade(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Criterion, ...]:
    """As many whole points for each station as 90 allow, the rest for the prediction."""
    count = len(question.stations)
    if len(answer.ways) != count:
        raise ValueError(f"{len(answer.ways)} ways for {count} stations")
    worth = 90 // count
    criteria = []
    for number, (station, best, way) in enumerate(
        zip(question.stations, solution.stations, answer.ways, strict=True)
    ):
        value = balance(station, way)
        criteria.append(
            Criterion(
                name=f"station-{number}",
                worth=worth,
                earned=earned(worth, value, best.reference, best.balance),
                value=value,
                reference=best.reference,
                best=best.balance,
            )
        )
    right = int(prediction is not None and prediction.way == solution.fewest)
    left = 100 - count * worth
    foreseen = Criterion(name="prediction", worth=left, earned=left * right, value=right, reference=0, best=1)
    return (foreseen, *criteria)


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Prediction, Answer]:
    """The best ways; batches of the second best period; one way everywhere; what loses the fewest; any sort
    blindly, and any period.
    """
    best = tuple(each.way for each in solution.stations)
    fewest_lost = tuple(
        min(WAYS, key=lambda way: outcome(station, way).lost) for station in question.stations
    )
    everywhere = [Answer(ways=(way,) * len(best)) for way in (AT_ONCE, ASKED, PERIODS[0], PERIODS[-1])]
    careful = Answer(ways=tuple(map(_second, question.stations, best)))
    swapped = [
        Answer(ways=(*best[:number], AT_ONCE if way else ASKED, *best[number + 1 :]))
        for number, way in enumerate(best)
    ]
    wrong = [*everywhere, *swapped, *([Answer(ways=fewest_lost)] if fewest_lost != best else [])]
    blind = tuple(
        draw.choice(PERIODS) if sort == BATCHES else sort
        for sort in (draw.choice((AT_ONCE, ASKED, BATCHES)) for _ in best)
    )
    sorts = [solution.fewest, *(sort for sort in (AT_ONCE, ASKED, BATCHES) if sort != solution.fewest)]
    return Samples(
        right=Answer(ways=best),
        careful=careful,
        wrong=tuple(wrong),
        blind=Answer(ways=blind),
        predictions=tuple(Prediction(way=sort) for sort in sorts),
    )


def _second(station: Station, best: int) -> int:
    """The second best period of a batch; the other ways as they are."""
    if sort_of(best) != BATCHES:
        return best
    return max((way for way in PERIODS if way != best), key=lambda way: balance(station, way))
