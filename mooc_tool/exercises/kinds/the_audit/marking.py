"""The right indicators, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.the_audit.forms import (
    FAULTS,
    INDICATORS,
    PLANTED,
    Answer,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_audit.indicators import (
    added_up,
    all_in_hundredths,
    fractions,
    is_near,
    mended,
)

WORTH = {"indicators": 70, "faults": 30}


def solve(question: Question) -> Solution:
    """The mended table's indicators."""
    sums = added_up(mended(question))
    return Solution(sums=sums, indicators=all_in_hundredths(sums, question), planted=question.planted)


def right_ones(question: Question, solution: Solution, answer: Answer) -> tuple[bool, ...]:
    """Which indicators are within the tolerance."""
    exact = fractions(solution.sums, question)
    return tuple(
        is_near(given, exact[name]) for name, given in zip(INDICATORS, answer.indicators, strict=True)
    )


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """14 points for each indicator within 3 %, 10 for each fault found."""
    if len(answer.indicators) != len(INDICATORS) or len(set(answer.faults)) != PLANTED:
        raise ValueError("an answer has five indicators and three faults")
    values = {
        "indicators": (sum(right_ones(question, solution, answer)), len(INDICATORS)),
        "faults": (len(set(answer.faults) & set(question.planted)), PLANTED),
    }
    return tuple(
        Criterion(
            name=name,
            worth=WORTH[name],
            earned=earned(WORTH[name], value, 0, best),
            value=value,
            reference=0,
            best=best,
        )
        for name, (value, best) in values.items()
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """All right; gross taken for net and one fault missed; the slips that the engine knows; blindly."""
    right = Answer(indicators=solution.indicators, faults=solution.planted)
    gross, _net, *others = solution.indicators
    others_wrong = tuple(fault for fault in FAULTS if fault not in question.planted)
    doubled = all_in_hundredths(added_up(mended(question, once=False)), question)
    metres = all_in_hundredths(added_up(mended(question, kilometres=False)), question)
    as_it_stands = all_in_hundredths(added_up(question.rows), question)
    return Samples(
        right=right,
        careful=Answer(
            indicators=(gross, gross, *others), faults=(*solution.planted[: PLANTED - 1], others_wrong[0])
        ),
        wrong=(
            Answer(indicators=as_it_stands, faults=solution.planted),
            Answer(indicators=tuple(2 * each for each in solution.indicators), faults=others_wrong),
            Answer(indicators=(gross, gross, *others), faults=solution.planted),
            Answer(indicators=doubled, faults=others_wrong),
            Answer(indicators=metres, faults=others_wrong),
            Answer(indicators=tuple(5 * each for each in solution.indicators), faults=solution.planted),
        ),
        blind=Answer(
            indicators=(
                draw.between(500, 20_000), draw.between(200, 10_000), draw.between(100, 1000),
                draw.between(500, 9500), draw.between(500, 9500),
            ),
            faults=tuple(draw.shuffled(FAULTS)[:PLANTED]),
        ),
    )  # fmt: skip
