"""The best campaigns against every campaign there is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.engine.adoption.campaigns import (
    Campaign,
    Prices,
    best_campaign_in_crowd,
    best_campaign_on_network,
    nudged_thresholds,
)
from mooc_tool.engine.adoption.crowd import spread_in_crowd
from mooc_tool.engine.adoption.networks import Network

PEOPLE = st.integers(1, 6)


def every_campaign(count: int, prices: Prices, budget: int) -> list[tuple[set[int], set[int], int]]:
    found = []
    for moves in product((0, 1, 2), repeat=count):
        convinced = {i for i, move in enumerate(moves) if move == 2}
        nudged = {i for i, move in enumerate(moves) if move == 1}
        price = sum(prices.convince[i] for i in convinced) + prices.nudge * len(nudged)
        if price <= budget:
            found.append((convinced, nudged, price))
    return found


def joined_on(neighbours: list[set[int]], thresholds: list[int], convinced: set[int]) -> int:
    joined: set[int] = set()
    while True:
        more = {
            i for i, asked in enumerate(thresholds) if i in convinced or len(neighbours[i] & joined) >= asked
        }
        if more | joined == joined:
            return len(joined)
        joined |= more


def some_prices(data: st.DataObject, count: int) -> Prices:
    convince = tuple(data.draw(st.lists(st.integers(1, 4), min_size=count, max_size=count)))
    return Prices(convince, nudge=data.draw(st.integers(1, 2)), relief=data.draw(st.integers(1, 3)))


@given(st.lists(st.integers(0, 7), min_size=1, max_size=6), st.integers(0, 6), st.data())
@settings(deadline=None)
def test_nothing_beats_the_best_campaign_in_a_crowd(
    thresholds: list[int], budget: int, data: st.DataObject
) -> None:
    prices = some_prices(data, len(thresholds))
    best = best_campaign_in_crowd(thresholds, prices, budget)
    reached = {
        spread_in_crowd(nudged_thresholds(thresholds, nudged, prices.relief), convinced).joined
        for convinced, nudged, _ in every_campaign(len(thresholds), prices, budget)
    }
    assert best.joined == max(reached)
    lowered = nudged_thresholds(thresholds, best.nudged, prices.relief)
    assert spread_in_crowd(lowered, best.convinced).joined == best.joined
    assert_affordable(best, prices, budget)


@given(PEOPLE, st.integers(0, 6), st.data())
@settings(deadline=None)
def test_nothing_beats_the_best_campaign_on_a_network(count: int, budget: int, data: st.DataObject) -> None:
    node = st.integers(0, count - 1)
    ties = data.draw(st.lists(st.tuples(node, node), max_size=12))
    thresholds = data.draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    prices = some_prices(data, count)
    neighbours = [{j for tie in ties for j in tie if i in tie and j != i} for i in range(count)]
    best = best_campaign_on_network(Network.of(count, ties), thresholds, prices, budget)
    reached = {
        joined_on(neighbours, nudged_thresholds(thresholds, nudged, prices.relief), convinced)
        for convinced, nudged, _ in every_campaign(count, prices, budget)
    }
    assert best.joined == max(reached)
    lowered = nudged_thresholds(thresholds, best.nudged, prices.relief)
    assert joined_on(neighbours, lowered, {*best.convinced}) == best.joined
    assert_affordable(best, prices, budget)


def assert_affordable(best: Campaign, prices: Prices, budget: int) -> None:
    price = sum(prices.convince[i] for i in best.convinced) + prices.nudge * len(best.nudged)
    assert price == best.price <= budget
    assert not {*best.convinced} & {*best.nudged}


def test_the_one_person_of_granovetter() -> None:
    thresholds = [0, 2, *range(2, 100)]
    prices = Prices(convince=(3,) * 100, nudge=1, relief=1)
    assert best_campaign_in_crowd(thresholds, prices, 1) == Campaign((), (2,), 1, 100)
    assert best_campaign_in_crowd(thresholds, prices, 0).joined == 1


@pytest.mark.parametrize(
    ("prices", "budget", "words"),
    [
        (Prices((1,), 1, 1), 2, "1 prices for 2 people"),
        (Prices((1, 0), 1, 1), 2, "at least 1"),
        (Prices((1, 1), 1, 0), 2, "at least 1"),
        (Prices((1, 1), 1, 1), -1, "budget"),
    ],
)
def test_what_cannot_be_is_refused(prices: Prices, budget: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        best_campaign_in_crowd([0, 1], prices, budget)


def test_a_network_has_a_threshold_for_each() -> None:
    with pytest.raises(ValueError, match="1 thresholds for 2 nodes"):
        best_campaign_on_network(Network.of(2, [(0, 1)]), [1], Prices((1,), 1, 1), 1)
