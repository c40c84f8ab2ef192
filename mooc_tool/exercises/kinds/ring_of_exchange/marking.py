"""The engine's exchanges for a case, the mark of an answer, and answers to try the kind with."""

from collections.abc import Iterable, Sequence

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.cycle_packing import maximum_cycle_packing
from mooc_tool.engine.matching.top_trading_cycles import trading_rounds
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.ring_of_exchange.forms import (
    NOBODY,
    Answer,
    Gift,
    Gifts,
    Packing,
    Question,
    Solution,
    Swap,
)

WORTH = {"desks": 40, "rounds": 10, "two": 20, "three": 30}


def solve(question: Question) -> Solution:
    """Top trading cycles for the desks; the most patients served, together and in two halves."""
    half = len(question.pairs) // 2
    halves = (range(half), range(half, len(question.pairs)))
    return Solution(
        swaps=swaps(question),
        two=packing(question.suits, 2),
        three=packing(question.suits, 3),
        apart=sum(packing(_within(question.suits, each), 3).served for each in halves),
    )


def swaps(question: Question) -> tuple[Swap, ...]:
    """Who leaves with which desk, and when."""
    found = {}
    for number, cycles in enumerate(trading_rounds(question.wishes), 1):
        for cycle in cycles:
            for person, owner in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
                found[person] = Swap(person=person, desk=owner, round=number)
    return tuple(found[person] for person in sorted(found))


def packing(suits: Sequence[Sequence[int]], longest: int) -> Packing:
    """The most patients served by cycles of up to ``longest`` pairs."""
    found = maximum_cycle_packing(suits, longest)
    gifts = sorted(
        (giver, receiver)
        for cycle in found.cycles
        for giver, receiver in zip(cycle, (*cycle[1:], cycle[0]), strict=True)
    )
    return Packing(
        gifts=tuple(Gift(giver=giver, receiver=receiver) for giver, receiver in gifts), served=found.served
    )


def _within(suits: Sequence[Sequence[int]], members: Iterable[int]) -> list[list[int]]:
    kept = set(members)
    return [[j for j in row if i in kept and j in kept] for i, row in enumerate(suits)]


def cycles_of(gifts: Gifts) -> tuple[tuple[int, ...], ...]:
    """The cycles of gifts, each from its smallest pair. Raises ValueError for gifts that do not close."""
    given = {giver: receiver for giver, receiver in enumerate(gifts) if receiver != NOBODY}
    if sorted(given) != sorted(given.values()):
        raise ValueError("somebody gives without being given to, or is given to twice")
    cycles, done = [], set[int]()
    for first in given:
        if first in done:
            continue
        cycle = [first]
        while (member := given[cycle[-1]]) != first:
            cycle.append(member)
        done.update(cycle)
        cycles.append(tuple(cycle))
    return tuple(cycles)


def served(question: Question, gifts: Gifts, longest: int) -> int:
    """Patients served. Raises ValueError for exchanges that cannot take place."""
    if len(gifts) != len(question.pairs):
        raise ValueError(f"{len(gifts)} gifts for {len(question.pairs)} pairs")
    if any(to != NOBODY and to not in suits for to, suits in zip(gifts, question.suits, strict=True)):
        raise ValueError("a gift does not suit its patient")
    cycles = cycles_of(gifts)
    if any(len(cycle) > longest for cycle in cycles):
        raise ValueError(f"a cycle has more than {longest} pairs")
    return sum(map(len, cycles))


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """40 points for the desks, 10 for the rounds, 20 for cycles of two, 30 for cycles of up to three."""
    people = len(question.wishes)
    if sorted(answer.desks) != list(range(people)) or len(answer.rounds) != people:
        raise ValueError("each person has one desk and one round")
    values = {
        "desks": sum(desk == swap.desk for desk, swap in zip(answer.desks, solution.swaps, strict=True)),
        "rounds": sum(given == swap.round for given, swap in zip(answer.rounds, solution.swaps, strict=True)),
        "two": served(question, answer.two, 2),
        "three": served(question, answer.three, 3),
    }
    best = {"desks": people, "rounds": people, "two": solution.two.served, "three": solution.three.served}
    return tuple(
        Criterion(
            name=name,
            worth=worth,
            earned=earned(worth, values[name], 0, best[name]),
            value=values[name],
            reference=0,
            best=best[name],
        )
        for name, worth in WORTH.items()
    )


def gifts_of(found: Packing, pairs: int) -> Gifts:
    """A packing as one would fill it in."""
    given = {gift.giver: gift.receiver for gift in found.gifts}
    return tuple(given.get(pair, NOBODY) for pair in range(pairs))


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """The engine's exchanges; cycles of two throughout; nobody moves; slips; everything blindly."""
    pairs, people = len(question.pairs), len(question.wishes)
    right = Answer(
        desks=tuple(swap.desk for swap in solution.swaps),
        rounds=tuple(swap.round for swap in solution.swaps),
        two=gifts_of(solution.two, pairs),
        three=gifts_of(solution.three, pairs),
    )
    nobody = Answer(
        desks=tuple(range(people)), rounds=(1,) * people, two=(NOBODY,) * pairs, three=(NOBODY,) * pairs
    )
    return Samples(
        right=right,
        careful=right.model_copy(update={"three": right.two}),
        wrong=(
            nobody,
            right.model_copy(update={"desks": nobody.desks}),
            right.model_copy(update={"rounds": nobody.rounds}),
            right.model_copy(update={"two": nobody.two}),
            right.model_copy(update={"three": right.two}),
        ),
        blind=Answer(
            desks=tuple(draw.shuffled(range(people))),
            rounds=tuple(draw.between(1, people) for _ in range(people)),
            two=_blind_gifts(question, 2, draw),
            three=_blind_gifts(question, 3, draw),
        ),
    )


def _blind_gifts(question: Question, longest: int, draw: Draw) -> Gifts:
    """Every donor's patient picked blindly; what does not close in a short enough cycle falls away."""
    given = [draw.choice([NOBODY, *row]) for row in question.suits]
    kept = [NOBODY] * len(given)
    for first in range(len(given)):
        cycle = [first]
        while (to := given[cycle[-1]]) not in (NOBODY, first) and len(cycle) < longest and to not in cycle:
            cycle.append(to)
        if to == first:
            for pair in cycle:
                kept[pair] = given[pair]
    return tuple(kept)
