"""The mark of one criterion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.exercises.kind import earned

values = st.integers(-1000, 1000)


@given(worth=st.integers(2, 100), value=values, reference=values, gap=st.integers(1, 1000))
def test_earned_is_between_none_and_all_and_all_only_for_the_best(
    worth: int, value: int, reference: int, gap: int
) -> None:
    best = reference + gap
    points = earned(worth, value, reference, best)
    assert 0 <= points <= worth
    assert (points == worth) == (value >= best)
    if value <= reference:
        assert points == 0


@given(worth=st.integers(2, 100), value=values, reference=values, gap=st.integers(1, 1000))
def test_a_better_value_never_earns_less(worth: int, value: int, reference: int, gap: int) -> None:
    best = reference + gap
    assert earned(worth, value, reference, best) <= earned(worth, value + 1, reference, best)


def test_halves_are_rounded_upwards() -> None:
    assert earned(60, 6, 0, 7) == 51  # 51.43
    assert earned(10, 1, 0, 4) == 3  # 2.5
    assert earned(40, 999, 0, 1000) == 39  # 39.96, and not the best


def test_an_instance_that_is_worth_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="worth nothing"):
        earned(60, 3, 4, 4)
