"""Every feasible pair is found, and none else: against a loop over all pairs in plain arithmetic."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.carpool import grid_index
from mooc_tool.engine.carpool.candidates import Pair, Rules, feasible_pairs
from mooc_tool.engine.carpool.pairs import look_at_all
from mooc_tool.engine.carpool.territory import Roads, crow_flies, points
from mooc_tool.engine.carpool.trips import Trips
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.gains import Gains
from tests.engine.carpool.trip_strategies import RAW, Raw, trips_of

SOME = st.lists(RAW, min_size=1, max_size=6)


def road(a: tuple[float, float], b: tuple[float, float], roads: Roads) -> int:
    ends = points([a[0], b[0]], [a[1], b[1]])
    return ceil(int(crow_flies(ends[0], ends[1])) * roads.percent / 100)


def pair_of(i: int, rider: Raw, j: int, driver: Raw, rules: Rules) -> Pair | None:
    """The pair if it is feasible, by the words of the module."""
    roads = rules.roads
    approach = road(driver.origin, rider.origin, roads)
    shared = road(rider.origin, rider.destination, roads)
    alone = road(driver.origin, driver.destination, roads)
    detour = max(0, approach + shared + road(rider.destination, driver.destination, roads) - alone)
    minutes = ceil(detour * 60 / (roads.speed * 1000))
    pickup = driver.departure + ceil(approach * 60 / (roads.speed * 1000))
    on_time = abs(pickup - rider.departure) <= driver.window + rider.window
    near = rules.detour_percent is None or detour * 100 <= rules.detour_percent * alone
    if minutes <= driver.max_detour and on_time and near:
        return Pair(i, j, detour, minutes, pickup, shared - detour)
    return None


@given(SOME, SOME, st.none() | st.integers(0, 100), st.integers(20, 90))
def test_no_pair_is_missed_and_none_is_made_up(
    drivers: list[Raw], riders: list[Raw], percent: int | None, speed: int
) -> None:
    rules = Rules(Roads(speed=speed), percent)
    found = feasible_pairs(trips_of(drivers), trips_of(riders), rules)
    tried = [
        pair_of(i, rider, j, driver, rules)
        for i, rider in enumerate(riders)
        for j, driver in enumerate(drivers)
    ]
    assert list(found) == [pair for pair in tried if pair is not None]


@given(SOME, SOME)
def test_rows_say_the_same(drivers: list[Raw], riders: list[Raw]) -> None:
    found = feasible_pairs(trips_of(drivers), trips_of(riders))
    edges, gains = found.edges(), found.gains()
    assert len(edges) == len(gains) == found.passengers == len(riders)
    assert [(i, j) for i, row in enumerate(edges) for j in row] == [(p.passenger, p.driver) for p in found]
    for pair in found:
        assert gains[pair.passenger].get(pair.driver, 0) == max(0, pair.avoided)


def test_same_trip_is_a_perfect_pair() -> None:
    trip = Raw((45.4, 4.3), (45.5, 4.5), 465, 0, 0)
    (pair,) = feasible_pairs(trips_of([trip]), trips_of([trip]))
    assert pair.detour_metres == 0
    assert pair.pickup == 465
    assert pair.avoided == road(trip.origin, trip.destination, Roads())


def test_a_negative_share_is_refused() -> None:
    with pytest.raises(ValueError, match="detour_percent must be at least 0"):
        Rules(detour_percent=-1)


MANY = st.lists(RAW, min_size=1, max_size=25)


@given(MANY, MANY, st.integers(1, 5))
def test_the_index_finds_the_same_both_ways(drivers: list[Raw], riders: list[Raw], per_cell: int) -> None:
    """With small cells and chunks, so that few trips fill many of them."""
    to, of, roads = trips_of(drivers), trips_of(riders), Roads()
    longest = Rules().longest_detour(to)
    expected = look_at_all(to, of, roads, longest)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grid_index, "PER_CELL", per_cell)
        patch.setattr(grid_index, "CHUNK", 7)
        found = [grid_index.look_around(to, of, roads, longest)]
        with plainly():
            found.append(grid_index.look_around(to, of, roads, longest))
    for pairs in found:
        assert np.array_equal(pairs.start, expected.start)
        assert np.array_equal(pairs.row, expected.row)


def valley(seed: bytes, count: int) -> Trips:
    draw = Draw(seed)
    places = draw.reals(4 * count).reshape(4, count)
    return Trips.of(
        (45.3 + 0.3 * places[0], 4.1 + 0.6 * places[1]),
        (45.3 + 0.3 * places[2], 4.1 + 0.6 * places[3]),
        420 + (draw.words(count) % np.uint64(90)).astype(np.int64),
        window=(draw.words(count) % np.uint64(15)).astype(np.int64),
        max_detour=(draw.words(count) % np.uint64(12)).astype(np.int64),
    )


def test_no_pair_of_a_large_market_is_missed() -> None:
    drivers, riders = valley(b"drivers", 900), valley(b"riders", 1100)
    longest = Rules().longest_detour(drivers)
    expected = look_at_all(drivers, riders, Roads(), longest)
    found = grid_index.look_around(drivers, riders, Roads(), longest)
    assert len(expected.row) > 1000
    assert np.array_equal(found.start, expected.start)
    assert np.array_equal(found.row, expected.row)


def test_nearest_keeps_the_least_detours() -> None:
    found = feasible_pairs(valley(b"drivers", 300), valley(b"riders", 200))
    few = found.nearest(2)
    rows: dict[int, list[Pair]] = {}
    for pair in found:
        rows.setdefault(pair.passenger, []).append(pair)
    expected = [
        pair
        for row in rows.values()
        for pair in sorted(sorted(row, key=lambda pair: pair.detour_metres)[:2], key=lambda pair: pair.driver)
    ]
    assert list(few) == expected
    with pytest.raises(ValueError, match="most must be"):
        found.nearest(0)


def test_arrays_of_gains_say_the_same() -> None:
    found = feasible_pairs(valley(b"drivers", 60), valley(b"riders", 80))
    seats = np.ones(60, np.int64)
    arrays, rows = found.gain_arrays(seats), Gains.of(found.gains(), seats.tolist())
    assert np.array_equal(arrays.start, rows.start)
    assert np.array_equal(arrays.right, rows.right)
    assert np.array_equal(arrays.gain, rows.gain)
