"""Bands cover 0 to 100 without gap or overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.certificates.bands import BANDS, band_of


def test_whole_points_fall_in_exactly_one_band() -> None:
    covered = [point for low, high in BANDS.values() for point in range(low, high + 1)]
    assert covered == list(range(101))
    for band, (low, high) in BANDS.items():
        assert band_of(low) == band_of(high) == band


@given(st.floats(0, 100))
def test_a_score_between_two_points_belongs_to_the_lower_one(points: float) -> None:
    assert band_of(points) == band_of(int(points))


@pytest.mark.parametrize("points", [-1, 101, float("nan")])
def test_what_is_no_score_is_refused(points: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        band_of(points)
