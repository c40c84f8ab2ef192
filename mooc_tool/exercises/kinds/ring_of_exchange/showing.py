"""What the pages may show: wishes, the register, the learner's exchanges beside the engine's."""

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.ring_of_exchange.forms import Answer, Question, Solution
from mooc_tool.exercises.kinds.ring_of_exchange.marking import cycles_of, gifts_of
from mooc_tool.exercises.kinds.ring_of_exchange.pointing import pointing


def view(question: Question) -> Shown:
    """``wishes`` by person; ``pairs`` [{donor, patient, suits: [pair]}]."""
    pairs: list[JsonValue] = [
        {**pair.model_dump(), "suits": [*row]}
        for pair, row in zip(question.pairs, question.suits, strict=True)
    ]
    return {"wishes": [[*row] for row in question.wishes], "pairs": pairs}


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with ``desks`` [{desk, round, due}] by person (``due`` is the engine's swap, or None) and
    ``plans`` {"two": {"own": cycles, "best": cycles or None}, "three": the same}; ``rounds`` of the engine's
    exchange of desks (see ``pointing``), none while tries are left.
    """
    desks: list[JsonValue] = [
        {"desk": desk, "round": when, "due": solution.swaps[person].model_dump() if solution else None}
        for person, (desk, when) in enumerate(zip(answer.desks, answer.rounds, strict=True))
    ]
    pairs = len(question.pairs)
    plans: dict[str, JsonValue] = {}
    for name, own in (("two", answer.two), ("three", answer.three)):
        packing = getattr(solution, name) if solution else None
        plans[name] = {
            "own": [[*cycle] for cycle in cycles_of(own)],
            "best": [[*cycle] for cycle in cycles_of(gifts_of(packing, pairs))] if packing else None,
        }
    found = solution.model_dump(mode="json") if solution else None
    rounds = pointing(question, solution) if solution else []
    return {**view(question), "desks": desks, "plans": plans, "found": found, "rounds": rounds}
