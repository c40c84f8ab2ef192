"""Granovetter's crowds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import ndtr

from mooc_tool.engine.adoption.crowd import gaps, spread_in_crowd
from mooc_tool.engine.adoption.fixed_points import lowest_equilibrium
from tests.engine.published import published

CROWD = st.lists(st.integers(0, 12), min_size=1, max_size=12)


def test_granovetter_1978_one_person_changes_all() -> None:
    entry = published("granovetter")
    assert spread_in_crowd(list(range(100))).joined == entry["uniform_0_99"]
    assert spread_in_crowd([0, 2, *range(2, 100)]).joined == entry["with_1_changed_to_2"]


def test_granovetter_1978_normal_thresholds_jump() -> None:
    entry = published("granovetter")["normal_mean25_N100"]

    def joined(sd: float) -> float:
        return 100 * lowest_equilibrium(lambda x: float(ndtr((100 * x - 25) / sd)))

    jump = brentq(lambda sd: joined(sd) - 50, 12.2, 12.25, xtol=1e-6)
    assert round(jump, 2) == entry["jump_sd"]
    assert joined(jump - 0.01) == pytest.approx(entry["below"], abs=0.03)
    assert joined(jump + 1e-5) == pytest.approx(entry["above"], abs=1e-3)


@given(CROWD, st.data())
def test_spread_is_that_of_the_story(thresholds: list[int], data: st.DataObject) -> None:
    convinced = data.draw(st.sets(st.integers(0, len(thresholds) - 1)))
    joined: set[int] = set()
    while True:
        more = {i for i, asked in enumerate(thresholds) if i in convinced or asked <= len(joined)}
        if more == joined:
            break
        joined = more
    found = spread_in_crowd(thresholds, convinced)
    assert found.joined == len(joined)
    assert list(found.rounds) == sorted(set(found.rounds))


@given(CROWD, st.data())
def test_more_convinced_never_means_fewer(thresholds: list[int], data: st.DataObject) -> None:
    some = data.draw(st.sets(st.integers(0, len(thresholds) - 1)))
    more = some | data.draw(st.sets(st.integers(0, len(thresholds) - 1)))
    assert spread_in_crowd(thresholds, some).joined <= spread_in_crowd(thresholds, more).joined


@given(CROWD)
def test_a_spread_stops_at_the_first_gap(thresholds: list[int]) -> None:
    assert spread_in_crowd(thresholds).joined == gaps(thresholds)[0]


@pytest.mark.parametrize(
    ("thresholds", "convinced", "words"),
    [
        ([], (), "nobody"),
        ([1, -1], (), "threshold of person 1 is -1"),
        ([0.5], (), "whole numbers"),
        ([1], (1,), "person 1 is convinced"),
    ],
)
def test_what_is_no_crowd_is_refused(thresholds: list[int], convinced: tuple[int, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        spread_in_crowd(thresholds, convinced)
