"""What the pages may show: the service; and the learner's path beside the frontier and the best."""

from pydantic import JsonValue

from mooc_tool.engine.adoption.two_sided import Path
from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.the_two_sides.forms import (
    SHARES,
    SIZE,
    STEP,
    Answer,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_two_sides.market import AHEAD, followed, lengths, market
from mooc_tool.exercises.line_chart import Series, line_chart


def view(question: Question) -> Shown:
    """``destination``, ``start``, ``thresholds``, ``joining``, ``leaving``, ``budget``, ``cost``; ``size``;
    ``phases`` [{first, last}] of weeks; ``shares``; ``table`` [{drivers, found: [pairs]}] for ``passengers``.
    """
    told = question.model_dump(mode="json", exclude={"pairs", "best", "phases"})
    counts = [*range(2 * STEP, SIZE + 1, 2 * STEP)]
    rows: list[JsonValue] = [
        {
            "drivers": count,
            "found": [round(question.pairs[count // STEP][other // STEP] / 10) for other in counts],
        }
        for count in counts
    ]
    return {
        **told,
        "size": SIZE,
        "phases": _phases(question),
        "shares": [*SHARES],
        "passengers": [*counts],
        "table": rows,
    }


def _phases(question: Question) -> list[JsonValue]:
    phases: list[JsonValue] = []
    first = 1
    for length in lengths(question.phases):
        phases.append({"first": first, "last": first + length - 1})
        first += length
    return phases


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with the ``plan``, its ``weeks`` [{week, drivers, passengers, pairs, above}] (``above``
    the frontier, at the ends of phases, else None), the ``chart`` of the path, the ``growth`` of both sides;
    and ``best`` and ``found``, None while tries are left. The frontier is shown with ``found`` only.
    """
    path = followed(question, answer.plan)
    best = followed(question, question.best) if solution else None
    return {
        **view(question),
        "plan": [phase.model_dump() for phase in answer.plan],
        "weeks": _weeks(question, path),
        "chart": _chart(path, best, solution),
        "growth": _growth(path),
        "best": [phase.model_dump() for phase in question.best] if solution else None,
        "found": solution.model_dump(mode="json") if solution else None,
        "frontier": _frontier(solution) if solution else None,
    }


def _weeks(question: Question, path: Path) -> list[JsonValue]:
    ends = {0}
    for length in lengths(question.phases):
        ends.add(max(ends) + length)
    lives = market(question).takes_off
    rows: list[JsonValue] = []
    for week, (drivers, passengers) in enumerate(zip(path.first.tolist(), path.second.tolist(), strict=True)):
        rows.append(
            {
                "week": week,
                "drivers": round(drivers),
                "passengers": round(passengers),
                "pairs": round(float(path.matches[week - 1])) if week else None,
                "above": lives((drivers, passengers), AHEAD) if week in ends else None,
            }
        )
    return rows


def _frontier(solution: Solution) -> list[JsonValue]:
    return [
        {"drivers": STEP * place, "passengers": None if least < 0 else least}
        for place, least in enumerate(solution.frontier)
    ]


def _chart(path: Path, best: Path | None, solution: Solution | None) -> Shown:
    """Drivers across, passengers upwards; the paths move, the frontier stands."""
    series = [_path("own", path)]
    if best is not None and solution is not None:
        series.append(_path("best", best))
        frontier = [
            (STEP * place, float(least)) for place, least in enumerate(solution.frontier) if least >= 0
        ]
        if frontier:
            series.append(Series("frontier", frontier, drawn="line", when=()))
    return line_chart(series)


def _path(name: str, path: Path) -> Series:
    """A point a week, a mark every other week, that marks may be told apart."""
    both = zip(path.first.tolist(), path.second.tolist(), strict=True)
    points = [(round(drivers, 1), round(passengers, 1)) for drivers, passengers in both]
    return Series(name, points, every=2, when=range(len(points)))


def _growth(path: Path) -> Shown:
    """Weeks across, the members of each side upwards."""
    sides = (("drivers", path.first), ("passengers", path.second))
    return line_chart([Series(name, [*enumerate(side.tolist())], every=2) for name, side in sides])
