"""A market is read whole or refused with the side and the agent that is wrong."""

from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.preferences import Preferences
from tests.engine.markets import complete_markets, markets


@pytest.mark.parametrize(
    ("proposers", "receivers", "capacity", "words"),
    [
        ([], [[]], None, "receivers: the other side of the market is empty|proposers: a side"),
        ([[0]], [], None, "the other side of the market is empty"),
        ([[1]], [[0]], None, "proposers: agent 0 ranks 1; there are 1 to rank"),
        ([[0]], [[0], [-1]], None, "receivers: agent 1 ranks -1"),
        ([[0, 0]], [[0]], None, "proposers: agent 0 ranks someone twice"),
        ([[0.5]], [[0]], None, "proposers: lists must hold whole numbers"),
        ([[2**70]], [[0]], None, "proposers: lists must hold whole numbers"),
        ([[None]], [[0]], None, "proposers: lists must hold whole numbers"),
        ([[0]], [[0]], [-1], "capacity of receiver 0 is -1"),
        ([[0]], [[0]], [1, 1], "capacity must hold 1 numbers"),
        ([[0]], [[0]], [1.5], "capacity must hold whole numbers"),
    ],
)
def test_what_is_no_market_is_refused(proposers: Any, receivers: Any, capacity: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Market.of(proposers, receivers, capacity)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (np.zeros((0, 3), int), "rows and columns"),
        ([0, 1], "rows and columns"),
        ([[0.0, 1.0]], "whole numbers"),
        ([[0, 1], [0, 2]], "agent 1 ranks 2"),
        ([[0, 1], [1, 1]], "agent 1 ranks someone twice"),
        (np.array([[0, float("nan")]]), "whole numbers"),
    ],
)
def test_what_is_no_table_is_refused(table: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Preferences.complete(table)
    with plainly(), pytest.raises(ValueError, match=words):
        Preferences.complete(table)


@given(markets(seats=2))
def test_standing_is_the_receivers_rank(market: Market) -> None:
    for asking, asked, standing in (
        (market.proposers, market.receivers, market.standing),
        (market.receivers, market.proposers, market.receivers_standing),
    ):
        lists = asked.lists()
        expected = [
            lists[j].index(i) if i in lists[j] else -1 for i, row in enumerate(asking.lists()) for j in row
        ]
        assert standing.tolist() == expected


@given(markets(seats=2))
def test_standing_without_a_table_is_the_same(market: Market) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mooc_tool.engine.matching.market.LARGEST_TABLE", -1)
        again = Market.of(market.proposers.lists(), market.receivers.lists(), market.capacity)
        assert np.array_equal(again.standing, market.standing)


@given(complete_markets())
def test_tables_of_two_or_four_bytes_and_lists_are_the_same(market: Market) -> None:
    lists = market.proposers.lists()
    short = Preferences.complete(np.array(lists, np.int16))
    long = Preferences.complete(lists)
    assert short.choice.dtype == np.int16
    assert long.choice.dtype == np.int32
    assert short.lists() == long.lists() == lists
    assert np.array_equal(short.rank_table, market.proposers.rank_table)
    with plainly():
        assert np.array_equal(Preferences.complete(lists).rank_table, short.rank_table)


@given(st.lists(st.lists(st.integers(-1, 3), min_size=3, max_size=3), min_size=1, max_size=3))
def test_a_table_is_read_when_each_row_ranks_everyone(rows: list[list[int]]) -> None:
    right = all(sorted(row) == [0, 1, 2] for row in rows)
    for dtype in (np.int16, np.int32, np.int64):
        with nullcontext() if right else pytest.raises(ValueError, match=r"agent . ranks"):
            assert Preferences.complete(np.array(rows, dtype)).lists() == tuple(map(tuple, rows))
        with plainly(), nullcontext() if right else pytest.raises(ValueError, match=r"agent . ranks"):
            Preferences.complete(np.array(rows, dtype))


@pytest.mark.parametrize("stranger", [2, 2**32, 2**63, -1, -(2**32)])
def test_no_number_is_mistaken_for_a_smaller_one(stranger: int) -> None:
    table = np.array([[1, 0], [stranger, 1]], np.int64 if stranger < 2**63 else np.uint64)
    with pytest.raises(ValueError, match=f"agent 1 ranks {stranger}; there are 2 to rank, from 0"):
        Preferences.complete(table)


def test_what_is_no_matching_is_refused() -> None:
    market = Market.of([[0, 1], [0], [0]], [[0, 1], [0]], [1, 1])
    assert Matching.of(market, [1, 0, -1]).held() == ((1,), (0,))
    for partner, words in [
        ([0, 0, -1], "receiver 0 has 1 seats and 2 partners"),
        ([-1, 1, -1], "do not accept each other"),
        ([-1, -1, 0], "do not accept each other"),
        ([2, -1, -1], "there are 2 receivers"),
        ([0], "1 partners for 3 proposers"),
    ]:
        with pytest.raises(ValueError, match=words):
            Matching.of(market, partner)
