"""What there is to learn from an answer. Phases in the data count from 0."""

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.the_two_sides.forms import (
    DRIVERS,
    PASSENGERS,
    Answer,
    Phase,
    Plan,
    Prediction,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_two_sides.market import AHEAD, OPTIONS, followed, market, value

NOTES = frozenset(
    {
        "predicted-right", "predicted-wrong", "as-good", "better", "lives", "dies", "idea-frontier",
        "idea-rare", "case-lane", "case-zigzag",
    }
)  # fmt: skip


def explain(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Note, ...]:
    """The prediction, the one change that gains most, where the service ends, the ideas, the real cases."""
    return (
        *_on_prediction(solution, prediction),
        _on_plan(question, solution, answer.plan),
        _on_end(question, answer.plan),
        Note(name="idea-frontier", data={"facts": ["F-403"]}),
        Note(name="idea-rare", data={"side": solution.rare, "start": [*question.start]}),
        Note(name="case-lane", data={"facts": ["F-105"]}),
        Note(name="case-zigzag", data={"facts": ["F-505"]}),
    )


def _on_prediction(solution: Solution, prediction: Prediction | None) -> tuple[Note, ...]:
    if prediction is None:
        return ()
    name = "predicted-right" if prediction.side == solution.rare else "predicted-wrong"
    return (Note(name=name, data={"side": solution.rare, "given": prediction.side}),)


def _on_plan(question: Question, solution: Solution, plan: Plan) -> Note:
    """Of all changes of one phase the one that gains most trips."""
    got = value(question, plan)
    if got >= solution.best:
        return Note(name="as-good", data={"trips": got, "even": solution.even})
    changes = [
        (value(question, (*plan[:number], option, *plan[number + 1 :])), number, option)
        for number in range(question.phases)
        for option in OPTIONS
    ]
    gained, number, option = max(changes, key=lambda change: change[0])
    data = {"trips": got, "best": solution.best, "phase": number, "gained": gained - got}
    return Note(name="better", data={**data, "change": _told(option), "other": gained > got})


def _told(phase: Phase) -> dict[str, int]:
    return phase.model_dump()


def _on_end(question: Question, plan: Plan) -> Note:
    """Whether the service lives on without help."""
    path = followed(question, plan)
    members = float(path.first[-1]), float(path.second[-1])
    name = "lives" if market(question).takes_off(members, AHEAD) else "dies"
    return Note(
        name=name, data={"drivers": round(members[DRIVERS]), "passengers": round(members[PASSENGERS])}
    )
