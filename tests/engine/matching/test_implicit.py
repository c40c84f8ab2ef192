"""Computed lists are permutations, and give the market that the same lists written out give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.implicit import ImplicitPreferences, deferred_acceptance_implicit
from mooc_tool.engine.matching.market import Market
from mooc_tool.engine.matching.stability import is_stable


@given(st.integers(0, 2**31 - 1), st.integers(1, 9), st.integers(1, 9))
def test_same_as_written_out(seed: int, left: int, right: int) -> None:
    proposers = ImplicitPreferences(seed, left, right)
    receivers = ImplicitPreferences(seed ^ 1, right, left)
    market = Market.of(proposers.stored(), receivers.stored())
    found = deferred_acceptance_implicit(proposers, receivers)
    expected = deferred_acceptance(market)
    assert np.array_equal(found.partner, expected.partner)
    assert found.proposals == expected.proposals
    assert np.array_equal(found.proposer_rank, expected.proposer_ranks(market))
    assert is_stable(market, expected)
    for i in range(left):
        assert [proposers.rank(i, proposers.choice(i, k)) for k in range(right)] == list(range(right))
    with plainly():
        assert np.array_equal(deferred_acceptance_implicit(proposers, receivers).partner, found.partner)


def test_lists_are_evenly_spread() -> None:
    """Every receiver is a first choice about as often; chi-square on 99 degrees, p = 0.001."""
    lists = ImplicitPreferences(2024, 10_000, 100)
    first = np.bincount([lists.choice(i, 0) for i in range(10_000)], minlength=100)
    assert ((first - 100) ** 2 / 100).sum() < 148.2


def test_large_market_obeys_theory() -> None:
    """Pittel (1989): the product of the two average ranks is about n; proposals about n ln n."""
    n = 20_000
    found = deferred_acceptance_implicit(ImplicitPreferences(7, n, n), ImplicitPreferences(8, n, n))
    product = (found.proposer_rank + 1.0).mean() * (found.receiver_rank + 1.0).mean()
    assert 0.95 < product / n < 1.05
    harmonic = sum(1 / k for k in range(1, n + 1))
    assert 0.8 < found.proposals / (n * harmonic) < 1.05


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="3 proposers rank 4, but 3 receivers rank 3"):
        deferred_acceptance_implicit(ImplicitPreferences(1, 3, 4), ImplicitPreferences(1, 3, 3))
    with pytest.raises(ValueError, match="agents must be"):
        ImplicitPreferences(1, 0, 4)
    with pytest.raises(ValueError, match="seed must be"):
        ImplicitPreferences(-1, 1, 4)
    with pytest.raises(ValueError, match="place must be from 0 to 3, not 4"):
        ImplicitPreferences(1, 3, 4).choice(0, 4)
