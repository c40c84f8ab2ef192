"""What one certification rule asks otherwise than another: learners who work by a rule keep it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mooc_tool.packs.certification import counted
from mooc_tool.packs.means import weight
from mooc_tool.packs.model import Level, Pack, Rule


@dataclass(frozen=True)
class RuleChange:
    """One difference: a stable code and what its sentence needs; texts come by language.

    ``level-new``, ``level-gone`` (level) · ``mean``, ``week-minimum``, ``share``, ``over`` (level, before,
    after) · ``points`` (level, exercise, before, after) · ``exercise-counts``, ``exercise-counts-no-more``
    (exercise) · ``weight``, ``weeks`` (exercise, before, after). Before and after are None where nothing is
    asked.
    """

    code: str
    data: Mapping[str, object] = field(default_factory=dict)


def rule_changes(before: Pack, after: Pack) -> tuple[RuleChange, ...]:
    """All that ``after`` asks otherwise; titles and the order of levels ask nothing."""
    return (*_levels(before, after), *_means(before, after))


def _levels(before: Pack, after: Pack) -> Iterator[RuleChange]:
    for level in before.rule.levels:
        if after.rule.level(level.id) is None:
            yield RuleChange("level-gone", {"level": level.titles})
    for level in after.rule.levels:
        former = before.rule.level(level.id)
        if former is None:
            yield RuleChange("level-new", {"level": level.titles})
        else:
            yield from _asked(former.rule, level, before, after)


def _asked(former: Rule, level: Level, before: Pack, after: Pack) -> Iterator[RuleChange]:
    rule = level.rule
    told: dict[str, tuple[object, object]] = {
        "mean": (former.mean, rule.mean),
        "week-minimum": (former.week_minimum, rule.week_minimum),
        "share": (former.share_done, rule.share_done),
    }
    if set(former.over) != set(rule.over):
        told["over"] = (_all_titles(former.over, before), _all_titles(rule.over, after))
    for code, (old, new) in told.items():
        if old != new:
            yield RuleChange(code, {"level": level.titles, "before": old, "after": new})
    for name in dict.fromkeys((*former.required, *rule.required)):
        old, new = former.required.get(name), rule.required.get(name)
        if old != new:
            named = {"level": level.titles, "exercise": _titles(name, after, before)}
            yield RuleChange("points", {**named, "before": old, "after": new})


def _means(before: Pack, after: Pack) -> Iterator[RuleChange]:
    """Which exercises count in the means, how much, and in which weeks."""
    old, new = _standing(before), _standing(after)
    for name in dict.fromkeys((*old, *new)):
        titles = {"exercise": _titles(name, after, before)}
        if name not in new:
            yield RuleChange("exercise-counts-no-more", titles)
        elif name not in old:
            yield RuleChange("exercise-counts", titles)
        else:
            for code, was, now in zip(("weight", "weeks"), old[name], new[name], strict=True):
                if was != now:
                    yield RuleChange(code, {**titles, "before": was, "after": now})


def _standing(pack: Pack) -> dict[str, tuple[float, tuple[int, ...]]]:
    """Exercise -> weight, numbers of its weeks."""
    weeks = {
        week.number: {name for unit in week.units for name in unit.exercises} for week in pack.weeks
    }
    return {
        name: (float(weight(name, pack)), tuple(number for number, held in weeks.items() if name in held))
        for name in counted(Rule(), pack)
    }


def _titles(name: str, *packs: Pack) -> Mapping[str, str]:
    return next((pack.exercises[name].titles for pack in packs if name in pack.exercises), {})


def _all_titles(names: tuple[str, ...], pack: Pack) -> tuple[Mapping[str, str], ...] | None:
    return tuple(_titles(name, pack) for name in names) or None
