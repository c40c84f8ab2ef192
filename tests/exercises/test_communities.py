"""Communities of a territory: tables that the engine filled, and services that live by them."""

import numpy as np
import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.communities import (
    FLEXIBILITIES,
    STEP,
    Attitude,
    Community,
    matched,
    services,
    sketches,
    too_small,
    trips,
    whole_of,
)
from mooc_tool.exercises.territory import Commune, Territory

USUAL = Attitude(cost=120, spread=20, benefit=200)


@pytest.fixture(scope="module")
def drawn(territory: Territory) -> tuple[Community, ...]:
    draw = Draw(b"communities")
    who = (*sketches(territory, draw, 7), whole_of(territory, draw, 600))
    return tuple(matched(sketch, territory, draw.fork(str(n))) for n, sketch in enumerate(who))


def test_every_sort_is_there_and_the_same_seed_gives_the_same(
    territory: Territory, drawn: tuple[Community, ...]
) -> None:
    assert {each.sketch.sort for each in drawn} == {"whole", "villages", "campus", "corridor", "zone"}
    again = sketches(territory, Draw(b"communities"), 7)
    assert again == tuple(each.sketch for each in drawn[:7])
    assert matched(again[0], territory, Draw(b"communities").fork("0")) == drawn[0]


def test_people_go_where_the_community_goes(territory: Territory, drawn: tuple[Community, ...]) -> None:
    for sketch in (each.sketch for each in drawn):
        assert set(sketch.origins) <= set(territory.communes)
        assert sketch.end in (*territory.communes, "")
        assert sketch.end not in sketch.origins
        assert bool(sketch.titles) == (sketch.sort == "corridor")
        assert sketch.ready % STEP == 0


def test_rates_rise_and_flexibility_finds_more(drawn: tuple[Community, ...]) -> None:
    for community in drawn:
        for name in FLEXIBILITIES:
            table = community.rates[name]
            assert len(table) == community.sketch.ready // STEP + 1
            assert table[0] == 0
            assert list(table) == sorted(table)
            assert table[-1] <= 1000
            # nobody is matched beyond the short side
            drivers = community.sketch.drivers * 10
            assert table[-1] <= 2 * min(drivers, 1000 - drivers) + STEP
            assert table[-1] >= community.rates["none"][-1]


def test_a_common_destination_is_worth_more_than_a_whole_territory(drawn: tuple[Community, ...]) -> None:
    whole = drawn[-1]
    zones = [each for each in drawn if each.sketch.sort == "zone"]
    assert all(zone.suiting > 2 * whole.suiting for zone in zones)
    assert all(zone.rates["none"][4] > whole.rates["none"][4] for zone in zones)


def test_the_engine_lets_them_live(drawn: tuple[Community, ...]) -> None:
    masses = services(drawn, "none", USUAL).critical_masses(52)
    wider = services(drawn, "window", USUAL).critical_masses(52)
    pushed = services(drawn, "none", USUAL, incentive=100).critical_masses(52)
    assert masses[-1] is None or masses[-1] > 100
    least = [mass for mass in masses if mass is not None]
    assert min(least) < 60
    for before, window, paid in zip(masses, wider, pushed, strict=True):
        assert before is None or (window is not None and window <= before)
        assert before is None or (paid is not None and paid <= before)


def test_trips_are_half_of_those_matched_there_and_back_on_five_days() -> None:
    assert trips(np.array([[20_000, 300]])).tolist() == [[100, 1]]


def test_a_territory_without_corridors_has_more_zones(territory: Territory) -> None:
    plain = Territory(communes=territory.communes)
    sorts = [each.sort for each in sketches(plain, Draw(b"plain"), 7)]
    assert sorted(sorts) == ["campus", "villages", *["zone"] * 5]
    few = {
        str(n): Commune(code=str(n), name="x", population=9, latitude=45, longitude=4 + n) for n in range(3)
    }
    assert too_small(Territory(communes=few), 7)
    assert not too_small(territory, 7)
