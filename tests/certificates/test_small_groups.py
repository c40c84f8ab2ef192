"""No group under six, neither shown nor found by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.certificates.small_groups import SMALLEST_GROUP, shown, shown_parts


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, None), (5, None), (6, 6), (7200, 7200)])
def test_counts_under_six_are_withheld(count: int, expected: int | None) -> None:
    assert shown(count) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((8, 9, 10, 31), (8, 9, 10, 31)),
        ((3, 9, 10, 31), (None, None, 10, 31)),
        ((0, 2, 6, 9), (0, None, None, 9)),
        ((4, 5, 10), (None, None, 10)),
        ((2, 2, 0), (None, None, 0)),
    ],
)
def test_parts_that_would_give_a_small_one_away_are_withheld_with_it(
    parts: tuple[int, ...], expected: tuple[int | None, ...]
) -> None:
    assert shown_parts(parts) == expected


@given(st.lists(st.integers(0, 40), max_size=6))
def test_what_is_withheld_together_is_no_small_group(parts: list[int]) -> None:
    result = shown_parts(parts)
    assert all(part in (None, whole) for part, whole in zip(result, parts, strict=True))
    assert all(part is None or part == 0 or part >= SMALLEST_GROUP for part in result)
    withheld = [whole for part, whole in zip(result, parts, strict=True) if part is None]
    if sum(parts) >= SMALLEST_GROUP:
        assert not withheld or (len(withheld) > 1 and sum(withheld) >= SMALLEST_GROUP)
