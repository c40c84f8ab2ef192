"""Answers to try the kind with: the true run, slips of each sort, blind ones."""

from collections.abc import Sequence

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Samples
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Answer, Draft, Question, Solution, Turn
from mooc_tool.exercises.kinds.run_deferred_acceptance.marking import final_of
from mooc_tool.exercises.kinds.run_deferred_acceptance.reading import BETTER
from mooc_tool.exercises.two_sides import NOBODY


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Draft, Answer]:
    """The right run; nothing at all; slips of each sort; every list filled blindly."""
    turns, final = true_turns(question, solution), final_of(solution)
    right = Answer(better=solution.better, turns=turns, final=final)
    nothing = Turn(asks=(NOBODY,) * len(final), keeps=((),) * len(question.sides.receivers))
    last = len(turns) - 1
    slips = (
        _with_turn(turns, 0, _other_ask(turns[0], 0, question)),
        _with_turn(turns, last, _no_keeps(turns[last], question)),
        _with_turn(turns, 1, _everybody_asks(turns[1], question)),
        _with_turn(turns, last, _everybody_keeps(turns[last])),
        (*turns, _everybody_asks(nothing, question))[: question.rounds],
    )
    wrongly = next(each for each in BETTER if each != solution.better)
    return Samples(
        right=right,
        careful=_changed(right, turns=_with_turn(turns, last, nothing)),
        wrong=(
            Answer(better=wrongly, turns=(nothing,) * len(turns), final=(NOBODY,) * len(final)),
            _changed(right, better=wrongly),
            _changed(right, final=(*final[1:], final[0])),
            *(_changed(right, turns=each) for each in slips if each != turns),
        ),
        blind=_blind(question, len(turns), draw),
    )


def true_turns(question: Question, solution: Solution) -> tuple[Turn, ...]:
    """The true run as one would fill it in."""
    turns = []
    for step in solution.steps:
        asks = {ask.proposer: ask.receiver for ask in step.asks}
        keeps = {keep.receiver: keep.proposers for keep in step.keeps}
        turns.append(
            Turn(
                asks=tuple(asks.get(i, NOBODY) for i in range(len(question.sides.proposers))),
                keeps=tuple(keeps.get(j, ()) for j in range(len(question.sides.receivers))),
            )
        )
    return tuple(turns)


def _changed(answer: Answer, **changes: object) -> Answer:
    return answer.model_copy(update=changes)


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


def _blind(question: Question, rounds: int, draw: Draw) -> Answer:
    sides = question.sides
    proposers, receivers = range(len(sides.proposers)), range(len(sides.receivers))
    seats = [*receivers] * sides.seats + [NOBODY] * len(proposers)
    return Answer(
        better=draw.choice(BETTER),
        turns=tuple(
            Turn(
                asks=tuple(draw.choice([NOBODY, *receivers]) for _ in proposers),
                keeps=tuple(tuple(sorted(_some(proposers, sides.seats, draw))) for _ in receivers),
            )
            for _ in range(rounds)
        ),
        final=tuple(draw.shuffled(seats)[: len(proposers)]),
    )


def _some(people: Sequence[int], most: int, draw: Draw) -> set[int]:
    return {draw.choice([NOBODY, *people]) for _ in range(most)} - {NOBODY}
