"""What of a certification rule asks something else than before."""

from dataclasses import replace

import pytest

from mooc_tool.packs.model import CertificationRule, Exercise, Level, Pack, Rule
from mooc_tool.packs.rule_changes import RuleChange, rule_changes
from tests.packs.test_certification import NAMES, pack_of

TITLES = {"fr": "Attestation", "en": "Certificate"}
FULL = Rule(mean=60, week_minimum=40, required={"d": 50}, share_done=0.7)


def course(rule: Rule, *more: Level, weights: dict[str, float] | None = None) -> Pack:
    """Two weeks of two exercises under a rule, and further levels."""
    found = pack_of(("a", "b"), ("c", "d"))
    exercises = {name: Exercise(name, "kind", {"fr": name.upper()}) for name in NAMES}
    return replace(
        found,
        rule=CertificationRule((Level("main", TITLES, rule), *more), weights or {}),
        exercises=exercises,
    )


def test_the_same_rule_asks_the_same() -> None:
    before = course(FULL, weights={"a": 1})
    assert rule_changes(before, course(FULL)) == (), "a weight of 1 is what it has anyway"
    renamed = Level("main", {"fr": "Autre nom"}, FULL)
    assert rule_changes(before, replace(before, rule=CertificationRule((renamed,)))) == ()


@pytest.mark.parametrize(
    ("after", "code", "data"),
    [
        (replace(FULL, mean=50), "mean", {"before": 60, "after": 50}),
        (replace(FULL, week_minimum=None), "week-minimum", {"before": 40, "after": None}),
        (replace(FULL, share_done=0.8), "share", {"before": 0.7, "after": 0.8}),
        (replace(FULL, required={}), "points", {"exercise": {"fr": "D"}, "before": 50, "after": None}),
        (replace(FULL, required={"d": 60}), "points", {"exercise": {"fr": "D"}, "before": 50, "after": 60}),
        (replace(FULL, over=("a",)), "over", {"before": None, "after": ({"fr": "A"},)}),
    ],
)
def test_what_is_asked_otherwise(after: Rule, code: str, data: dict[str, object]) -> None:
    assert rule_changes(course(FULL), course(after)) == (RuleChange(code, {"level": TITLES, **data}),)


def test_levels_come_and_go() -> None:
    badge = Level("badge", {"fr": "Mention"}, Rule(mean=70))
    new, gone = (RuleChange(code, {"level": badge.titles}) for code in ("level-new", "level-gone"))
    assert rule_changes(course(FULL), course(FULL, badge)) == (new,)
    assert rule_changes(course(FULL, badge), course(FULL)) == (gone,)


def test_what_counts_and_how_much() -> None:
    before = course(FULL)
    after = course(FULL, weights={"a": 2, "b": 0})
    assert rule_changes(before, after) == (
        RuleChange("weight", {"exercise": {"fr": "A"}, "before": 1.0, "after": 2.0}),
        RuleChange("exercise-counts-no-more", {"exercise": {"fr": "B"}}),
    )
    assert rule_changes(after, before)[-1] == RuleChange("exercise-counts", {"exercise": {"fr": "B"}})


def test_an_exercise_that_moves_to_another_week() -> None:
    before = course(FULL)
    moved = pack_of(("a",), ("c", "d", "b"))
    after = replace(before, weeks=moved.weeks)
    assert rule_changes(before, after) == (
        RuleChange("weeks", {"exercise": {"fr": "B"}, "before": (1,), "after": (2,)}),
    )
