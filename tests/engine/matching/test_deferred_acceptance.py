"""Deferred acceptance: stable, best for the side that asks, the same by every way to run it."""

import numpy as np
import pytest
from hypothesis import given

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching import deferred_acceptance as module
from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.rounds import rounds
from tests.engine.markets import blocking, complete_markets, every_stable_matching, markets
from tests.engine.published import published


def test_gale_shapley_1962_example_1() -> None:
    entry = published("gale_shapley_1962_example1")
    market = Market.of(entry["P"], entry["Q"])
    assert deferred_acceptance(market).partner.tolist() == entry["proposer_optimal"]
    assert deferred_acceptance(market, "receivers").partner.tolist() == entry["receiver_optimal"]


def test_mathworld_9x9() -> None:
    entry = published("mathworld_9x9_rank_matrices")
    market = Market.of(*(np.argsort(entry[side]).tolist() for side in ("men_rank_women", "women_rank_men")))
    assert (deferred_acceptance(market).partner + 1).tolist() == entry["man_optimal"]
    assert (deferred_acceptance(market, "receivers").partner + 1).tolist() == entry["woman_optimal"]


def places(market: Market, matching: Matching, i: int) -> int:
    """The place of proposer i's partner; after everyone when it is alone."""
    row = market.proposers.lists()[i]
    return row.index(matching.partner[i]) if matching.partner[i] >= 0 else len(row)


@given(markets(seats=2))
def test_stable_and_best_for_the_proposers(market: Market) -> None:
    found = deferred_acceptance(market)
    stable = every_stable_matching(market)
    assert Matching(found.partner, found.receivers) in stable
    for other in stable:
        assert all(places(market, found, i) <= places(market, other, i) for i in range(len(market.proposers)))


@given(markets(seats=2))
def test_stable_and_worst_for_the_proposers_when_receivers_ask(market: Market) -> None:
    found = deferred_acceptance(market, "receivers")
    stable = every_stable_matching(market)
    assert Matching(found.partner, found.receivers) in stable
    for other in stable:
        assert all(places(market, found, i) >= places(market, other, i) for i in range(len(market.proposers)))


@given(markets(most=5, seats=3))
def test_rural_hospitals(market: Market) -> None:
    """The same proposers are matched and each receiver fills as many seats.

    One left with a free seat keeps its own.
    """
    first, second = deferred_acceptance(market), deferred_acceptance(market, "receivers")
    assert np.array_equal(first.partner >= 0, second.partner >= 0)
    for j, (held, others) in enumerate(zip(first.held(), second.held(), strict=True)):
        assert len(held) == len(others)
        assert held == others or len(held) == market.capacity[j]


@given(markets(most=5, seats=3))
def test_rounds_end_in_the_same_matching(market: Market) -> None:
    told = rounds(market)
    expected = deferred_acceptance(market).held()
    held = told[-1].held if told else ((),) * len(market.receivers)
    assert tuple(tuple(sorted(row)) for row in held) == expected
    assert sum(len(each.proposals) for each in told) == deferred_acceptance(market).proposals
    told = rounds(market, "receivers")
    held = told[-1].held if told else ((),) * len(market.proposers)
    partner = [row[0] if row else -1 for row in held]
    assert partner == deferred_acceptance(market, "receivers").partner.tolist()


def test_rounds_of_gale_shapley_1962_example_1() -> None:
    entry = published("gale_shapley_1962_example1")
    (only,) = rounds(Market.of(entry["P"], entry["Q"]))
    assert only.proposals == ((0, 0), (1, 1), (2, 2))
    assert only.held == ((0,), (1,), (2,))
    assert only.refused == ()


@given(complete_markets())
def test_both_ways_to_run_and_both_loops_agree(market: Market) -> None:
    for side in ("proposers", "receivers"):
        compiled = deferred_acceptance(market, side)
        general = module._with_quotas(market, side)
        with plainly():
            plain = deferred_acceptance(market, side)
            plain_general = module._with_quotas(market, side)
        assert compiled == general == plain == plain_general
        assert compiled.proposals == general.proposals == plain.proposals == plain_general.proposals
        assert not blocking(market, compiled)


@given(markets(most=6, seats=3))
def test_quotas_agree_both_ways(market: Market) -> None:
    with plainly():
        plain = [deferred_acceptance(market, side) for side in ("proposers", "receivers")]
    assert plain == [deferred_acceptance(market, side) for side in ("proposers", "receivers")]


def test_proposals_are_about_n_times_the_harmonic_number() -> None:
    """Wilson (1972); Pittel (1989): the product of the two sides' average ranks is about n."""
    draw, n = Draw(b"Wilson 1972"), 400
    tables = [np.argsort(draw.reals(n * n).reshape(n, n), axis=1).astype(np.int16) for _ in range(2)]
    market = Market.of(*map(module.Preferences.complete, tables))
    found = deferred_acceptance(market)
    harmonic = sum(1 / k for k in range(1, n + 1))
    assert 0.7 < found.proposals / (n * harmonic) < 1.1
    product = (found.proposer_ranks(market) + 1).mean() * (found.receiver_ranks(market) + 1).mean()
    assert 0.85 < product / n < 1.15


def test_a_side_there_is_not_is_refused() -> None:
    market = Market.of([[0]], [[0]])
    with pytest.raises(ValueError, match="not women"):
        deferred_acceptance(market, "women")  # type: ignore[arg-type] # that is the point
    with pytest.raises(ValueError, match="not women"):
        rounds(market, "women")  # type: ignore[arg-type] # that is the point
