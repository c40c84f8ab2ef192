"""The map: nothing over anything else, all inside the frame."""

import json
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.exercises import play
from mooc_tool.exercises.map_layout import NARROW, WIDE, Canvas, Spot, lay_out
from mooc_tool.exercises.territory import Territory

spots = st.builds(
    Spot,
    name=st.text("Abcdéè -", min_size=1, max_size=20),
    latitude=st.floats(45.0, 46.0),
    longitude=st.floats(4.0, 5.0),
    people=st.tuples(st.integers(0, 4), st.integers(0, 4)),
)


@pytest.mark.parametrize("canvas", [WIDE, NARROW], ids=["wide", "narrow"])
@given(places=st.lists(spots, min_size=1, max_size=4))
def test_everything_lies_inside_the_frame(canvas: Canvas, places: list[Spot]) -> None:
    laid, height = lay_out(tuple(places), canvas)
    assert len(laid) == len(places)
    for spot, drawn in zip(places, laid, strict=True):
        assert len(drawn.people) == sum(spot.people)
        for x, y in (drawn.dot, drawn.name, drawn.edge, *drawn.people):
            assert 0 <= x <= canvas.width
            assert 0 <= y <= height


@pytest.mark.parametrize("level", ["discovery", "standard", "expert"])
def test_badges_on_the_shipped_corridors_never_overlap(level: str, territory: Territory) -> None:
    for number in range(20):
        params: dict[str, Any] = play.levels("fill-the-cars")[level]
        question = play.pose("fill-the-cars", params, f"map {number}".encode(), territory).question
        shown: Any = play.view("fill-the-cars", question)
        for drawn, canvas in zip(shown["maps"], (WIDE, NARROW), strict=True):
            badges = [(spot["x"], spot["y"]) for spot in (*drawn["drivers"], *drawn["passengers"])]
            assert len(badges) == len(question["drivers"]) + len(question["passengers"])
            for (x, y), (other_x, other_y) in combinations(badges, 2):
                assert abs(x - other_x) >= canvas.badge[0] or abs(y - other_y) >= canvas.badge[1]
        assert "." not in json.dumps(shown["maps"]).replace("St.", ""), "view box units are whole"
