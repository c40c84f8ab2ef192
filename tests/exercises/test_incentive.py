"""Rules of incentive: what they pay, where the money goes, and that more is not always better."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.exercises.communities import Attitude
from mooc_tool.exercises.incentive import (
    GENEROUS,
    PROOFS,
    PURSES,
    STOPS,
    Band,
    Demand,
    Rule,
    avoided,
    year,
)
from mooc_tool.exercises.operators import OPERATORS, Second, paired

BANDS = (
    Band(km=3, open_to=9000, anyway=2500, soft=60),
    Band(km=12, open_to=15000, anyway=2200, soft=20),
    Band(km=26, open_to=7000, anyway=1000, soft=12),
)
DEMAND = Demand(
    bands=BANDS, attitude=Attitude(cost=130, spread=25, benefit=150), budget=5_000_000, rebound=40, cheats=12,
    half_full=400,
)  # fmt: skip
RULES = st.builds(
    Rule,
    min_km=st.integers(0, 10),
    max_km=st.integers(10, 80),
    base=st.integers(0, 400),
    per_km=st.integers(0, 20),
    far_km=st.integers(0, 40),
    cap_trip=st.integers(0, 500),
    cap_month=st.integers(0, 20_000),
    trips_a_day=st.integers(1, 6),
    proof=st.sampled_from(PROOFS),
    passenger=st.integers(0, 250),
    animation=st.integers(0, 100),
    stop=st.sampled_from(STOPS),
    operators=st.sampled_from(OPERATORS),
)


def changed(**fields: object) -> Demand:
    return DEMAND.model_copy(update=fields)


@pytest.mark.parametrize(
    ("km", "cents"), [(1, 0), (2, 200), (20, 200), (25, 250), (30, 300), (39, 300), (40, 300), (41, 0)]
)
def test_two_euros_then_ten_cents_a_kilometre(km: int, cents: int) -> None:
    """The rule of Rouen in 2022, with a cap of three euros."""
    assert Rule(min_km=2, max_km=40, base=200, per_km=10, far_km=20, cap_trip=300).pays(km) == cents


@settings(max_examples=60)
@given(RULES, st.integers(0, 20_000_000))
def test_money_is_all_accounted_for_and_never_more_than_the_budget(rule: Rule, budget: int) -> None:
    found = year(rule, changed(budget=budget))
    assert set(found.spent) == set(PURSES)
    assert all(cents >= 0 for cents in found.spent.values())
    assert sum(found.spent.values()) <= budget
    assert abs(sum(month["spent"] for month in found.months) - sum(found.spent.values())) <= 12 * 4
    assert sum(month["avoided"] for month in found.months) == found.avoided >= 0
    assert found.ends == 0 or found.months[-1]["spent"] <= sum(found.spent.values())


@settings(max_examples=30)
@given(st.lists(RULES, min_size=1, max_size=5))
def test_many_rules_at_once_are_each_as_alone(rules: list[Rule]) -> None:
    assert avoided(rules, DEMAND) == [year(rule, DEMAND).avoided for rule in rules]


def test_the_money_of_a_generous_rule_runs_out() -> None:
    generous = year(GENEROUS, DEMAND)
    assert 1 < generous.ends <= 12
    assert all(month["spent"] == 0 for month in generous.months[generous.ends :])
    assert generous.spent["anyway"] > generous.spent["bus"] > 0
    modest = Rule(min_km=5, base=75, cap_month=9000, trips_a_day=4, proof="C", passenger=50, animation=60)
    assert year(modest, DEMAND).avoided > generous.avoided


def test_short_trips_take_people_off_their_feet() -> None:
    long, short = (year(Rule(min_km=km), changed(budget=10**9)) for km in (5, 2))
    assert short.spent["bus"] > long.spent["bus"]


def test_proof_stops_false_trips_and_some_true_ones() -> None:
    loose, strict = (year(Rule(proof=proof), changed(budget=10**9, cheats=60)) for proof in PROOFS)
    assert strict.spent["fraud"] < loose.spent["fraud"] // 5
    assert strict.trips["extra"] < loose.trips["extra"]


def test_a_monthly_cap_bounds_what_one_driver_can_take() -> None:
    free, capped = (year(Rule(cap_month=cap), changed(budget=10**9, cheats=60)) for cap in (0, 6000))
    assert capped.spent["fraud"] < free.spent["fraud"]


def test_rebound_takes_kilometres_not_money() -> None:
    small, large = (year(GENEROUS, changed(rebound=share)) for share in (20, 70))
    assert small.spent == large.spent
    assert large.avoided == pytest.approx(small.avoided * 30 / 80, rel=0.001)


def test_with_one_operator_nothing_of_the_other_is_felt() -> None:
    assert year(Rule(operators="both"), DEMAND) == year(Rule(operators="one"), DEMAND)


def test_two_markets_side_by_side_are_thinner_than_one() -> None:
    second = Second(share=40, stay=50, fee=60)
    both, one, joined = (
        year(Rule(operators=way), changed(second=second, budget=10**9)) for way in OPERATORS
    )
    assert joined.trips["extra"] > both.trips["extra"]
    assert one.trips["anyway"] < 0.85 * both.trips["anyway"], "one in five stays with the second, unpaid"
    paid = [found.spent["anyway"] / found.trips["anyway"] for found in (both, one, joined)]
    assert paid[1:] == pytest.approx([paid[0], paid[0] * (200 + 60) / 200], rel=0.01)


@given(st.integers(0, 50), st.integers(0, 50_000_000), st.integers(1, 5000))
def test_the_more_evenly_a_market_is_cut_the_fewer_it_pairs(share: int, trips: int, half: int) -> None:
    ways = np.array([[0], [2]])
    cut, whole = paired(ways, Second(share=share), np.array([[trips]]), half)[:, 0].tolist()
    evener = Second(share=min(50, share + 5))
    more_cut, _ = paired(ways, evener, np.array([[trips]]), half)[:, 0].tolist()
    assert 0 <= more_cut <= cut + 2 <= whole + 4 <= 1004


def test_stop_rules_make_money_last() -> None:
    found = {stop: year(Rule(stop=stop), changed(budget=7_000_000)) for stop in STOPS}
    assert sum(month["spent"] for month in found["six"].months[6:]) == 0
    assert sum(found["halve"].spent.values()) < sum(found["none"].spent.values())
