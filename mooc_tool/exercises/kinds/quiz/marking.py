"""What is right, and how much a given answer is worth. Whole numbers and exact fractions only."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from mooc_tool.exercises.kind import Criterion, earned
from mooc_tool.exercises.kinds.quiz.forms import Answer, Drawn, Given, Question
from mooc_tool.exercises.question_bank import Choosing, Numeric, Ordering


def right_answer(drawn: Drawn) -> Given:
    """The answer that earns all."""
    item = drawn.item
    if isinstance(item, Numeric):
        return Given(number=plain(item.answer))
    if isinstance(item, Ordering):
        return Given(chosen=drawn.shown)
    return Given(chosen=tuple(at for at, choice in enumerate(drawn.shown) if choice in item.right))


def plain(value: float) -> str:
    """A number in digits, without an exponent or needless zeros."""
    return f"{Decimal(str(value)).normalize():f}"


def criteria(question: Question, answer: Answer) -> tuple[Criterion, ...]:
    """One criterion an item; the first ones are worth a point more where 100 cannot be shared evenly.

    Raises ValueError for an answer that cannot be given.
    """
    count = len(question.items)
    if len(answer.given) != count:
        raise ValueError(f"{len(answer.given)} answers to {count} items")
    found = []
    for at, (drawn, given) in enumerate(zip(question.items, answer.given, strict=True)):
        value, reference, best = _judged(drawn, given)
        worth = 100 // count + (at < 100 % count)
        found.append(
            Criterion(
                name=drawn.item.id,
                worth=worth,
                earned=earned(worth, value, reference, best),
                value=value,
                reference=reference,
                best=best,
            )
        )
    return tuple(found)


def _judged(drawn: Drawn, given: Given) -> tuple[int, int, int]:
    """Value, reference and best."""
    item = drawn.item
    if isinstance(item, Numeric):
        return int(_is_near(item, given.number)), 0, 1
    if isinstance(item, Ordering):
        return _in_order(drawn.shown, given.chosen)
    if any(not 0 <= at < len(drawn.shown) for at in given.chosen):
        raise ValueError(f"no such choice: {given.chosen}")
    return _picked(item, {drawn.shown[at] for at in given.chosen})


def _is_near(item: Numeric, number: str) -> bool:
    gap = abs(Fraction(number) - Fraction(str(item.answer)))
    return gap <= Fraction(str(item.tolerance))


def _picked(item: Choosing, chosen: set[int]) -> tuple[int, int, int]:
    """The share of right choices taken less the share of wrong ones, over the product of their numbers:
    taking all earns as little as taking none.
    """
    right, wrong = len(item.right), len(item.choices) - len(item.right)
    if item.kind == "single":
        return int(chosen == set(item.right)), 0, 1
    hits = len(chosen & set(item.right))
    return max(0, hits * wrong - (len(chosen) - hits) * right), 0, right * wrong


def _in_order(shown: tuple[int, ...], places: tuple[int, ...]) -> tuple[int, int, int]:
    """Pairs that stand in the right order, counted from half of them, which any order has on average."""
    if sorted(places) != list(range(len(shown))):
        raise ValueError(f"not an order of {len(shown)}: {places}")
    pairs = list(combinations(range(len(shown)), 2))
    value = sum((shown[a] < shown[b]) == (places[a] < places[b]) for a, b in pairs)
    return value, len(pairs) // 2, len(pairs)
