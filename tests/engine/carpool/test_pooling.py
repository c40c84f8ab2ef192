"""Plans keep to the seats and stand in the right order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.carpool.candidates import feasible_pairs
from mooc_tool.engine.carpool.pooling import most_kilometres, most_pairs, plan_of, served_in_order
from tests.engine.carpool.trip_strategies import RAW, Raw, trips_of
from tests.engine.graphs import all_matchings

SOME = st.lists(RAW, min_size=1, max_size=5)


@given(SOME, SOME, st.integers(0, 2))
def test_plans_are_optimal_each_in_its_aim(drivers: list[Raw], riders: list[Raw], seats: int) -> None:
    candidates = feasible_pairs(trips_of(drivers), trips_of(riders))
    free = [seats] * len(drivers)
    plans = [plan_of(candidates, partner) for partner in all_matchings(candidates.edges(), free)]
    assert most_pairs(candidates, free).matched == max(plan.matched for plan in plans)
    assert most_kilometres(candidates, free).metres_avoided == max(plan.metres_avoided for plan in plans)
    assert served_in_order(candidates, free) in plans
    assert served_in_order(candidates, free, best=True) in plans


def test_what_cannot_ride_is_refused() -> None:
    near = Raw((45.4, 4.3), (45.5, 4.5), 465, 0, 0)
    far = Raw((45.5, 4.6), (45.5, 4.5), 465, 0, 0)
    candidates = feasible_pairs(trips_of([near]), trips_of([near, far]))
    assert plan_of(candidates, [0, -1]).matched == 1
    with pytest.raises(ValueError, match="passenger 1 cannot ride with driver 0"):
        plan_of(candidates, [-1, 0])
    with pytest.raises(ValueError, match="1 choices for 2 passengers"):
        plan_of(candidates, [0])
