"""What the pages may show: the lists, the run as far as it has come with a verdict on each decision."""

from collections.abc import Sequence

from pydantic import JsonValue

from mooc_tool.engine.matching.rounds import rounds
from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import (
    Answer,
    Draft,
    Question,
    Solution,
    Step,
    Turn,
)
from mooc_tool.exercises.kinds.run_deferred_acceptance.judging import judge, steps_of, tally
from mooc_tool.exercises.kinds.run_deferred_acceptance.marking import final_of, solve
from mooc_tool.exercises.two_sides import run_pictures


def view(question: Question) -> Shown:
    """``scene``, ``seats``, ``proposers``, ``receivers`` (lists) and ``rounds``: how many there may be."""
    return {**question.sides.shown(), "rounds": question.rounds}


def outcome(question: Question, draft: Draft) -> Shown:
    """The true run as far as it was done by hand, and what was wrong in the round before.

    ``done`` rounds, ``over`` if they are all; ``last``: decisions of the round before (see ``review``);
    ``tally`` of all rounds {due, right, needless}; ``pictures`` of the true rounds done.
    """
    run = rounds(question.sides.market())
    done = run[: len(draft.turns)]
    steps = tuple(steps_of(done))
    return {
        "done": len(done),
        "over": len(done) == len(run),
        "last": [row for row in _decisions(question, steps, draft.turns) if row["round"] == len(done) - 1],
        "tally": tally(judge(question, steps, draft.turns))._asdict(),
        "pictures": run_pictures(question.sides, done),
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with ``decisions`` [{round, side, who, given, verdict, due}], ``final`` [{given, due}],
    and ``pictures`` of the true run once no try is left.
    """
    truth = solution or solve(question)
    final: list[JsonValue] = [
        {"given": given, "due": due} for given, due in zip(answer.final, final_of(truth), strict=True)
    ]
    return {
        **view(question),
        "decisions": [*_decisions(question, truth.steps, answer.turns)],
        "final": final,
        "run": solution.model_dump(mode="json") if solution else None,
        "pictures": run_pictures(question.sides, rounds(question.sides.market())) if solution else [],
    }


def _decisions(question: Question, steps: Sequence[Step], turns: Sequence[Turn]) -> list[Shown]:
    """Each decision that was due or given."""
    rows: list[Shown] = []
    for number, (judged, turn) in enumerate(zip(judge(question, steps, turns), turns, strict=True)):
        step = steps[number] if number < len(steps) else Step(asks=(), keeps=())
        asks = {ask.proposer: (ask.receiver,) for ask in step.asks}
        keeps = {keep.receiver: keep.proposers for keep in step.keeps}
        asked = [(each,) if each >= 0 else () for each in turn.asks]
        for side, verdicts, given, due in (
            ("proposers", judged.asks, asked, asks),
            ("receivers", judged.keeps, turn.keeps, keeps),
        ):
            rows += [
                {
                    "round": number,
                    "side": side,
                    "who": who,
                    "given": [*given[who]],
                    "verdict": verdict,
                    "due": [*due.get(who, ())],
                }
                for who, verdict in enumerate(verdicts)
                if verdict != "none"
            ]
    return rows
