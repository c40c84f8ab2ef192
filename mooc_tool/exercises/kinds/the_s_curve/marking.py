"""The engine's curves for a case, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.the_s_curve import curves
from mooc_tool.exercises.kinds.the_s_curve.forms import UNSEEN, Answer, Curve, Fitted, Question, Solution

WORTH = {"fit": 40, "peak": 20, "final": 20, "event": 20}
FAR = 4  # periods: a forecast of the peak that is so far off is worth nothing
HALF = 50  # per cent: nor is a final number that is half or double
RIGHT = 95  # per cent: no forecast from a beginning can be asked to be nearer
FUTURE = 2  # times the periods shown: how far the true curve is told


def solve(question: Question) -> Solution | None:
    """None when no two curves fit about equally with final numbers that are far enough apart."""
    grid = curves.grid(question.seen)
    twins = grid.twins(curves.TWINS, curves.TOLERANCE / 1000)
    if twins is None:
        return None
    small, large = (curves.fitted(curves.rounded(twin), question.seen) for twin in twins)
    return Solution(
        best=curves.fitted(curves.rounded(grid.best), question.seen),
        textbook=curves.fitted(curves.textbook(question.seen), question.seen),
        small=small,
        large=large,
        peak=curves.peak(question.true),
        future=tuple(curves.new_adopters(question.true, FUTURE * len(question.seen))),
        event=next(event for event in question.events if event in UNSEEN),
    )


def closeness(fitted: Fitted) -> int:
    """How closely a curve follows what was seen, in thousandths: 1000 less its mean error."""
    return 1000 - fitted.error


def nearness(one: int, other: int) -> int:
    """The smaller as a share of the larger, in per cent."""
    low, high = sorted((one, other))
    return (200 * low + high) // (2 * high)


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """40 points for the fit, 20 for the peak, 20 for the final number, 20 for the event.

    A curve that fits about as well as the best counts as the best: the data do not tell them apart.
    """
    if answer.event not in question.events:
        raise ValueError(f"{answer.event} is not among the events")
    best = closeness(solution.best) - curves.TOLERANCE
    own = closeness(curves.fitted(answer.curve, question.seen))
    off = abs(answer.peak - solution.peak)
    final = min(RIGHT, nearness(answer.final, question.true.m))
    values = {
        "fit": (10 * min(own, best), 10 * closeness(solution.textbook), 10 * best),
        "peak": (-off, -FAR, 0),
        "final": (final, HALF, RIGHT),
        "event": (int(answer.event == solution.event), 0, 1),
    }
    return tuple(
        Criterion(
            name=name,
            worth=WORTH[name],
            earned=earned(WORTH[name], value, reference, best),
            value=value,
            reference=reference,
            best=best,
        )
        for name, (value, reference, best) in values.items()
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """What came, on the best curve; the best curve's own forecast; the textbook's, and slips; blindly."""
    best, shown, total = solution.best.curve, len(question.seen), sum(question.seen)
    wrong_event = next(event for event in question.events if event not in UNSEEN)
    right = Answer(curve=best, peak=solution.peak, final=question.true.m, event=solution.event)
    textbook = solution.textbook.curve
    drawn = Curve(p=draw.between(1, 60), q=draw.between(100, 800), m=draw.between(total, 10 * total))
    return Samples(
        right=right,
        careful=right.model_copy(update={"peak": curves.peak(best), "final": best.m}),
        wrong=(
            Answer(curve=textbook, peak=curves.peak(textbook), final=textbook.m, event=solution.event),
            right.model_copy(update={"peak": shown, "final": total}),
            right.model_copy(update={"peak": 3 * shown, "final": 3 * question.true.m}),
            right.model_copy(update={"event": wrong_event}),
        ),
        blind=Answer(
            curve=drawn,
            peak=shown + draw.between(1, 10),
            final=drawn.m,
            event=draw.choice(question.events),
        ),
    )
