"""What the pages may show: the beginning, a curve that is tried, and in the end what came."""

from itertools import accumulate

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.the_s_curve import curves
from mooc_tool.exercises.kinds.the_s_curve.forms import Answer, Curve, Question, Solution
from mooc_tool.exercises.line_chart import Rule, Series, line_chart


def view(question: Question) -> Shown:
    """What has been seen so far, as a chart and as numbers."""
    drawn = [_points("seen", question.seen)]
    if question.hint:
        drawn.append(_line("textbook", curves.textbook(question.seen), len(question.seen)))
    return {
        "scene": question.scene,
        "seen": [*question.seen],
        "total": sum(question.seen),
        "chart": line_chart(drawn),
        "events": [*question.events],
        "hint": question.hint,
        "trial": None,
    }


def tried(question: Question, curve: Curve) -> Shown:
    """The same with a curve drawn through it and beyond: what it leaves, where it peaks, where it ends."""
    shown = len(question.seen)
    own = _line("own", curve, 2 * shown)
    chart = line_chart([_points("seen", question.seen), own], rules=[Rule("today", shown)])
    rows: list[JsonValue] = [
        {"period": number, "seen": seen, "own": new, "left": seen - new}
        for number, (seen, new) in enumerate(
            zip(question.seen, curves.new_adopters(curve, shown), strict=True), 1
        )
    ]
    return {
        **view(question),
        "trial": {
            "curve": curve.model_dump(),
            "error": curves.error(curve, question.seen),
            "peak": curves.peak(curve),
            "chart": chart,
            "rows": rows,
        },
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """The own curve through the beginning; after the last try also the best, the twins and what came.

    ``chart`` has those who join each month, ``total`` all who have joined by then: the curves in S.
    """
    shown = len(question.seen)
    horizon = 2 * shown
    drawn = [_points("seen", question.seen), _line("own", answer.curve, horizon)]
    if solution is not None:
        future = Series("came", list(enumerate(solution.future, 1))[shown:], "marks")
        twins = (("small", solution.small.curve), ("large", solution.large.curve))
        drawn += [_line("best", solution.best.curve, horizon), future]
        drawn += [_line(name, curve, horizon) for name, curve in twins]
    return {
        **view(question),
        "own": answer.model_dump(mode="json"),
        "chart": line_chart(drawn, rules=[Rule("today", shown)]),
        "total": line_chart([_summed(each, question) for each in drawn], rules=[Rule("today", shown)]),
        "best": solution.best.model_dump(mode="json") if solution else None,
        "future": [*solution.future] if solution else None,
    }


def _points(name: str, new: tuple[int, ...]) -> Series:
    return Series(name, list(enumerate(new, 1)), "marks")


def _line(name: str, curve: Curve, periods: int) -> Series:
    return Series(name, list(enumerate(curves.new_adopters(curve, periods), 1)), "line")


def _summed(series: Series, question: Question) -> Series:
    """The same, summed up month after month; what came goes on from what was seen."""
    months = [int(x) for x, _ in series.points]
    before = sum(question.seen[: months[0] - 1])
    totals = accumulate((new or 0 for _, new in series.points), initial=before)
    return Series(series.name, [*zip(months, [*totals][1:], strict=True)], series.drawn)
