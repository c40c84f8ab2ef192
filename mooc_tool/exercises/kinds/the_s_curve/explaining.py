"""What there is to learn from an answer."""

from collections.abc import Iterator

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.the_s_curve import curves
from mooc_tool.exercises.kinds.the_s_curve.forms import Answer, Fitted, Question, Solution
from mooc_tool.exercises.kinds.the_s_curve.marking import RIGHT, nearness

NOTES = frozenset(
    {
        "fit-best", "fit-short", "step", "peak-right", "peak-early", "peak-late", "final-near", "final-low",
        "final-high", "event-right", "event-wrong", "best-forecast", "twins", "idea-humble", "case-textbook",
        "case-blablacar", "case-rouen",
    }
)  # fmt: skip


def explain(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    """The fit and one change that mends it, the forecasts, the event, the twins, the idea, the cases."""
    return (
        *_on_fit(question, solution, answer),
        *_on_forecasts(question, solution, answer),
        _on_event(solution, answer),
        Note(
            name="best-forecast",
            data={
                "final": solution.best.curve.m,
                "peak": curves.peak(solution.best.curve),
                "came": question.true.m,
                "came_peak": solution.peak,
            },
        ),
        Note(name="twins", data={"small": _told(solution.small), "large": _told(solution.large)}),
        Note(name="idea-humble"),
        Note(name="case-textbook", data={"error": solution.textbook.error, "facts": ["F-408"]}),
        Note(name="case-blablacar", data={"facts": ["F-022"]}),
        Note(name="case-rouen", data={"facts": ["F-130"]}),
    )


def _told(fitted: Fitted) -> dict[str, int]:
    return {**fitted.curve.model_dump(), "error": fitted.error}


def _on_fit(question: Question, solution: Solution, answer: Answer) -> Iterator[Note]:
    """How far the own curve is off; unless it is among the best, the one change that helps most."""
    own = curves.error(answer.curve, question.seen)
    best = solution.best.error
    if own <= best + curves.TOLERANCE:
        yield Note(name="fit-best", data={"error": own, "best": best})
        return
    yield Note(name="fit-short", data={"error": own, "best": best})
    what, after = curves.one_step(answer.curve, question.seen)
    if after.error < own:
        before, mended = answer.curve.model_dump()[what], after.curve.model_dump()[what]
        yield Note(
            name="step",
            data={"what": what, "own": before, "to": mended, "error": own, "after": after.error},
        )


def _on_forecasts(question: Question, solution: Solution, answer: Answer) -> Iterator[Note]:
    side = "right" if answer.peak == solution.peak else "early" if answer.peak < solution.peak else "late"
    yield Note(name=f"peak-{side}", data={"given": answer.peak, "peak": solution.peak})
    final = question.true.m
    near = nearness(answer.final, final) >= RIGHT
    side = "near" if near else "low" if answer.final < final else "high"
    yield Note(name=f"final-{side}", data={"given": answer.final, "final": final})


def _on_event(solution: Solution, answer: Answer) -> Note:
    if answer.event == solution.event:
        return Note(name="event-right", data={"event": solution.event})
    return Note(name="event-wrong", data={"event": solution.event, "given": answer.event})
