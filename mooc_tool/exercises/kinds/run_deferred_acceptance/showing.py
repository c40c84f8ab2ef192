"""What the pages may show: the lists, the learner's run with a verdict on each decision, the true run."""

from pydantic import JsonValue

from mooc_tool.engine.matching.rounds import rounds
from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Answer, Question, Solution
from mooc_tool.exercises.kinds.run_deferred_acceptance.marking import final_of, judge, solve, true_turns
from mooc_tool.exercises.two_sides import run_pictures


def view(question: Question) -> Shown:
    """``scene``, ``seats``, ``proposers``, ``receivers`` (lists) and ``rounds``: room in the form."""
    return {**question.sides.shown(), "rounds": question.rounds}


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with ``decisions`` [{round, side, who, given, verdict, due}], ``final`` [{given, due}] and
    ``pictures`` of the true run; ``due`` is None and there are no pictures while tries are left.
    """
    decisions = _decisions(question, answer, solution)
    ends = final_of(solution) if solution else (None,) * len(answer.final)
    final: list[JsonValue] = [
        {"given": given, "due": due} for given, due in zip(answer.final, ends, strict=True)
    ]
    return {
        **view(question),
        "decisions": [*decisions],
        "final": final,
        "run": solution.model_dump(mode="json") if solution else None,
        "pictures": run_pictures(question.sides, rounds(question.sides.market())) if solution else [],
    }


def _decisions(question: Question, answer: Answer, solution: Solution | None) -> list[Shown]:
    """Each decision that was due or given."""
    truth = solve(question)
    true = true_turns(question, truth)
    rows: list[Shown] = []
    for number, (judged, turn) in enumerate(zip(judge(question, truth, answer), answer.turns, strict=True)):
        asks: list[tuple[int, ...]] = [(each,) if each >= 0 else () for each in turn.asks]
        true_asks: list[tuple[int, ...]] = [(each,) if each >= 0 else () for each in true[number].asks]
        for side, verdicts, given, due in (
            ("proposers", judged.asks, asks, true_asks),
            ("receivers", judged.keeps, [*turn.keeps], [*true[number].keeps]),
        ):
            rows += [
                {
                    "round": number,
                    "side": side,
                    "who": who,
                    "given": [*given[who]],
                    "verdict": verdict,
                    "due": [*due[who]] if solution else None,
                }
                for who, verdict in enumerate(verdicts)
                if verdict != "none"
            ]
    return rows
