"""Draws the beginning of an adoption that several curves follow, and the curve that it came from."""

from mooc_tool.engine.adoption.bass import Bass
from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.the_s_curve import curves
from mooc_tool.exercises.kinds.the_s_curve.forms import (
    SCENES,
    SEEN,
    UNSEEN,
    Curve,
    Params,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_s_curve.marking import closeness, nearness, solve

REDRAWS = 3000
AHEAD = (1.0, 3.0)  # periods from the last one shown to the peak
NAIVE_SHORT = 60  # thousandths by which the textbook's curve fits worse than the best, at least
FINAL = (65, 95)  # per cent: how near the best curve's final number is to the true one
WRONG_EVENTS = 3


def pose(params: Params, draw: Draw) -> Question:
    """The first case that meets the invariants."""
    for _ in range(REDRAWS):
        curve = Curve(p=draw.between(5, 50), q=draw.between(250, 600), m=draw.between(2000, 30_000))
        found = curves.bass(curve)
        if not AHEAD[0] <= found.peak - params.shown <= AHEAD[1]:
            continue
        question = _case(params, curve, found, draw)
        solution = solve(question) if curves.peak(curve) > params.shown else None
        if solution is not None and _worth_solving(question, solution):
            return question
    raise NoInstanceError(f"no curve in {REDRAWS} draws whose beginning leaves the end open")


def _case(params: Params, curve: Curve, found: Bass, draw: Draw) -> Question:
    expected = found.per_period(params.shown)
    chance = [draw.between(-params.noise, params.noise) for _ in expected]
    events = (draw.choice(UNSEEN), *draw.shuffled(SEEN)[:WRONG_EVENTS])
    return Question(
        scene=draw.choice(SCENES),
        seen=tuple(round(float(new) * (100 + by) / 100) for new, by in zip(expected, chance, strict=True)),
        true=curve,
        events=tuple(draw.shuffled(events)),
        hint=params.hint,
    )


def _worth_solving(question: Question, solution: Solution) -> bool:
    """The textbook's curve fits clearly worse; the best forecasts neither badly nor perfectly."""
    best = solution.best.curve
    return (
        closeness(solution.best) - closeness(solution.textbook) >= NAIVE_SHORT
        and FINAL[0] <= nearness(best.m, question.true.m) <= FINAL[1]
        and abs(curves.peak(best) - solution.peak) <= 1
    )
