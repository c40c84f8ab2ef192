"""The one mean of a course: learners read it, the LMS is sent it, certificates ask for it."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from mooc_tool.packs.model import Pack


def counting(exercises: Iterable[str], pack: Pack) -> tuple[str, ...]:
    """Those of ``exercises`` that are not optional, each once; where all are optional, all of them."""
    each = tuple(dict.fromkeys(exercises))
    return tuple(slug for slug in each if not pack.exercises[slug].optional) or each


def weighted_mean(exercises: Iterable[str], pack: Pack, scores: Mapping[str, float]) -> Fraction:
    """The mean of the points (slug -> 0..100) by the weights of the pack's rule; what is not done is 0.

    Exercises none of which has a weight count alike.
    """
    each = tuple(exercises)
    weights = {slug: weight(slug, pack) for slug in each}
    if not any(weights.values()):
        weights = dict.fromkeys(each, Fraction(1))
    earned = sum((weights[slug] * Fraction(scores.get(slug, 0)) for slug in each), Fraction(0))
    return earned / sum(weights.values()) if each else Fraction(0)


def weight(exercise: str, pack: Pack) -> Fraction:
    """What an exercise weighs beside others: 1 unless the rule says otherwise."""
    return Fraction(str(pack.rule.weights.get(exercise, 1)))
