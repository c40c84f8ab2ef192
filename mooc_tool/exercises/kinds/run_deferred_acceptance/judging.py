"""The rounds of the true run, and every decision judged against them.

Each round is judged from the true state in which it starts, so that one slip does not spoil the rounds
after it.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from mooc_tool.engine.matching.rounds import Round
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Ask, Keep, Question, Step, Turn
from mooc_tool.exercises.two_sides import NOBODY

Verdict = Literal["right", "wrong", "needless", "none"]
"""``wrong``: a decision was due and another (or none) was given. ``needless``: none was due, one was
given.
"""


class Judged(NamedTuple):
    """One round: a verdict for each proposer's ask and for each receiver's keep."""

    asks: tuple[Verdict, ...]
    keeps: tuple[Verdict, ...]


class Tally(NamedTuple):
    """How many decisions were due, right, and given where none was due."""

    due: int
    right: int
    needless: int


def steps_of(run: Sequence[Round]) -> Iterator[Step]:
    """Rounds as a solution tells them."""
    before: dict[int, tuple[int, ...]] = {}
    for each in run:
        asked = sorted({j for _, j in each.proposals})
        yield Step(
            asks=tuple(Ask(proposer=i, receiver=j) for i, j in each.proposals),
            keeps=tuple(
                Keep(
                    receiver=j,
                    proposers=tuple(sorted(each.held[j])),
                    among=tuple(sorted([*before.get(j, ()), *(i for i, to in each.proposals if to == j)])),
                )
                for j in asked
            ),
        )
        before = dict(enumerate(each.held))


def judge(question: Question, steps: Sequence[Step], turns: Sequence[Turn]) -> tuple[Judged, ...]:
    """A verdict on each decision of the rounds handed in. Raises ValueError for turns of another size than
    the question.
    """
    sides = question.sides
    sizes = {(len(turn.asks), len(turn.keeps)) for turn in turns}
    if len(turns) > question.rounds or not sizes <= {(len(sides.proposers), len(sides.receivers))}:
        raise ValueError(f"the answer does not fit {question.rounds} rounds of this case")
    held: dict[int, tuple[int, ...]] = {}
    judged = []
    for number, turn in enumerate(turns):
        step = steps[number] if number < len(steps) else Step(asks=(), keeps=())
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


def tally(judged: Sequence[Judged]) -> Tally:
    """The verdicts, counted."""
    said = [verdict for each in judged for verdict in (*each.asks, *each.keeps)]
    right, needless = said.count("right"), said.count("needless")
    return Tally(right + said.count("wrong"), right, needless)
