"""Who can gain by lying: nobody on the asking side of deferred acceptance (Dubins and Freedman; Roth)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.matching.deferred_acceptance import deferred_acceptance
from mooc_tool.engine.matching.first_choice_first import first_choice_first
from mooc_tool.engine.matching.manipulation import best_manipulation
from mooc_tool.engine.matching.market import Market
from tests.engine.markets import markets


@given(markets(seats=2), st.data())
def test_proposers_gain_nothing_from_lies(market: Market, data: st.DataObject) -> None:
    agent = data.draw(st.integers(0, len(market.proposers) - 1))
    found = best_manipulation(market, deferred_acceptance, agent, shorten=True)
    assert not found.pays
    assert found.sent == market.proposers.lists()[agent]
    assert found.best == found.honest <= found.worst


def test_first_choice_first_rewards_a_lie() -> None:
    market = Market.of([[0, 1, 2], [0, 1, 2], [1, 0, 2]], [[0, 1, 2], [1, 2, 0], [0, 1, 2]])
    found = best_manipulation(market, first_choice_first, 1)
    assert (found.honest, found.best, found.worst) == (2, 1, 2)
    assert found.pays
    assert found.sent[0] == 1


def test_receivers_can_gain_by_leaving_someone_out() -> None:
    market = Market.of([[0, 1], [1, 0]], [[1, 0], [0, 1]])
    assert not best_manipulation(market, deferred_acceptance, 0, "receivers").pays
    found = best_manipulation(market, deferred_acceptance, 0, "receivers", shorten=True)
    assert (found.honest, found.best, found.sent) == (1, 0, (1,))


def test_long_lists_and_strangers_are_refused() -> None:
    market = Market.of([list(range(8))], [[0]] * 8)
    with pytest.raises(ValueError, match="agent 0 ranks 8"):
        best_manipulation(market, deferred_acceptance, 0)
    with pytest.raises(ValueError, match="agent must be from 0 to 0, not 1"):
        best_manipulation(market, deferred_acceptance, 1)
