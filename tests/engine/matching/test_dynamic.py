"""Dynamic markets: nobody is lost from the books, and large markets behave as theory says."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
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
