"""Members who come as they please, against every case there is."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.adoption.presence import Group, fewest_places, served_days, ways_present

GROUPS = st.lists(st.builds(Group, st.integers(0, 3), st.integers(0, 100)), max_size=2)


@given(GROUPS)
def test_ways_are_those_of_every_case(day: list[Group]) -> None:
    percents = [group.percent for group in day for _ in range(group.members)]
    counted = [0] * (len(percents) + 1)
    for case in product((0, 1), repeat=len(percents)):
        ways = 1
        for comes, percent in zip(case, percents, strict=True):
            ways *= percent if comes else 100 - percent
        counted[sum(case)] += ways
    assert ways_present(day) == tuple(counted)


@given(st.lists(GROUPS, min_size=1, max_size=3), st.integers(0, 100))
def test_the_fewest_places_are_enough_and_one_less_is_not(week: list[list[Group]], percent: int) -> None:
    served, places = served_days(week), fewest_places(week, percent)
    assert list(served) == sorted(served)
    assert served[-1] == 1
    assert 100 * served[places] >= percent
    assert places == 0 or 100 * served[places - 1] < percent


def test_two_people_who_toss_a_coin() -> None:
    week = [[Group(2, 50)], [Group(2, 0)]]
    assert served_days(week) == (Fraction(5, 8), Fraction(7, 8), Fraction(1))
    assert fewest_places(week, 87) == 1


@pytest.mark.parametrize(("members", "desks"), [(10, 5), (20, 9), (60, 24), (100, 38), (200, 71)])
def test_desks_as_the_course_prints_them(members: int, desks: int) -> None:
    assert fewest_places([[Group(members, 30)]], 95) == desks


@pytest.mark.parametrize(
    ("week", "percent", "words"),
    [([], 95, "at least one day"), ([[Group(-1, 5)]], 95, "no group"), ([[Group(1, 101)]], 95, "no group"),
     ([[Group(1, 5)]], 101, "no share")],
)  # fmt: skip
def test_what_cannot_be_is_refused(week: list[list[Group]], percent: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fewest_places(week, percent)
