"""The true run by the engine, every decision judged against it, and answers to try the kind with.

Each round is judged from the true state in which it starts, so that one slip does not spoil the rounds
after it.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.rounds import Round, rounds
from mooc_tool.exercises.kind import Criterion, Samples, earned
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import (
    Answer,
    Ask,
    Better,
    Keep,
    Prediction,
    Question,
    Solution,
    Step,
    Turn,
)
from mooc_tool.exercises.two_sides import NOBODY

RUN_WORTH, FINAL_WORTH, PREDICTION_WORTH = 70, 20, 10

Verdict = Literal["right", "wrong", "needless", "none"]
"""``wrong``: a decision was due and another (or none) was given. ``needless``: none was due, one was
given.
"""


class Judged(NamedTuple):
    """One round: a verdict for each proposer's ask and for each receiver's keep."""

    asks: tuple[Verdict, ...]
    keeps: tuple[Verdict, ...]


def solve(question: Question) -> Solution:
    """The run in which the proposers ask, and what changes when the receivers do."""
    market = question.sides.market()
    best = deferred_acceptance(market)
    mine, theirs = _places(market, best)
    return Solution(
        steps=tuple(_steps(rounds(market))),
        final=tuple(Ask(proposer=i, receiver=j) for i, j in enumerate(best.partner.tolist())),
        better=_better(market, best),
        proposers_place=mine,
        receivers_place=theirs,
        changed=_changed(best, deferred_acceptance(market, "receivers")),
    )


def _steps(run: Sequence[Round]) -> Iterator[Step]:
    before: tuple[tuple[int, ...], ...] = ((),) * len(run[0].held)
    for each in run:
        asked = sorted({j for _, j in each.proposals})
        yield Step(
            asks=tuple(Ask(proposer=i, receiver=j) for i, j in each.proposals),
            keeps=tuple(
                Keep(
                    receiver=j,
                    proposers=tuple(sorted(each.held[j])),
                    among=tuple(sorted([*before[j], *(i for i, to in each.proposals if to == j)])),
                )
                for j in asked
            ),
        )
        before = each.held


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


def judge(question: Question, solution: Solution, answer: Answer) -> tuple[Judged, ...]:
    """A verdict on each decision. Raises ValueError for an answer of another size than the question."""
    sides = question.sides
    sizes = {(len(turn.asks), len(turn.keeps)) for turn in answer.turns}
    if (
        len(answer.turns) != question.rounds
        or sizes != {(len(sides.proposers), len(sides.receivers))}
        or len(answer.final) != len(sides.proposers)
    ):
        raise ValueError(f"the answer does not fit {question.rounds} rounds of this case")
    held: dict[int, tuple[int, ...]] = {}
    judged = []
    for number, turn in enumerate(answer.turns):
        step = solution.steps[number] if number < len(solution.steps) else Step(asks=(), keeps=())
        due = {ask.proposer: ask.receiver for ask in step.asks}
        keeps = {keep.receiver: keep.proposers for keep in step.keeps}
        judged.append(
            Judged(
                asks=tuple(_on_ask(given, due.get(i)) for i, given in enumerate(turn.asks)),
                keeps=tuple(
                    _on_keep(given, keeps.get(j), held.get(j, ())) for j, given in enumerate(turn.keeps)
                ),
            )
        )
        held |= keeps
    return tuple(judged)


def _on_ask(given: int, due: int | None) -> Verdict:
    if due is None:
        return "none" if given == NOBODY else "needless"
    return "right" if given == due else "wrong"


def _on_keep(given: tuple[int, ...], due: tuple[int, ...] | None, held: tuple[int, ...]) -> Verdict:
    if due is None:  # saying again who is kept already does no harm
        return "none" if given in ((), held) else "needless"
    return "right" if given == due else "wrong"


def verdicts(judged: Sequence[Judged]) -> Iterator[Verdict]:
    """All verdicts, in the order of the run."""
    for each in judged:
        yield from each.asks
        yield from each.keeps


def grade(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Criterion, ...]:
    """70 points for the decisions (each needless one undoes a right one), 20 for the end, 10 for the
    prediction.
    """
    said = list(verdicts(judge(question, solution, answer)))
    due = said.count("right") + said.count("wrong")
    value = max(0, said.count("right") - said.count("needless"))
    ended = int(answer.final == final_of(solution))
    foreseen = int(prediction is not None and prediction.better == solution.better)
    parts = (
        ("run", RUN_WORTH, value, due),
        ("final", FINAL_WORTH, ended, 1),
        ("prediction", PREDICTION_WORTH, foreseen, 1),
    )
    return tuple(
        Criterion(
            name=name, worth=worth, earned=earned(worth, got, 0, best), value=got, reference=0, best=best
        )
        for name, worth, got, best in parts
    )


def final_of(solution: Solution) -> tuple[int, ...]:
    """For each proposer the receiver with whom he ends."""
    return tuple(pair.receiver for pair in solution.final)


def true_turns(question: Question, solution: Solution) -> tuple[Turn, ...]:
    """The true run as one would fill it in."""
    turns = []
    for number in range(question.rounds):
        step = solution.steps[number] if number < len(solution.steps) else Step(asks=(), keeps=())
        asks = {ask.proposer: ask.receiver for ask in step.asks}
        keeps = {keep.receiver: keep.proposers for keep in step.keeps}
        turns.append(
            Turn(
                asks=tuple(asks.get(i, NOBODY) for i in range(len(question.sides.proposers))),
                keeps=tuple(keeps.get(j, ()) for j in range(len(question.sides.receivers))),
            )
        )
    return tuple(turns)


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Prediction, Answer]:
    """The right run; nothing at all; slips of each sort; every list filled blindly."""
    turns, final = true_turns(question, solution), final_of(solution)
    nothing = Turn(asks=(NOBODY,) * len(final), keeps=((),) * len(question.sides.receivers))
    last = len(solution.steps) - 1
    slips = (
        _with_turn(turns, 0, _other_ask(turns[0], 0, question)),
        _with_turn(turns, last, _no_keeps(turns[last], question)),
        _with_turn(turns, 1, _everybody_asks(turns[1], question)),
        _with_turn(turns, last, _everybody_keeps(turns[last])),
        _with_turn(turns, question.rounds - 1, _everybody_asks(turns[-1], question)),
    )
    others: tuple[Better, ...] = ("proposers", "receivers", "equal")
    return Samples(
        right=Answer(turns=turns, final=final),
        careful=Answer(turns=_with_turn(turns, last, nothing), final=final),
        wrong=(
            Answer(turns=(nothing,) * question.rounds, final=(NOBODY,) * len(final)),
            Answer(turns=turns, final=(*final[1:], final[0])),
            *(Answer(turns=each, final=final) for each in slips),
        ),
        blind=_blind(question, draw),
        predictions=tuple(
            Prediction(better=each) for each in sorted(others, key=lambda each: each != solution.better)
        ),
    )


def _with_turn(turns: tuple[Turn, ...], number: int, turn: Turn) -> tuple[Turn, ...]:
    return (*turns[:number], turn, *turns[number + 1 :])


def _other_ask(turn: Turn, proposer: int, question: Question) -> Turn:
    other = (turn.asks[proposer] + 1) % len(question.sides.receivers)
    return turn.model_copy(update={"asks": (*turn.asks[:proposer], other, *turn.asks[proposer + 1 :])})


def _no_keeps(turn: Turn, question: Question) -> Turn:
    return turn.model_copy(update={"keeps": ((),) * len(question.sides.receivers)})


def _everybody_asks(turn: Turn, question: Question) -> Turn:
    """Those who should wait ask the last of their lists."""
    asks = tuple(
        row[-1] if given == NOBODY else given
        for given, row in zip(turn.asks, question.sides.proposers, strict=True)
    )
    return turn.model_copy(update={"asks": asks})


def _everybody_keeps(turn: Turn) -> Turn:
    """Receivers whom nobody asked keep whom another one keeps."""
    some = next(kept for kept in turn.keeps if kept)
    return turn.model_copy(update={"keeps": tuple(kept or some for kept in turn.keeps)})


def _blind(question: Question, draw: Draw) -> Answer:
    sides = question.sides
    proposers, receivers = range(len(sides.proposers)), range(len(sides.receivers))
    seats = [*receivers] * sides.seats + [NOBODY] * len(proposers)
    return Answer(
        turns=tuple(
            Turn(
                asks=tuple(draw.choice([NOBODY, *receivers]) for _ in proposers),
                keeps=tuple(tuple(sorted(_some(proposers, sides.seats, draw))) for _ in receivers),
            )
            for _ in range(question.rounds)
        ),
        final=tuple(draw.shuffled(seats)[: len(proposers)]),
    )


def _some(people: Sequence[int], most: int, draw: Draw) -> set[int]:
    return {draw.choice([NOBODY, *people]) for _ in range(most)} - {NOBODY}
