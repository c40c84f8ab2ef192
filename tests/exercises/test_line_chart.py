"""The line chart: everything in its frame, a table with what is drawn, round ticks, a well-formed page."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.exercises.line_chart import STYLES, Rule, Series, line_chart, mark, path, ticks
from tests.exercises.page_reader import check

value = st.one_of(st.none(), st.floats(-1e6, 1e6))
line = st.lists(value, min_size=1, max_size=30).filter(lambda ys: any(y is not None for y in ys))
WEEKS = Series("seen", [(1, 12), (2, None), (3, 40), (4, 38)])


@given(lines=st.lists(line, min_size=1, max_size=STYLES), digits=st.integers(0, 2))
def test_everything_lies_inside_the_frame(lines: list[list[float | None]], digits: int) -> None:
    series = [Series(str(number), list(enumerate(ys))) for number, ys in enumerate(lines)]
    chart: Any = line_chart(series, y_digits=digits)
    for layout in chart["layouts"]:
        for drawn in layout["lines"]:
            for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", drawn["line"] + drawn["marks"]):
                assert layout["left"] <= float(x) <= layout["right"]
                assert layout["top"] - 0.1 <= float(y) <= layout["bottom"] + 0.1


@given(low=st.floats(-1e5, 1e5), span=st.floats(0, 1e6), most=st.integers(3, 12), digits=st.integers(0, 3))
def test_ticks_are_round_few_and_around_the_values(low: float, span: float, most: int, digits: int) -> None:
    found = ticks(low, low + span, most, digits)
    step = found[1] - found[0]
    assert found[0] <= low + step / 1e6
    assert low + span <= found[-1] + step / 1e6
    assert 2 <= len(found) <= most + 2
    assert all(one < other for one, other in pairwise(found))
    assert all(round(tick, digits) == tick for tick in found)


def test_ticks_that_one_would_choose() -> None:
    assert ticks(0, 950, 6, 0) == [0, 200, 400, 600, 800, 1000]
    assert ticks(1, 8, 12, 0) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert ticks(0, 0.9, 5, 1) == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert ticks(0, 0, 5, 0) == [0, 1]


def test_a_gap_lifts_the_pen() -> None:
    assert path([None, (1, 2), (3, 4.5), None, (5, 6)]) == "M1 2L3 4.5M5 6"


def test_the_table_holds_what_is_drawn() -> None:
    chart: Any = line_chart([WEEKS, Series("tried", [(0, 5.26), (4, 41)], "line")], y_digits=1)
    assert chart["rows"] == [
        {"x": 0, "values": [None, 5.3]},
        {"x": 1, "values": [12, None]},
        {"x": 2, "values": [None, None]},
        {"x": 3, "values": [40, None]},
        {"x": 4, "values": [38, 41]},
    ]
    seen = chart["series"][0]
    assert [seen[end] for end in ("first", "last", "top")] == [
        {"x": 1, "y": 12}, {"x": 4, "y": 38}, {"x": 3, "y": 40},
    ]  # fmt: skip
    assert [bool(drawn["marks"]) for drawn in chart["layouts"][0]["lines"]] == [True, False]


@given(lines=st.lists(line, min_size=1, max_size=3))
def test_a_moving_line_reaches_each_of_its_points_at_its_row(lines: list[list[float | None]]) -> None:
    chart: Any = line_chart([Series(str(number), list(enumerate(ys))) for number, ys in enumerate(lines)])
    for column, series in enumerate(chart["series"]):
        told = [row["values"][column] is not None for row in chart["rows"]]
        assert series["reach"] == [sum(told[: row + 1]) for row in range(len(told))]


def test_a_path_moves_by_its_own_steps_and_a_border_stands() -> None:
    path = Series("path", [(4, 1), (2, 3), (3, 5)], every=2, when=[0, 1, 3])
    chart: Any = line_chart([path, Series("border", [(0, 4), (5, 0)], "line", when=())])
    assert [series["reach"] for series in chart["series"]] == [[1, 2, 2, 3], []]
    assert chart["layouts"][0]["lines"][0]["marks"].count("M") == 2


def test_a_chart_needs_values_and_few_series() -> None:
    with pytest.raises(ValueError, match="from 1 to 6"):
        line_chart([])
    with pytest.raises(ValueError, match="from 1 to 6"):
        line_chart([WEEKS] * 7)
    with pytest.raises(ValueError, match="without a single value"):
        line_chart([Series("none", [(1, None)])])
    assert len({mark(number, 0, 0) for number in range(STYLES)}) == STYLES


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", ["lines", "table", "folded", "moving"])
def test_the_page_is_well_formed(
    part: str, language: str, macro: Callable[[str, str, str], Callable[..., str]]
) -> None:
    chart = line_chart([WEEKS, Series("none", [(1, None)])], rules=[Rule("today", 4)])
    names = {"seen": "Seen", "none": "None", "today": "Today"}
    words = ("A title", names, "Week", *(["Trips"] if part in ("lines", "moving") else []))
    page = macro("shared/chart", part, language)(chart, "weeks", *words)
    check(page)
    assert ("Today" in page) == (part in ("lines", "moving"))
    assert ("data-reach" in page) == (part == "moving")
    assert "style=" not in page
