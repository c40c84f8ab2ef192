"""The engine's solution, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Samples, earned
from mooc_tool.exercises.kinds.the_two_sides.forms import (
    DRIVERS,
    NOBODY,
    PASSENGERS,
    SHARES,
    SIZE,
    STEP,
    Answer,
    Phase,
    Prediction,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_two_sides.market import AHEAD, EVEN, OPTIONS, focused, market, value

TRIPS_WORTH, PREDICTION_WORTH = 90, 10


def solve(question: Question) -> Solution:
    """The even plan, the best of the grid (which the question keeps), the rare side and the frontier."""
    found = market(question).frontier(range(0, SIZE + 1, STEP), float(STEP), AHEAD)
    return Solution(
        even=value(question, (EVEN,) * question.phases),
        best=value(question, question.best),
        rare=rare(question),
        frontier=tuple(-1 if least is None else round(least) for least in found),
    )


def rare(question: Question) -> int:
    """The side that is to be helped first: the focused plan for it leads to more trips."""
    drivers, passengers = (value(question, focused(question.phases, side)) for side in (DRIVERS, PASSENGERS))
    return DRIVERS if drivers > passengers else PASSENGERS


def grade(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Criterion, ...]:
    """10 points for the rare side, 90 for the trips, counted from the even plan."""
    if len(answer.plan) != question.phases or any(phase.share not in SHARES for phase in answer.plan):
        raise ValueError(f"a plan has {question.phases} phases, and shares of {SHARES}")
    right = int(prediction is not None and prediction.side == solution.rare)
    got = value(question, answer.plan)
    return (
        Criterion(
            name="rare",
            worth=PREDICTION_WORTH,
            earned=PREDICTION_WORTH * right,
            value=right,
            reference=0,
            best=1,
        ),
        Criterion(
            name="trips",
            worth=TRIPS_WORTH,
            earned=earned(TRIPS_WORTH, got, solution.even, solution.best),
            value=got,
            reference=solution.even,
            best=solution.best,
        ),
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Prediction, Answer]:
    """The best of the grid; the focused plan; everything for one side, evenly, rewards only; blindly."""
    phases = question.phases
    other = PASSENGERS if solution.rare == DRIVERS else DRIVERS
    wrong = [
        (EVEN,) * phases,
        focused(phases, other),
        (Phase(share=100, use=0, guarantee=NOBODY),) * phases,
        (Phase(share=0, use=1, guarantee=PASSENGERS),) * phases,
    ]
    return Samples(
        right=Answer(plan=question.best),
        careful=Answer(plan=focused(phases, solution.rare)),
        wrong=tuple(Answer(plan=plan) for plan in wrong if value(question, plan) < solution.best),
        blind=Answer(plan=tuple(draw.choice(OPTIONS) for _ in range(phases))),
        predictions=(Prediction(side=solution.rare), Prediction(side=other)),
    )
