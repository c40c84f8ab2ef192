"""The map of communities on territories of any size."""

from typing import Any

import pytest

from mooc_tool.exercises.communities import Sketch
from mooc_tool.exercises.community_map import DRAWN, Place, maps


def places(count: int) -> list[Place]:
    return [
        Place(
            code=str(n),
            name=f"Bourg {n}",
            population=100 + n,
            latitude=45 + n % 40 / 100,
            longitude=4 + n // 40 / 100,
        )
        for n in range(count)
    ]


def sketch(sort: Any, origins: tuple[str, ...], end: str) -> Sketch:
    return Sketch(sort=sort, titles={}, origins=origins, end=end, ready=100, drivers=50, spread=30)


@pytest.mark.parametrize("count", [3, 2000])
def test_a_map_is_drawn_whatever_the_number_of_communes(count: int) -> None:
    ground = places(count)
    codes = tuple(place.code for place in ground)
    communities = [
        sketch("whole", codes, ""),
        sketch("zone", codes, "0"),
        sketch("corridor", ("1", "2"), "0"),
        sketch("villages", codes, ""),
    ]
    drawn: list[Any] = maps(ground, communities, routed=range(4))
    assert [one["name"] for one in drawn] == ["wide", "narrow"]
    for one in drawn:
        assert len(one["communes"]) == min(count, DRAWN)
        assert [badge["community"] for badge in one["badges"]] == [1, 2, 3]
        assert [badge["led"] for badge in one["badges"]] == [True, True, False]
        assert all(len(route["from"]) <= 3 * DRAWN and route["to"] for route in one["routes"])
        for at in (*one["communes"], *one["badges"]):
            assert 0 <= at["x"] <= one["width"]
            assert 0 <= at["y"] <= one["height"]
