"""The reference grid of rules, the mark of an answer, and answers to try the kind with."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.incentive import GENEROUS, Rule, avoided
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.the_incentive_rule.forms import OPTIONS, Answer, Control, Question, Solution
from mooc_tool.exercises.operators import OPERATORS

PLAIN = Rule(
    min_km=2, max_km=60, base=150, per_km=0, far_km=20, cap_trip=300, cap_month=15_000, trips_a_day=4
)
"""What holds for a control that a level does not offer, when no campaign is started from."""
PRUDENT = PLAIN.model_copy(
    update={"min_km": 5, "base": 100, "per_km": 10, "cap_month": 9000, "proof": "C", "animation": 45}
)
"""A rule that nobody could call careless, the same for every case."""


@cache
def grid() -> tuple[Rule, ...]:
    """2,160 rules: the reference is the best of them."""
    return tuple(
        PLAIN.model_copy(
            update={
                "min_km": near, "base": base, "per_km": per_km, "cap_month": cap, "proof": proof,
                "passenger": passenger, "animation": animation,
            }
        )
        for near, base, per_km, cap, proof, passenger, animation in product(
            (2, 5, 10), (50, 75, 100, 150, 200), (0, 10), (6000, 9000, 15_000), ("B", "C"), (0, 50),
            (0, 15, 30, 45, 60, 75),
        )
    )  # fmt: skip


def offered(question: Question) -> tuple[Rule, ...]:
    """The rules of the grid that the learner can write: they differ in nothing that is not offered. Where
    operators are, each rule with each way to pay them.
    """
    fixed = [name for name in OPTIONS if name not in question.controls]
    rules = tuple(
        rule for rule in grid() if all(getattr(rule, name) == getattr(PLAIN, name) for name in fixed)
    )
    if "operators" not in question.controls:
        return rules
    return tuple(rule.model_copy(update={"operators": way}) for way in OPERATORS for rule in rules)


def prudent(question: Question) -> tuple[Rule, ...]:
    """The prudent rule as far as it can be written; where operators are, with each way to pay them."""
    writable: dict[str, int | str] = {name: getattr(PRUDENT, name) for name in question.controls}
    ways = OPERATORS if "operators" in question.controls else (PLAIN.operators,)
    return tuple(PLAIN.model_copy(update={**writable, "operators": way}) for way in ways)


def solve(question: Question) -> Solution:
    """The best rule that can be written on the grid, the first among equals."""
    rules = offered(question)
    *found, naive = avoided((*rules, GENEROUS), question.demand)
    best = max(range(len(rules)), key=lambda number: (found[number], -number))
    return Solution(best=rules[best], avoided=found[best], naive=naive)


def check(question: Question, answer: Answer) -> None:
    """Raises ValueError for a rule that the form could not have given."""
    if not -1 <= answer.start < len(question.starts):
        raise ValueError(f"there is no campaign {answer.start}")
    begun = question.starts[answer.start].rule if answer.start >= 0 else PLAIN
    for name in Rule.model_fields:
        value = getattr(answer.rule, name)
        if value != getattr(begun, name) and value not in options(question, name):
            raise ValueError(f"{name} cannot be {value}")


def options(question: Question, name: str) -> tuple[int | str, ...]:
    """What may be chosen for a field of the rule."""
    return next((OPTIONS[control] for control in question.controls if control == name), ())


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """100 points for the kilometres avoided, counted from those of the generous rule."""
    check(question, answer)
    (made,) = avoided([answer.rule], question.demand)
    return (
        Criterion(
            name="avoided",
            worth=100,
            earned=earned(100, made, solution.naive, solution.avoided),
            value=made,
            reference=solution.naive,
            best=solution.avoided,
        ),
    )


def changes(question: Question, rule: Rule) -> Iterator[tuple[Control, Rule]]:
    """Every rule that differs in one control."""
    for control in question.controls:
        for value in OPTIONS[control]:
            if value != getattr(rule, control):
                yield control, rule.model_copy(update={control: value})


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """The best of the grid; a prudent rule, of operators the best way to pay them; the generous rule of 2021,
    one that pays nothing; a blind one.
    """
    cautious = prudent(question)
    careful = max(zip(avoided(cautious, question.demand), cautious, strict=True), key=lambda each: each[0])
    naught: dict[str, int] = {"base": 0, "animation": 0}
    generous = {name: getattr(GENEROUS, name) for name in ("min_km", "base", "animation")}
    return Samples(
        right=Answer(start=-1, rule=solution.best),
        careful=Answer(start=-1, rule=careful[1]),
        wrong=(
            Answer(start=-1, rule=PLAIN.model_copy(update=naught)),
            Answer(start=-1, rule=PLAIN.model_copy(update=generous)),
            Answer(start=0, rule=question.starts[0].rule) if question.starts else _blind(question, draw),
        ),
        blind=_blind(question, draw),
    )


def _blind(question: Question, draw: Draw) -> Answer:
    chosen: dict[str, int | str] = {control: draw.choice(OPTIONS[control]) for control in question.controls}
    return Answer(start=-1, rule=PLAIN.model_copy(update=chosen))
