import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.packs.certification import judge
from mooc_tool.packs.model import CertificationRule, Exercise, Pack, Rule, Unit, Week

NAMES = ("a", "b", "c", "d")


def pack_of(*weeks, weights=None):
    units = [Unit(f"u-{at}", {}, 10, exercises) for at, exercises in enumerate(weeks, 1)]
    return Pack(
        slug="x",
        titles={},
        languages=("fr",),
        weeks=tuple(Week(at, {}, 10, (unit,)) for at, unit in enumerate(units, 1)),
        pages=(),
        exercises={name: Exercise(name, "kind", {}) for name in NAMES},
        rule=CertificationRule((), weights or {}),
        facts={},
        glossary={},
        licence="",
        authors=(),
        hours=1,
    )


TWO_WEEKS = pack_of(("a", "b"), ("c", "d"))
FULL = Rule(mean=60, week_minimum=40, required={"d": 50}, share_done=0.7)


def missing(rule, scores, pack=TWO_WEEKS):
    return {one.code: one.data for one in judge(rule, pack, scores).missing}


def test_the_rule_of_the_course_is_met_at_its_very_edge():
    verdict = judge(FULL, TWO_WEEKS, {"a": 80, "b": 0, "c": 110 - 20, "d": 70})
    assert (verdict.met, verdict.mean, verdict.missing) == (True, 60.0, ())


def test_all_that_is_missing_is_told_with_its_figures():
    assert missing(FULL, {"a": 100, "b": 70}) == {
        "mean": {"mean": 42.5, "needed": 60},
        "week": {"week": 2, "mean": 0.0, "needed": 40},
        "exercise": {"exercise": "d", "points": None, "needed": 50},
        "share": {"done": 2, "needed": 3},
    }


def test_a_mean_just_under_is_not_rounded_up():
    verdict = judge(Rule(mean=60), TWO_WEEKS, {"a": 60, "b": 60, "c": 60, "d": 59.99})
    assert not verdict.met
    assert verdict.mean == 59.9


def test_an_optional_exercise_counts_for_nothing():
    exercises = {**TWO_WEEKS.exercises, "d": dataclasses.replace(TWO_WEEKS.exercises["d"], optional=True)}
    pack = dataclasses.replace(TWO_WEEKS, exercises=exercises)
    rule = Rule(mean=60, week_minimum=40, share_done=1)
    assert judge(rule, pack, {"a": 60, "b": 60, "c": 60}).met


def test_weights_and_the_counted_exercises_change_the_mean():
    pack = pack_of(("a", "b"), ("c", "d"), weights={"a": 3, "d": 0})
    assert judge(Rule(mean=60), pack, {"a": 100, "d": 100}).mean == 60.0
    assert judge(Rule(mean=60, over=("b",)), pack, {"a": 100}).mean == 0.0


def test_a_mean_over_some_exercises_names_them():
    assert missing(Rule(mean=60, over=("b", "c")), {"b": 70}) == {
        "mean-over": {"mean": 35.0, "needed": 60, "exercises": ("b", "c")}
    }


def test_an_exercise_placed_twice_counts_once():
    assert judge(Rule(mean=50), pack_of(("a", "b"), ("a",)), {"a": 100}).mean == 50.0


@pytest.mark.parametrize("rule", [Rule(), FULL, Rule(share_done=0.0)])
def test_nobody_is_certified_for_nothing(rule):
    assert missing(rule, {}, pack_of(())) == {"nothing-counted": {}}


POINTS = st.integers(0, 100)
SCORES = st.dictionaries(st.sampled_from(NAMES), POINTS)
RULES = st.builds(
    Rule,
    mean=st.none() | POINTS,
    week_minimum=st.none() | POINTS,
    required=st.dictionaries(st.sampled_from(NAMES), POINTS, max_size=2),
    share_done=st.none() | st.sampled_from([0.0, 0.25, 0.3, 0.7, 1.0]),
)


@settings(deadline=None)
@given(RULES, SCORES, st.sampled_from(NAMES), st.integers(0, 100))
def test_more_points_never_take_a_certificate_away(rule, scores, name, more):
    better = {**scores, name: min(100, scores.get(name, 0) + more)}
    before, after = judge(rule, TWO_WEEKS, scores), judge(rule, TWO_WEEKS, better)
    assert after.mean >= before.mean
    assert after.met or not before.met
    assert len(after.missing) <= len(before.missing)


@settings(deadline=None)
@given(RULES, SCORES)
def test_a_verdict_is_met_when_nothing_is_missing_and_each_missing_is_true(rule, scores):
    verdict = judge(rule, TWO_WEEKS, scores)
    assert verdict.met == (not verdict.missing)
    points = [scores.get(name, 0) for name in NAMES]
    told = {one.code for one in verdict.missing}
    assert ("mean" in told) == (rule.mean is not None and sum(points) < 4 * rule.mean)
    week_sums = (sum(points[:2]), sum(points[2:]))
    assert ("week" in told) == (rule.week_minimum is not None and min(week_sums) < 2 * rule.week_minimum)


@settings(deadline=None)
@given(RULES, SCORES)
def test_a_rule_that_asks_less_is_met_more_easily(rule, scores):
    if judge(rule, TWO_WEEKS, scores).met:
        for easier in ({"mean": None}, {"week_minimum": None}, {"required": {}}, {"share_done": None}):
            assert judge(dataclasses.replace(rule, **easier), TWO_WEEKS, scores).met


@settings(deadline=None)
@given(RULES)
def test_full_points_meet_every_rule(rule):
    assert judge(rule, TWO_WEEKS, dict.fromkeys(NAMES, 100)).met
