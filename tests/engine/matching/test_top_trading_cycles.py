"""Top trading cycles.

In the core, individually rational, and equal in law to random serial dictatorship.
"""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.preferences import Preferences
from mooc_tool.engine.matching.top_trading_cycles import (
    serial_dictatorship,
    top_trading_cycles,
    trading_rounds,
)
from tests.engine.published import published

Lists = list[list[int]]


@st.composite
def housing(draw: st.DrawFn, most: int = 5) -> tuple[Lists, list[int]]:
    count = draw(st.integers(1, most))
    row = st.lists(st.integers(0, count - 1), unique=True)
    return draw(st.lists(row, min_size=count, max_size=count)), draw(st.permutations(range(count)))


def place(lists: Lists, own: list[int], i: int, house: int) -> int:
    """Houses not on the list come last, one's own before them."""
    if house in lists[i]:
        return lists[i].index(house)
    return len(lists[i]) + (house != own[i])


@given(housing())
def test_no_coalition_does_better_with_its_own_houses(market: tuple[Lists, list[int]]) -> None:
    """The strict core: nobody in the coalition loses and someone gains."""
    lists, own = market
    house = top_trading_cycles(lists, own).house.tolist()
    assert sorted(house) == sorted(own)
    for size in range(1, len(lists) + 1):
        for coalition in combinations(range(len(lists)), size):
            for swap in permutations(coalition):
                new = [place(lists, own, i, own[j]) for i, j in zip(coalition, swap, strict=True)]
                old = [place(lists, own, i, house[i]) for i in coalition]
                assert new == old or any(a > b for a, b in zip(new, old, strict=True))


@given(housing(7))
def test_cycles_say_who_gives_to_whom(market: tuple[Lists, list[int]]) -> None:
    lists, own = market
    found = top_trading_cycles(lists, own)
    assert sorted(i for cycle in found.cycles for i in cycle) == list(range(len(lists)))
    for cycle in found.cycles:
        for i, following in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert found.house[i] == own[following]
    told = trading_rounds(lists, own)
    assert sorted(cycle for each in told for cycle in each) == sorted(found.cycles)
    with plainly():
        again = top_trading_cycles(lists, own)
    assert again.house.tolist() == found.house.tolist()
    assert again.cycles == found.cycles


def test_a_ring_gives_everyone_the_first_choice() -> None:
    count = published("school_choice_shapley_scarf_ring")["n"]
    ring = [[(i + 1) % count, i] for i in range(count)]
    found = top_trading_cycles(ring)
    assert found.house.tolist() == [(i + 1) % count for i in range(count)]
    assert found.cycles == (tuple(range(count)),)


@pytest.mark.parametrize(("count", "repeats", "within"), [(10, 1500, 0.08), (100, 60, 0.25), (1000, 3, 1.2)])
def test_mean_rank_is_that_of_random_serial_dictatorship(count: int, repeats: int, within: float) -> None:
    expected = published("ttc_rsd_mean_rank")[str(count)]
    draw = Draw(b"core")
    ranks = []
    for _ in range(repeats):
        table = np.argsort(draw.reals(count * count).reshape(count, count), axis=1).astype(np.int16)
        lists = Preferences.complete(table)
        house = top_trading_cycles(lists).house
        ranks.append(lists.rank_table[np.arange(count), house].mean() + 1)
    assert abs(np.mean(ranks) - expected) < within


@given(housing())
def test_serial_dictators_take_the_best_left(market: tuple[Lists, list[int]]) -> None:
    lists, order = market
    got = serial_dictatorship(lists, order)
    for turn, agent in enumerate(order):
        gone = {got[earlier] for earlier in order[:turn]}
        assert got[agent] == next((house for house in lists[agent] if house not in gone), -1)


def test_what_is_no_housing_market_is_refused() -> None:
    with pytest.raises(ValueError, match="endowment must give each agent one"):
        top_trading_cycles([[0], [1]], [0, 0])
    with pytest.raises(ValueError, match="agent 0 ranks 2"):
        top_trading_cycles([[2], [1]])
    with pytest.raises(ValueError, match="2 agents own 2 houses, but rank 3"):
        top_trading_cycles(Preferences.of([[2], [1]], 3))
    with pytest.raises(ValueError, match="each of the 2 agents once"):
        serial_dictatorship([[0], [1]], [0])
