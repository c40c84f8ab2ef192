"""Services from tables: a week by hand, whole numbers, two states, and the critical mass between them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.adoption.behaviour import Behaviour, Levers
from mooc_tool.engine.adoption.tabulated import CLASSES, Habits, Services, rate_thresholds
from mooc_tool.engine.arrays import Int64
from mooc_tool.engine.kernels.build import plainly

HALF = rate_thresholds(Behaviour(cost=1.0, spread=0.2, benefit=2.0))
RISING = [0, 200, 400, 600, 800, 900]  # the share matched when 0, 10, 20, 30, 40, 50 are present


def services(rates: list[int], ready: int, thresholds: Int64 = HALF, times: int = 1) -> Services:
    return Services.of(np.array([rates]), np.array([10]), np.array([ready]), thresholds).repeated(times)


def test_thresholds_rise_around_the_mean_and_fall_with_an_incentive() -> None:
    assert HALF.shape == (CLASSES,)
    assert (np.diff(HALF) > 0).all()
    assert (HALF[0], HALF[-1]) == (276, 724)
    assert HALF[19] + HALF[20] == 1000
    helped = rate_thresholds(Behaviour(cost=1.0, spread=0.2, benefit=2.0), Levers(incentive=0.5))
    assert (helped < HALF).all()


def test_a_week_by_hand() -> None:
    """25 of 80 present, matched at 500 thousandths: half of the classes come, the other half goes."""
    one = services(RISING, 80)
    present = one.start(np.array([25]))
    assert present.sum() == 25_000
    assert one.rate(present.sum(axis=1)).tolist() == [500]
    after, matched = one.week(present, Habits(join=100, leave=250))
    assert matched.tolist() == [12_500]
    # each class has 2,000 thousandths of a person, 625 of them present
    convinced = int((HALF <= 500).sum())
    assert sorted(set(after[0].tolist())) == [625 - 156, 625 + 137]
    assert after.sum() == 25_000 + convinced * 137 - (CLASSES - convinced) * 156


def test_between_points_and_beyond_the_table() -> None:
    found = [
        int(services(RISING, 80).rate(np.array([people]))[0]) for people in (0, 5_000, 12_500, 50_000, 75_000)
    ]
    assert found == [0, 100, 250, 900, 900]


def test_a_service_dies_below_its_critical_mass_and_lives_above() -> None:
    one = services(RISING, 80)
    (least,) = one.critical_masses(52)
    assert least is not None
    starts = np.array([least - 1, least])
    ends = services(RISING, 80, times=2).run(starts, 52).present[:, -1]
    assert ends[0] < 10_000
    assert ends[1] > 40_000


def test_where_nobody_is_ever_matched_no_number_is_enough() -> None:
    assert services([0, 0], 80).critical_masses(52) == (None,)
    assert services([0, 1000], 0).critical_masses(52) == (0,)


@given(
    st.lists(st.integers(0, 1000), min_size=2, max_size=8).map(sorted),
    st.integers(1, 200),
    st.integers(0, 1000),
    st.integers(0, 1000),
)
def test_nobody_appears_from_nowhere(rates: list[int], ready: int, join: int, leave: int) -> None:
    one = services(rates, ready)
    course = one.run(np.array([ready // 2]), 30, Habits(join, leave, trial=5))
    assert (course.matched <= course.present).all()
    assert (course.present >= 0).all()
    assert (course.present <= ready * 1000).all()


@given(
    st.lists(st.integers(0, 1000), min_size=2, max_size=8).map(sorted),
    st.lists(st.integers(0, 200), min_size=1, max_size=4),
    st.tuples(*[st.integers(0, 1000)] * 3),
)
def test_weeks_pass_alike_compiled_and_in_numpy(
    rates: list[int], ready: list[int], habits: tuple[int, int, int]
) -> None:
    people = np.array(ready)
    many = Services.of(np.array([rates] * len(ready)), np.full(len(ready), 10), people, HALF)
    with plainly():
        plain = many.run(people // 2, 12, Habits(*habits))
    course = many.run(people // 2, 12, Habits(*habits))
    for name in ("present", "matched", "end"):
        assert (getattr(course, name) == getattr(plain, name)).all()


@given(st.integers(1, 200), st.integers(0, 150))
def test_more_recruits_never_leave_fewer(ready: int, shift: int) -> None:
    one = services(RISING, ready, HALF + shift, times=ready + 1)
    ends = one.run(np.arange(ready + 1), 20).end.sum(axis=1)
    assert (np.diff(ends) >= -CLASSES).all()  # each class rounds down on its own


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rates": [1, 2]}, "one row a service"),
        ({"rates": [[1]]}, "2 points at least"),
        ({"step": [0]}, "of at least 1"),
        ({"ready": [1, 2]}, "1 services need as many"),
    ],
)
def test_what_is_no_service_is_refused(changes: dict[str, list[int]], told: str) -> None:
    given = {"rates": [[0, 1]], "step": [1], "ready": [1], **changes}
    with pytest.raises(ValueError, match=told):
        Services.of(np.array(given["rates"]), np.array(given["step"]), np.array(given["ready"]), HALF)


def test_what_cannot_be_run_is_refused() -> None:
    with pytest.raises(ValueError, match="service 0: 81 recruits among 80 people"):
        services(RISING, 80).run(np.array([81]), 52)
    with pytest.raises(ValueError, match="at least 1 week"):
        services(RISING, 80).run(np.array([8]), 0)
    with pytest.raises(ValueError, match="join must be within"):
        Habits(join=1001)
