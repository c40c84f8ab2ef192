"""The true run by the engine, and the mark of a run by hand."""

from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.rounds import rounds
from mooc_tool.exercises.kind import Criterion, earned
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import (
    Answer,
    Ask,
    Better,
    Draft,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.run_deferred_acceptance.judging import judge, steps_of, tally

RUN_WORTH, FINAL_WORTH, PREDICTION_WORTH = 70, 20, 10


def solve(question: Question) -> Solution:
    """The run in which the proposers ask, and what changes when the receivers do."""
    market = question.sides.market()
    best = deferred_acceptance(market)
    mine, theirs = _places(market, best)
    return Solution(
        steps=tuple(steps_of(rounds(market))),
        final=tuple(Ask(proposer=i, receiver=j) for i, j in enumerate(best.partner.tolist())),
        better=_better(market, best),
        proposers_place=mine,
        receivers_place=theirs,
        changed=_changed(best, deferred_acceptance(market, "receivers")),
    )


def _places(market: Market, matching: Matching) -> tuple[int, int]:
    """The mean place of the partner on the proposers' and on the receivers' lists, in hundredths."""
    count = matching.size
    sums = (matching.proposer_ranks(market).sum(), matching.receiver_ranks(market).sum())
    mine, theirs = ((200 * int(total) + count) // (2 * count) + 100 for total in sums)
    return mine, theirs


def _better(market: Market, matching: Matching) -> Better:
    """The side whose partners stand higher, as a share of the length of its lists."""
    mine = int(matching.proposer_ranks(market).sum()) * (len(market.proposers) - 1)
    theirs = int(matching.receiver_ranks(market).sum()) * (len(market.receivers) - 1)
    return "equal" if mine == theirs else "proposers" if mine < theirs else "receivers"


def _changed(one: Matching, other: Matching) -> int:
    """How many people have other partners."""
    proposers = int((one.partner != other.partner).sum())
    return proposers + sum(a != b for a, b in zip(one.held(), other.held(), strict=True))


def grade(
    question: Question, solution: Solution, prediction: Draft | None, answer: Answer
) -> tuple[Criterion, ...]:
    """70 points for the decisions (each needless one undoes a right one), 20 for the end, 10 for the
    prediction. Raises ValueError for an answer of another size than the question.
    """
    if len(answer.turns) < len(solution.steps) or len(answer.final) != len(question.sides.proposers):
        raise ValueError("the answer does not end")
    done = tally(judge(question, solution.steps, answer.turns))
    value = max(0, done.right - done.needless)
    ended = int(answer.final == final_of(solution))
    foreseen = int(predicted(prediction, answer) == solution.better)
    parts = (
        ("run", RUN_WORTH, value, done.due),
        ("final", FINAL_WORTH, ended, 1),
        ("prediction", PREDICTION_WORTH, foreseen, 1),
    )
    return tuple(
        Criterion(
            name=name, worth=worth, earned=earned(worth, got, 0, best), value=got, reference=0, best=best
        )
        for name, worth, got, best in parts
    )


def predicted(prediction: Draft | None, answer: Answer) -> Better | None:
    """Who was said to be better off: in the answer, or beside one that was given as a whole."""
    return answer.better or (prediction.better if prediction else None)


def final_of(solution: Solution) -> tuple[int, ...]:
    """For each proposer the receiver with whom he ends."""
    return tuple(pair.receiver for pair in solution.final)
