"""Long tables, a page at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.services import paging


@pytest.mark.parametrize(
    ("asked", "number", "shown"),
    [(1, 1, [0, 1]), (3, 3, [4]), (4, 3, [4]), (0, 1, [0, 1]), (-(10**30), 1, [0, 1])],
)
def test_the_page_asked_for_or_the_nearest(
    monkeypatch: pytest.MonkeyPatch, asked: int, number: int, shown: list[int]
) -> None:
    monkeypatch.setattr(paging, "PER_PAGE", 2)
    assert paging.leaf([0, 1, 2, 3, 4], asked) == paging.Leaf(shown, number, 3)


def test_an_empty_table_has_a_page() -> None:
    assert paging.leaf((), 1) == paging.Leaf((), 1, 1)


@given(st.integers(0, 1000))
def test_all_pages_together_are_the_table(length: int) -> None:
    pages = paging.leaf(range(length), 1).pages
    together = [row for number in range(1, pages + 1) for row in paging.leaf(range(length), number).rows]
    assert together == list(range(length))
