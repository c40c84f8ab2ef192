"""What there is to learn from an answer. People and pairs in the data count from 0."""

from collections.abc import Iterator

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.ring_of_exchange.forms import (
    NOBODY,
    Answer,
    Gifts,
    Packing,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.ring_of_exchange.marking import cycles_of, gifts_of, served

NOTES = frozenset(
    {
        "desks-right", "desks-wrong", "rounds-wrong", "two-best", "two-short", "three-best", "three-short",
        "idea-cycles", "register", "case-france", "case-register",
    }
)  # fmt: skip


def explain(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    """The desks and the first slip, each plan of the register, the idea, the same pairs apart, the cases."""
    return (
        *_on_desks(solution, answer),
        _on_gifts("two", question, solution.two, answer.two, 2),
        _on_gifts("three", question, solution.three, answer.three, 3),
        Note(name="idea-cycles"),
        Note(
            name="register",
            data={
                "together": solution.three.served,
                "apart": solution.apart,
                "pairs": len(question.pairs),
                "half": len(question.pairs) // 2,
            },
        ),
        Note(name="case-france", data={"facts": ["F-414"]}),
        Note(name="case-register", data={"facts": ["F-510"]}),
    )


def _on_desks(solution: Solution, answer: Answer) -> Iterator[Note]:
    """The first person, in the order of the rounds, who has another desk than the engine's; or the first
    who leaves in another round.
    """
    in_order = sorted(solution.swaps, key=lambda swap: (swap.round, swap.person))
    wrong = [swap for swap in in_order if answer.desks[swap.person] != swap.desk]
    late = [swap for swap in in_order if answer.rounds[swap.person] != swap.round]
    if wrong:
        first = wrong[0]
        next_of = {swap.person: swap.desk for swap in solution.swaps}
        cycle = [first.person]
        while (following := next_of[cycle[-1]]) != first.person:
            cycle.append(following)
        data = {"person": first.person, "given": answer.desks[first.person], "round": first.round}
        yield Note(name="desks-wrong", data={**data, "cycle": [*cycle]})
    else:
        yield Note(name="desks-right", data={"people": len(solution.swaps)})
        if late:
            data = {"person": late[0].person, "given": answer.rounds[late[0].person], "round": late[0].round}
            yield Note(name="rounds-wrong", data={**data})


def _on_gifts(part: str, question: Question, best: Packing, gifts: Gifts, longest: int) -> Note:
    """How many patients are served; if fewer than can be, a cycle of the engine's that is missing, one that
    can be added as it is if there is one.
    """
    got = served(question, gifts, longest)
    if got == best.served:
        return Note(name=f"{part}-best", data={"served": got})
    own = cycles_of(gifts)
    missing = [cycle for cycle in cycles_of(gifts_of(best, len(gifts))) if cycle not in own]
    taken = {pair for pair, to in enumerate(gifts) if to != NOBODY}
    cycle = min(missing, key=lambda each: (len(taken & set(each)), each))
    free = not taken & set(cycle)
    return Note(
        name=f"{part}-short", data={"served": got, "best": best.served, "cycle": [*cycle], "free": free}
    )
