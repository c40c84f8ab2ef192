"""All stable matchings, against brute force and the counts in print."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given

from mooc_tool.engine.matching.lattice import all_stable_matchings
from mooc_tool.engine.matching.market import Market
from tests.engine.markets import complete_markets, every_stable_matching, markets
from tests.engine.published import published


@given(markets(seats=2) | complete_markets(4))
def test_all_are_found(market: Market) -> None:
    assert set(all_stable_matchings(market)) == set(every_stable_matching(market))


def test_gale_shapley_1962_example_1() -> None:
    entry = published("gale_shapley_1962_example1")
    assert len(all_stable_matchings(Market.of(entry["P"], entry["Q"]))) == entry["n_stable"]


def test_knuth_4x4_and_its_limit() -> None:
    entry = published("knuth_latin_4x4")
    market = Market.of(entry["P"], entry["Q"])
    assert len(all_stable_matchings(market)) == entry["n_stable"]
    with pytest.raises(ValueError, match="more than 9"):
        all_stable_matchings(market, limit=9)


def test_irving_and_leather_double_it_to_268_at_8() -> None:
    def doubled(table: np.ndarray) -> np.ndarray:
        n = len(table)
        return np.block([[table, table + n], [table + n, table]])

    left, right = np.array([[0, 1], [1, 0]]), np.array([[1, 0], [0, 1]])
    for count in (2, 10, 268):
        assert len(all_stable_matchings(Market.of(left.tolist(), right.tolist()))) == count
        n = len(left)
        left, right = doubled(left), np.block([[right + n, right], [right, right + n]])


def test_mathworld_9x9() -> None:
    entry = published("mathworld_9x9_rank_matrices")
    market = Market.of(*(np.argsort(entry[side]).tolist() for side in ("men_rank_women", "women_rank_men")))
    found = sorted((matching.partner + 1).tolist() for matching in all_stable_matchings(market))
    assert found == entry["stable_wives"]


def test_counts_over_all_markets() -> None:
    orders = list(permutations(range(2)))
    tables = list(product(orders, repeat=2))
    total = sum(len(all_stable_matchings(Market.of(p, q))) for p in tables for q in tables)
    assert total == published("count_n2")["sum_of_stable_matchings_over_all_16_markets"]


def test_counts_over_all_markets_of_three() -> None:
    """Names do not matter: with the first proposer's list fixed, each market stands for six."""
    entry = published("count_n3")
    orders = list(permutations(range(3)))
    counts: dict[int, int] = {}
    for p in product(orders, repeat=2):
        for q in product(orders, repeat=3):
            count = len(all_stable_matchings(Market.of([orders[0], *p], q)))
            counts[count] = counts.get(count, 0) + 6
    assert {str(key): value for key, value in counts.items()} == entry["histogram"]
    assert sum(key * value for key, value in counts.items()) == entry["sum_over_all_46656_markets"]
