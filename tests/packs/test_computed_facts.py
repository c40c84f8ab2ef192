"""Figures that the course works out itself, worked out again: the text and the arithmetic cannot part.

The figures of the car-pool and matching models are the engine's business; these need nothing but a formula.
"""

from math import comb, log
from statistics import NormalDist

import pytest

from mooc_tool import paths
from mooc_tool.packs.reading import folder_files, read_pack

FACTS = read_pack(folder_files(paths.content() / "economie-collaborative")).pack.facts


def values(name):
    return FACTS[name].values


def test_public_money_a_trip_on_the_lane_line():
    trips, euros, printed, record, more_than = values("F-107")
    assert printed == round(euros / (trips * 52), 1)
    assert more_than == int(euros / (record * 12))


def test_public_cost_of_a_tonne():
    euros, kilometres, grams, gross, least, most, low, high = values("F-144")
    tonne = euros / (kilometres * grams / 1e6)
    assert gross == round(tonne)
    assert low == pytest.approx(tonne / (1 - least / 100), abs=5)
    assert high == pytest.approx(tonne / (1 - most / 100), abs=5)


def equilibrium(spread):
    """Where a crowd of 100 with thresholds N(25, spread) stops: the first crossing above 0."""
    thresholds, share = NormalDist(25, spread), 0.0
    for _ in range(100_000):
        more = thresholds.cdf(100 * share)
        if more - share < 1e-12:
            break
        share = more
    return share


def test_the_crowd_jumps_where_the_text_says():
    spread, under, over = values("F-407")
    assert 100 * equilibrium(spread - 0.01) == pytest.approx(under, abs=0.5)
    assert 100 * equilibrium(spread + 0.01) == pytest.approx(over, abs=0.5)


def test_the_peak_of_the_bass_curve():
    p, q, period, share = values("F-408")
    assert period == round(log(q / p) / (p + q), 1)
    assert share == round(100 * (0.5 - p / (2 * q)))


def desks(members, presence=0.3, served=0.95):
    """The fewest desks that those present do not exceed on ``served`` of days."""
    total = 0.0
    for present in range(members + 1):
        total += comb(members, present) * presence**present * (1 - presence) ** (members - present)
        if total >= served:
            return present
    return members


def test_desks_for_a_group():
    pairs = values("F-513")
    for members, printed in zip(pairs[::2], pairs[1::2], strict=True):
        assert printed == desks(int(members))


def test_links_of_a_network_and_the_growth_of_rouen():
    assert [n * (n - 1) // 2 for n in (100, 200)] == [4950, 19900]
    before, after = FACTS["F-130"].values[8:10]
    assert (before, after) == (2873, 25095)
    assert round(100 * (after / before - 1)) == 773
