"""What the pages may show: the people, the ladder or the network, the cascade round by round."""

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.trigger_the_cascade.forms import NOTHING, Answer, Question, Solution
from mooc_tool.exercises.kinds.trigger_the_cascade.posing import COLUMNS
from mooc_tool.exercises.kinds.trigger_the_cascade.spreading import rounds, spent
from mooc_tool.exercises.line_chart import Series, line_chart

STEP, EDGE, SHIFT = 58, 30, 9  # units of the network's drawing: between neighbours, around, out of line


def view(question: Question) -> Shown:
    """``people`` [{waits, hours, knows: [person]}], ``budget``, ``relief``, ``hints``, ``network``: where
    people and ties are drawn, or None; ``ladder``: a chart of how many more are ready than have joined.
    """
    people = len(question.thresholds)
    knows: list[list[JsonValue]] = [[] for _ in range(people)]
    for tie in question.ties:
        knows[tie.one].append(tie.other)
        knows[tie.other].append(tie.one)
    rows: list[JsonValue] = [
        {"waits": waits, "hours": hours, "knows": known}
        for waits, hours, known in zip(question.thresholds, question.hours, knows, strict=True)
    ]
    return {
        "people": rows,
        "budget": question.budget,
        "relief": question.relief,
        "hints": question.hints,
        "network": _drawn(question) if question.ties else None,
        "ladder": None if question.ties else _ladder(question),
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with ``own`` [{push, round}] by person, round 0 for never, ``spent``, ``best`` {convinced,
    talked, hours} or None, ``last`` {round, alone, own}, and the ``chart`` of those joined, round by round.
    """
    people = len(question.thresholds)
    when = {"alone": rounds(question, [NOTHING] * people), "own": rounds(question, answer.pushes)}
    if solution:
        when["best"] = rounds(question, solution.pushes(people))
    last = max(max(each) for each in when.values())
    counts = {
        name: [sum(0 < each <= number for each in joined) for number in range(last + 1)]
        for name, joined in when.items()
    }
    own: list[JsonValue] = [
        {"push": push, "round": number} for push, number in zip(answer.pushes, when["own"], strict=True)
    ]
    return {
        **view(question),
        "own": own,
        "spent": spent(question, answer.pushes),
        "best": _best(solution),
        "last": {"round": last, "alone": counts["alone"][-1], "own": counts["own"][-1]},
        "chart": line_chart([Series(name, [*enumerate(each)]) for name, each in counts.items()]),
    }


def _best(solution: Solution | None) -> JsonValue:
    if solution is None:
        return None
    return {"convinced": [*solution.convinced], "talked": [*solution.talked], "hours": solution.hours}


def _ladder(question: Question) -> Shown:
    """How many more are ready than have joined, once so many have: at 0 or below, all stops."""
    people = len(question.thresholds)
    spare = [(k, sum(asked <= k for asked in question.thresholds) - k) for k in range(people)]
    return line_chart([Series("spare", spare)])


def _drawn(question: Question) -> Shown:
    """``width``, ``height``, ``people`` [{x, y}], ``ties`` [{x1, y1, x2, y2}], out of line in a fixed way."""
    spots = []
    for i in range(len(question.thresholds)):
        row, column = divmod(i, COLUMNS)
        spots.append((EDGE + STEP * column + SHIFT * (row % 2), EDGE + STEP * row + SHIFT * (i * 7 % 3 - 1)))
    ends = ((*spots[tie.one], *spots[tie.other]) for tie in question.ties)
    ties: list[JsonValue] = [{"x1": x1, "y1": y1, "x2": x2, "y2": y2} for x1, y1, x2, y2 in ends]
    return {
        "width": 2 * EDGE + STEP * (COLUMNS - 1) + SHIFT,
        "height": max(y for _, y in spots) + EDGE,
        "people": [{"x": x, "y": y} for x, y in spots],
        "ties": ties,
    }
