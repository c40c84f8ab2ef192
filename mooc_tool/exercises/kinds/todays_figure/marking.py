"""The right checks, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.todays_figure.forms import (
    FAULTY,
    NO_FAULT,
    Answer,
    Check,
    Question,
    Sentence,
    Solution,
)

WORTH = {"verdicts": 40, "faults": 20, "numbers": 40}
TOLERANCE = 50  # one part in so many: 2 %


def solve(question: Question) -> Solution:
    """What was stored with the sentences."""
    return Solution(
        checks=tuple(
            Check(verdict=_verdict(each.fault), fault=each.fault, number=each.right)
            for each in question.sentences
        )
    )


def _verdict(fault: str) -> str:
    return "exact" if fault == NO_FAULT else "wrong"


def is_near(number: int, right: int) -> bool:
    """Whether a number is right but for rounding."""
    return TOLERANCE * abs(number - right) <= right


def judged(sentence: Sentence, check: Check) -> dict[str, bool]:
    """Which parts of a check are right."""
    return {
        "verdicts": check.verdict == _verdict(sentence.fault),
        "faults": check.fault == sentence.fault,
        "numbers": is_near(check.number, sentence.right),
    }


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """40 points for verdicts, 20 for faults, 40 for numbers, counted from what somebody gets who believes
    every sentence and copies its number.
    """
    if len(answer.checks) != len(solution.checks):
        raise ValueError("each sentence is checked once")
    pairs = list(zip(question.sentences, answer.checks, strict=True))
    if any(_verdict(check.fault) != check.verdict for check in answer.checks):
        raise ValueError("a sentence is exact or has a fault")
    believed, best = sum(each.fault == NO_FAULT for each in question.sentences), len(pairs)
    values = {name: sum(judged(sentence, check)[name] for sentence, check in pairs) for name in WORTH}
    return tuple(
        Criterion(
            name=name,
            worth=worth,
            earned=earned(worth, values[name], believed, best),
            value=values[name],
            reference=believed,
            best=best,
        )
        for name, worth in WORTH.items()
    )


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """Careful: everything right, but the first wrong number left as it was printed. Blind: a fault or none
    for each sentence, and the printed number, or one half as large.
    """
    pairs = list(zip(question.sentences, solution.checks, strict=True))
    first = next(number for number, (_, due) in enumerate(pairs) if due.verdict == "wrong")

    def slipping(part: dict[str, str | int]) -> Answer:
        return Answer(
            checks=tuple(
                due.model_copy(update=part if i == first else {}) for i, due in enumerate(solution.checks)
            )
        )

    blamed = next(fault for fault in FAULTY if fault != solution.checks[first].fault)
    blind = []
    for sentence in question.sentences:
        fault = draw.choice((NO_FAULT, draw.choice(FAULTY)))
        number = sentence.claim if fault == NO_FAULT else sentence.claim // 2
        blind.append(Check(verdict=_verdict(fault), fault=fault, number=number))
    return Samples(
        right=Answer(checks=solution.checks),
        careful=slipping({"number": question.sentences[first].claim}),
        wrong=(
            Answer(
                checks=tuple(
                    Check(verdict="exact", fault=NO_FAULT, number=sentence.claim) for sentence, _ in pairs
                )
            ),
            slipping({"fault": blamed}),
            slipping({"number": question.sentences[first].claim}),
        ),
        blind=Answer(checks=tuple(blind)),
    )
