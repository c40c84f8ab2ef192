"""Dynamic markets: nobody is lost from the books, and large markets behave as theory says."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.arrivals import Mornings
from mooc_tool.engine.matching.dynamic import (
    DynamicMarket,
    Policy,
    at_once_loss,
    patient_loss,
)
from tests.engine.published import published

POLICIES = st.sampled_from(
    [
        Policy("at-once"),
        Policy("patient"),
        Policy("leaving-first"),
        Policy("batch", 0.1),
        Policy("batch", 0.7),
    ]
)
MARKETS = st.builds(
    lambda rate, density, hard, part: DynamicMarket(rate, density, hard, part * density),
    st.floats(5, 50),
    st.floats(0, 5),
    st.floats(0, 1),
    st.floats(0, 1),
)


@given(MARKETS, POLICIES, st.binary(max_size=4), st.integers(1, 60))
def test_everyone_is_accounted_for_and_both_ways_agree(
    market: DynamicMarket, policy: Policy, seed: bytes, arrivals: int
) -> None:
    stream = market.stream(Draw(seed), arrivals)
    found = market.run(stream, policy)
    assert found.matched + found.lost + found.waiting == found.arrivals == arrivals
    assert found.matched % 2 == 0
    assert min(found.matched, found.lost, found.waiting) >= 0
    with plainly():
        assert market.run(stream, policy) == found


@given(MARKETS, POLICIES)
def test_time_in_the_market_is_pool_times_time(market: DynamicMarket, policy: Policy) -> None:
    """Little's law by hand: the area under the pool's size is the sum of all stays."""
    stream = market.stream(Draw(b"Little"), 80)
    found = market.run(stream, policy)
    horizon = stream.time[0, -1]
    most = np.minimum(stream.time[1], horizon) - stream.time[0]
    assert 0 <= found.thickness * horizon <= most.sum() + 1e-9
    if found.matched == 0:
        assert found.thickness * horizon == pytest.approx(most.sum())


def test_nobody_suits_anybody() -> None:
    market = DynamicMarket(20, 0)
    found = market.run(market.stream(Draw(b""), 500), Policy("at-once"))
    assert found.matched == 0
    assert found.lost_share == 1
    assert found.thickness == pytest.approx(20, rel=0.3)


@pytest.mark.parametrize("density", ["2", "4", "6", "8"])
def test_akbarpour_li_gharan_mean_field(density: str) -> None:
    entry = published("akbarpour_meanfield")[density]
    assert at_once_loss(float(density)) == pytest.approx(entry["greedy"], abs=6e-6)
    assert patient_loss(float(density)) == pytest.approx(entry["patient"], abs=6e-6)
    market = DynamicMarket(1000, float(density))
    stream = market.stream(Draw(b"AKL"), 100_000)
    greedy = market.run(stream, Policy("at-once"))
    assert greedy.lost_share == pytest.approx(entry["greedy"], abs=0.006)
    assert greedy.thickness / 1000 == pytest.approx(entry["greedy"], abs=0.006)
    patient = market.run(stream, Policy("patient"))
    assert patient.lost_share == pytest.approx(entry["patient"], abs=0.006)


def test_waiting_helps_only_those_who_know_who_leaves() -> None:
    market = DynamicMarket(60, 4)
    stream = market.stream(Draw(b"line"), 30_000)
    at_once = market.run(stream, Policy("at-once"))
    assert market.run(stream, Policy("patient")).lost_share < 0.75 * at_once.lost_share
    assert market.run(stream, Policy("leaving-first")).lost_share < at_once.lost_share
    batches = [market.run(stream, Policy("batch", period)).lost_share for period in (0.01, 0.05, 0.25, 1)]
    assert all(short < long for short, long in pairwise([at_once.lost_share, *batches]))


def test_hard_agents_are_lost_more() -> None:
    market = DynamicMarket(100, 10, 0.5, 1)
    stream = market.stream(Draw(b"hard"), 20_000)
    easy = DynamicMarket(100, 10)
    easy_lost = easy.run(easy.stream(Draw(b"hard"), 20_000), Policy("at-once")).lost_share
    assert market.run(stream, Policy("at-once")).lost_share > 2 * easy_lost
    assert market.chances == pytest.approx((0.1, 0.01, 0.001))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Policy("batch"), "period of a batch"),
        (lambda: Policy("soon"), "a policy is one of"),  # type: ignore[arg-type] # that is the point
        (lambda: DynamicMarket(0, 0), "rate must be above 0"),
        (lambda: DynamicMarket(10, 11), "density must be within 0 and the rate 10"),
        (lambda: DynamicMarket(10, float("nan")), "density must be"),
        (lambda: DynamicMarket(10, 1, 2), "hard must be a share"),
        (lambda: DynamicMarket(10, 1, 0.5, 2), "hard_density 2 is above density 1"),
        (lambda: DynamicMarket(10, 1).stream(Draw(b""), 0), "at least 1 arrival"),
        (lambda: at_once_loss(0), "density must be above 0"),
    ],
)
def test_what_is_no_market_is_refused(make, words: str) -> None:  # type: ignore[no-untyped-def] # lambdas
    with pytest.raises(ValueError, match=words):
        make()


@given(
    st.integers(1, 5), st.integers(1, 4), st.integers(1, 9), st.sampled_from([0, 1, 2, 4]), st.floats(1, 20)
)
def test_mornings_bring_people_when_they_say(
    days: int, length: int, night: int, waves: int, rate: float
) -> None:
    """Halves and quarters, which numbers hold exactly."""
    wave = length / waves if waves else 0.0
    come = Mornings(days, length, night, wave, wave / 4).arrivals(Draw(b"mornings"), rate)
    assert (np.diff(come) >= 0).all()
    assert (come < days * (length + night)).all()
    clock = come % (length + night)
    assert (clock < length).all()
    if wave:
        assert (clock % wave <= wave / 4).all()


def test_mornings_bring_as_many_as_the_rate_says() -> None:
    for wave in (0.0, 2.0):
        come = Mornings(500, 4, 8, wave, wave / 10).arrivals(Draw(b"rate"), 5)
        assert len(come) == pytest.approx(500 * 4 * 5, rel=0.05)


def test_each_morning_begins_empty_and_batches_that_split_no_train_serve_the_hard_first() -> None:
    """Worth waiting for: easy and hard ones come together, and patience outlasts the batch."""
    mornings = Mornings(300, 6, 12, wave=3, within=0.2)
    market = DynamicMarket(4, 3.6, 0.5, 1.4, stages=10)
    stream = market.stream_at(Draw(b"trains"), mornings.arrivals(Draw(b"come"), 4))
    lost = {
        policy: market.run(stream, policy).lost_share
        for policy in (Policy("at-once"), Policy("batch", 0.2), Policy("batch", 1.5))
    }
    assert lost[Policy("batch", 0.2)] + 0.03 < lost[Policy("at-once")] < lost[Policy("batch", 1.5)]
    last = stream.time[1].reshape(-1)
    first_of_day = np.flatnonzero(np.diff(stream.time[0]) > 10) + 1
    assert (last[first_of_day - 1] < stream.time[0, first_of_day]).all()


@pytest.mark.parametrize("stages", [1, 4, 16])
def test_more_stages_more_alike(stages: int) -> None:
    stream = DynamicMarket(10, 1, stages=stages).stream(Draw(b"lives"), 20_000)
    lives = stream.time[1] - stream.time[0]
    assert lives.mean() == pytest.approx(1, rel=0.05)
    assert lives.std() == pytest.approx(stages**-0.5, rel=0.05)


@pytest.mark.parametrize(
    ("days", "length", "night", "wave", "within"),
    [(0, 1, 1, 0, 0), (1, 0, 1, 0, 0), (1, 1, -1, 0, 0), (1, 1, 1, 2, 0), (1, 1, 1, 0.5, 0.6)],
)
def test_mornings_that_cannot_be(days: int, length: float, night: float, wave: float, within: float) -> None:
    with pytest.raises(ValueError, match=r"morning|night|within"):
        Mornings(days, length, night, wave, within)


def test_streams_that_cannot_be() -> None:
    market = DynamicMarket(1, 1)
    for come in ([], [2.0, 1.0]):
        with pytest.raises(ValueError, match="ascend"):
            market.stream_at(Draw(b""), np.array(come))
    with pytest.raises(ValueError, match="rate"):
        Mornings(1, 1, 1).arrivals(Draw(b""), 0)
    with pytest.raises(ValueError, match="stages"):
        DynamicMarket(1, 1, stages=0)
