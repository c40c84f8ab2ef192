"""What there is to learn from a run: its first slip, its end, and what the other side would have got.

Rounds and people in the data count from 0; the template adds one.
"""

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Answer, Better, Draft, Question, Solution
from mooc_tool.exercises.kinds.run_deferred_acceptance.judging import Judged, judge
from mooc_tool.exercises.kinds.run_deferred_acceptance.marking import final_of, predicted

NOTES = frozenset(
    {
        "predicted-right", "predicted-wrong", "run-right",
        "ask-wrong", "ask-needless", "ask-over", "keep-wrong", "keep-needless",
        "final-right", "final-wrong", "other-side", "idea-proposers", "case-nobel", "case-ranks",
    }
)  # fmt: skip


def explain(
    question: Question, solution: Solution, prediction: Draft | None, answer: Answer
) -> tuple[Note, ...]:
    """The prediction, the first slip, the end, the other side's run, the idea, the real cases."""
    scene = {"scene": question.sides.scene}
    wrong_ends = sum(a != b for a, b in zip(answer.final, final_of(solution), strict=True))
    end = Note(name="final-wrong", data={"wrong": wrong_ends}) if wrong_ends else Note(name="final-right")
    people = len(question.sides.proposers) + len(question.sides.receivers)
    return (
        *_on_prediction(question, solution, predicted(prediction, answer)),
        _first_slip(question, solution, answer),
        end,
        Note(name="other-side", data={**scene, "changed": solution.changed, "people": people}),
        Note(name="idea-proposers"),
        Note(name="case-nobel", data={"facts": ["F-401"]}),
        Note(name="case-ranks", data={"facts": ["F-508"]}),
    )


def _on_prediction(question: Question, solution: Solution, better: Better | None) -> tuple[Note, ...]:
    if better is None:
        return ()
    name = "predicted-right" if better == solution.better else "predicted-wrong"
    data = {
        "scene": question.sides.scene,
        "predicted": better,
        "better": solution.better,
        "proposers_place": solution.proposers_place,
        "receivers_place": solution.receivers_place,
    }
    return (Note(name=name, data={**data}),)


def _first_slip(question: Question, solution: Solution, answer: Answer) -> Note:
    """The first decision that is not the engine's, with what the engine decides there and why."""
    scene = question.sides.scene
    for number, judged in enumerate(judge(question, solution.steps, answer.turns)):
        slip = _ask_slip(number, judged, solution, answer) or _keep_slip(number, judged, solution, answer)
        if slip is not None:
            return slip.model_copy(update={"data": {**slip.data, "scene": scene, "round": number}})
    return Note(name="run-right", data={"rounds": len(solution.steps)})


def _ask_slip(number: int, judged: Judged, solution: Solution, answer: Answer) -> Note | None:
    slips = [i for i, verdict in enumerate(judged.asks) if verdict in ("wrong", "needless")]
    if not slips:
        return None
    who = slips[0]
    given = answer.turns[number].asks[who]
    if number >= len(solution.steps):
        return Note(name="ask-over", data={"proposer": who, "rounds": len(solution.steps)})
    if judged.asks[who] == "needless":
        return Note(
            name="ask-needless",
            data={"proposer": who, "holder": _holder(solution, number, who), "given": given},
        )
    due = next(ask.receiver for ask in solution.steps[number].asks if ask.proposer == who)
    return Note(name="ask-wrong", data={"proposer": who, "given": given, "due": due})


def _keep_slip(number: int, judged: Judged, solution: Solution, answer: Answer) -> Note | None:
    slips = [j for j, verdict in enumerate(judged.keeps) if verdict in ("wrong", "needless")]
    if not slips:
        return None
    who = slips[0]
    given = [*answer.turns[number].keeps[who]]
    if judged.keeps[who] == "needless":
        return Note(name="keep-needless", data={"receiver": who, "given": [*given]})
    keep = next(keep for keep in solution.steps[number].keeps if keep.receiver == who)
    data = {"receiver": who, "given": [*given], "due": [*keep.proposers], "among": [*keep.among]}
    return Note(name="keep-wrong", data={**data})


def _holder(solution: Solution, number: int, proposer: int) -> int:
    """Who keeps the proposer when this round starts: the last receiver that he asked."""
    return next(
        ask.receiver
        for step in reversed(solution.steps[:number])
        for ask in step.asks
        if ask.proposer == proposer
    )
