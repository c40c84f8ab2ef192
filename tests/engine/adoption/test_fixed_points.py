"""Resting points of a population."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.adoption.fixed_points import FixedPoint, fixed_points, lowest_equilibrium


def test_a_curve_in_s_has_three() -> None:
    found = fixed_points(lambda x: x * x * (3 - 2 * x))
    assert found == (
        FixedPoint(0.0, stable=True),
        FixedPoint(0.5, stable=False),
        FixedPoint(1.0, stable=True),
    )


@given(st.floats(0.01, 0.99), st.floats(-0.9, 3))
def test_a_line_has_one_and_its_slope_says_if_it_attracts(share: float, slope: float) -> None:
    def line(x: float) -> float:
        return min(1.0, max(0.0, share + slope * (x - share)))

    found = [point for point in fixed_points(line) if abs(point.share - share) < 1e-6]
    if abs(slope - 1) > 0.01:
        assert [point.stable for point in found] == [slope < 1]


def test_what_leaves_the_interval_is_refused() -> None:
    with pytest.raises(ValueError, match=r"the curve gives 1\.5 at 1\.0"):
        fixed_points(lambda x: 1.5 * x, grid=1)
    with pytest.raises(ValueError, match="the curve gives nan"):
        fixed_points(lambda _: float("nan"))
    with pytest.raises(ValueError, match="grid"):
        fixed_points(lambda x: x, grid=0)


def test_a_crowd_that_never_settles_is_said() -> None:
    assert lowest_equilibrium(lambda x: x / 2 + 0.25) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="not settled after 10 rounds"):
        lowest_equilibrium(lambda x: 1 - x, rounds=10)
