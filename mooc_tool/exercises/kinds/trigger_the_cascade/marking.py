"""The engine's solution, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Samples, earned
from mooc_tool.exercises.kinds.trigger_the_cascade.forms import (
    CONVINCE,
    NOTHING,
    TALK,
    Answer,
    Prediction,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.trigger_the_cascade.posing import next_on_the_ladder
from mooc_tool.exercises.kinds.trigger_the_cascade.spreading import best, joined, spent

CASCADE_WORTH, PREDICTION_WORTH = 90, 10


def solve(question: Question, budget: int | None = None) -> Solution:
    """The best campaign of at most so many hours (the question's own), and how many join without any."""
    found = best(question, budget)
    return Solution(
        alone=joined(question, [NOTHING] * len(question.thresholds)),
        joined=found.joined,
        hours=found.price,
        convinced=found.convinced,
        talked=found.nudged,
    )


def grade(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Criterion, ...]:
    """90 points for how many join, counted from nothing done; 10 for the right prediction."""
    if len(answer.pushes) != len(question.thresholds):
        raise ValueError(f"{len(answer.pushes)} choices for {len(question.thresholds)} people")
    if not {*answer.pushes} <= {NOTHING, TALK, CONVINCE}:
        raise ValueError("a choice is none of the three")
    if spent(question, answer.pushes) > question.budget:
        raise ValueError(f"more than {question.budget} hours are spent")
    value = joined(question, answer.pushes)
    foreseen = int(prediction is not None and prediction.joined == solution.alone)
    return (
        Criterion(
            name="cascade",
            worth=CASCADE_WORTH,
            earned=earned(CASCADE_WORTH, value, solution.alone, solution.joined),
            value=value,
            reference=solution.alone,
            best=solution.joined,
        ),
        Criterion(
            name="prediction",
            worth=PREDICTION_WORTH,
            earned=PREDICTION_WORTH * foreseen,
            value=foreseen,
            reference=0,
            best=1,
        ),
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Prediction, Answer]:
    """The engine's campaign; talks to the next on the ladder; nothing; an hour less; anybody."""
    people = len(question.thresholds)
    predicted = {solution.alone, 0, people // 2, people}
    others = sorted(predicted - {solution.alone})
    return Samples(
        right=Answer(pushes=solution.pushes(people)),
        careful=Answer(pushes=next_on_the_ladder(question)),
        wrong=(
            Answer(pushes=(NOTHING,) * people),
            Answer(pushes=solve(question, solution.hours - 1).pushes(people)),
            Answer(pushes=next_on_the_ladder(question)),
        ),
        blind=Answer(pushes=_blind(question, draw)),
        predictions=tuple(Prediction(joined=each) for each in (solution.alone, *others)),
    )


def _blind(question: Question, draw: Draw) -> tuple[int, ...]:
    """Talks and convincing of anybody, until no hour is left for the next."""
    pushes = [NOTHING] * len(question.thresholds)
    for i in draw.shuffled(range(len(pushes))):
        pushes[i] = draw.choice((TALK, CONVINCE))
        if spent(question, pushes) > question.budget:
            pushes[i] = NOTHING
    return tuple(pushes)
