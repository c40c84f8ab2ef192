"""Which stage comes next: the prediction, each round of the true run, the end."""

from collections.abc import Iterator

from mooc_tool.engine.matching.rounds import rounds
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import MOST_ROUNDS, Draft, Question

STAGES = ("prediction", *(f"round-{number}" for number in range(1, MOST_ROUNDS + 1)), "final")


def due(question: Question, draft: Draft) -> str:
    """The name of the stage after the draft's. ValueError for rounds before the prediction."""
    if draft.better is None:
        if draft.turns:
            raise ValueError("rounds before the prediction")
        return STAGES[0]
    return STAGES[len(draft.turns) + 1] if len(draft.turns) < true_rounds(question) else STAGES[-1]


def drafts(question: Question, draft: Draft) -> Iterator[Draft]:
    """The drafts that led to this one, from the empty one to itself."""
    yield Draft()
    if draft.better is not None:
        for count in range(min(len(draft.turns), true_rounds(question)) + 1):
            yield Draft(better=draft.better, turns=draft.turns[:count])


def true_rounds(question: Question) -> int:
    """How many rounds the true run takes."""
    return len(rounds(question.sides.market()))
