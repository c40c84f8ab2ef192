"""The right choices, the mark of an answer, and answers to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.the_right_contract.forms import (
    CLAUSES,
    CONTRACTS,
    TICKS,
    Answer,
    Choice,
    Need,
    Question,
    Solution,
)

WORTH = {"contracts": 60, "clauses": 40}
FULL, HALF = 100, 50


def solve(question: Question) -> Solution:
    """Of each need the contract with the full weight, and the clauses that its worries call for."""
    return Solution(
        choices=tuple(
            Choice(contract=best(need), clauses=tuple(worry.clause for worry in need.worries))
            for need in question.needs
        )
    )


def best(need: Need) -> str:
    """The one contract that is worth all."""
    (found,) = (contract for contract, weight in need.weights.items() if weight == FULL)
    return found


def grade(question: Question, answer: Answer) -> tuple[Criterion, ...]:
    """60 points for contracts, by their weights in hundredths, and 40 for clauses."""
    if len(answer.choices) != len(question.needs):
        raise ValueError("each need has one choice")
    if any(len(set(choice.clauses)) != TICKS for choice in answer.choices):
        raise ValueError(f"each choice has {TICKS} clauses")
    needs = len(question.needs)
    pairs = list(zip(question.needs, answer.choices, strict=True))
    values = {
        "contracts": sum(need.weights.get(choice.contract, 0) for need, choice in pairs),
        "clauses": sum(len(right_clauses(need, choice)) for need, choice in pairs),
    }
    most = {"contracts": FULL * needs, "clauses": TICKS * needs}
    return tuple(
        Criterion(
            name=name,
            worth=worth,
            earned=earned(worth, values[name], 0, most[name]),
            value=values[name],
            reference=0,
            best=most[name],
        )
        for name, worth in WORTH.items()
    )


def right_clauses(need: Need, choice: Choice) -> set[str]:
    """Those that were ticked and are called for."""
    return {*choice.clauses} & {worry.clause for worry in need.worries}


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """Careful: the contract that is worth half, and the right clauses."""
    half = tuple(
        due.model_copy(
            update={"contract": next(each for each, weight in need.weights.items() if weight == HALF)}
        )
        for need, due in zip(question.needs, solution.choices, strict=True)
    )
    first = solution.choices[0]
    worthless = next(each for each in CONTRACTS if each not in question.needs[0].weights)
    other = next(each for each in CLAUSES if each not in first.clauses)
    wrong = (
        first.model_copy(update={"contract": worthless}),
        first.model_copy(update={"clauses": (first.clauses[0], other)}),
    )
    blind = tuple(
        Choice(contract=draw.choice(CONTRACTS), clauses=tuple(draw.shuffled(CLAUSES)[:TICKS]))
        for _ in question.needs
    )
    return Samples(
        right=Answer(choices=solution.choices),
        careful=Answer(choices=half),
        wrong=(
            Answer(choices=half),
            *(Answer(choices=(each, *solution.choices[1:])) for each in wrong),
        ),
        blind=Answer(choices=blind),
    )
