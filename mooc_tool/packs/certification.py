"""Does this learner meet the rule, and if not, what is missing? Exact arithmetic, no rounding up."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mooc_tool.packs.means import weight, weighted_mean
from mooc_tool.packs.model import Pack, Rule


@dataclass(frozen=True)
class Missing:
    """Something still asked for: a stable code and what its sentence needs.

    ``nothing-counted`` (the course has no exercise that counts) · ``mean`` (mean, needed) ·
    ``mean-over`` (mean, needed, exercises: those that the rule looks at) ·
    ``week`` (week, mean, needed) · ``exercise`` (exercise, points or None, needed) ·
    ``share`` (done, needed: numbers of exercises).
    """

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """``mean`` is cut, not rounded, to a tenth: 59.96 never reads as 60."""

    met: bool
    mean: float
    missing: tuple[Missing, ...]


def judge(rule: Rule, pack: Pack, best_scores: Mapping[str, float]) -> Verdict:
    """Judge the best points (exercise slug -> 0..100) against ``rule``; what is not done counts as 0."""
    exercises = counted(rule, pack)
    mean = weighted_mean(exercises, pack, best_scores)
    missing = (
        tuple(_missing(rule, pack, best_scores, exercises, mean))
        if exercises
        else (Missing("nothing-counted"),)
    )
    return Verdict(not missing, _cut(mean), missing)


def _missing(
    rule: Rule, pack: Pack, scores: Mapping[str, float], exercises: Sequence[str], mean: Fraction
) -> Iterator[Missing]:
    if rule.mean is not None and mean < Fraction(rule.mean):
        told = {"mean": _cut(mean), "needed": rule.mean}
        yield Missing("mean-over", {**told, "exercises": rule.over}) if rule.over else Missing("mean", told)
    yield from _weak_weeks(rule, pack, scores, exercises)
    for exercise, needed in rule.required.items():
        points = scores.get(exercise)
        if points is None or points < needed:
            yield Missing("exercise", {"exercise": exercise, "points": points, "needed": needed})
    if rule.share_done is not None:
        done = sum(exercise in scores for exercise in exercises)
        needed_number = math.ceil(Fraction(str(rule.share_done)) * len(exercises))
        if done < needed_number:
            yield Missing("share", {"done": done, "needed": needed_number})


def _weak_weeks(
    rule: Rule, pack: Pack, scores: Mapping[str, float], exercises: Sequence[str]
) -> Iterator[Missing]:
    if rule.week_minimum is None:
        return
    for week in pack.weeks:
        inside = [name for unit in week.units for name in unit.exercises if name in exercises]
        mean = weighted_mean(list(dict.fromkeys(inside)), pack, scores)
        if inside and mean < Fraction(rule.week_minimum):
            yield Missing("week", {"week": week.number, "mean": _cut(mean), "needed": rule.week_minimum})


def counted(rule: Rule, pack: Pack) -> list[str]:
    """The exercises in the mean: placed in a week, not optional, of some weight, and in ``rule.over`` if it
    names any.
    """
    placed = dict.fromkeys(name for unit in pack.units() for name in unit.exercises)
    return [
        name
        for name in placed
        if name in pack.exercises
        and not pack.exercises[name].optional
        and weight(name, pack) > 0
        and (not rule.over or name in rule.over)
    ]


def _cut(mean: Fraction) -> float:
    return math.floor(mean * 10) / 10
