"""Figures of items and gains: the textbook's arithmetic, and nothing on a handful of people."""

import math
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.services.item_analysis import LEAST, ItemAnswer, figures, gain

SHARES = st.sampled_from([0.0, 0.5, 1.0])
ANSWERS = st.lists(
    st.builds(ItemAnswer, SHARES, SHARES, st.sets(st.integers(0, 2)).map(tuple)), min_size=LEAST, max_size=30
)


@given(ANSWERS)
def test_the_point_biserial_is_that_of_the_textbook(answers):
    found = figures(answers, 3)
    right = [one.rest for one in answers if one.share == 1]
    wrong = [one.rest for one in answers if one.share < 1]
    assert found.right == pytest.approx(len(right) / len(answers))
    assert sum(found.chosen) == sum(len(one.chosen) for one in answers)
    spread = pstdev([*right, *wrong])
    if not right or not wrong or not spread:
        assert found.discrimination is None
    else:
        shares = len(right) * len(wrong) / len(answers) ** 2
        expected = (fmean(right) - fmean(wrong)) / spread * math.sqrt(shares)
        assert found.discrimination == pytest.approx(expected)


def test_half_of_the_way_is_a_gain_of_a_half():
    found = gain([(40, 70)] * LEAST)
    assert (found.learners, found.before, found.after, found.gain) == (LEAST, 40, 70, 0.5)
    assert gain([(100, 90)] * LEAST).gain is None
    assert gain([(80, 60)] * LEAST).gain == -1


def test_nothing_is_told_of_fewer():
    assert figures([ItemAnswer(1, 1)] * (LEAST - 1), 0) is None
    assert gain([(40, 70)] * (LEAST - 1)) is None


def test_an_item_alone_in_its_quiz_discriminates_nothing():
    assert figures([ItemAnswer(1, None), ItemAnswer(0, None)] * LEAST, 0).discrimination is None
