"""Cycle packing, against brute force over sets of cycles."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.matching.cycle_packing import maximum_cycle_packing, short_cycles

Gives = list[list[int]]


@st.composite
def registers(draw: st.DrawFn, most: int = 6) -> Gives:
    count = draw(st.integers(1, most))
    return [
        draw(st.lists(st.sampled_from([j for j in range(count) if j != i]), unique=True)) if count > 1 else []
        for i in range(count)
    ]


def most_served(cycles: tuple[tuple[int, ...], ...], members: frozenset[int] = frozenset()) -> int:
    best = len(members)
    for at, cycle in enumerate(cycles):
        if members.isdisjoint(cycle):
            best = max(best, most_served(cycles[at + 1 :], members | set(cycle)))
    return best


@given(registers(), st.integers(2, 4))
def test_served_is_that_of_brute_force(gives: Gives, longest: int) -> None:
    found = maximum_cycle_packing(gives, longest)
    members = [i for cycle in found.cycles for i in cycle]
    assert len(members) == len(set(members)) == found.served == found.bound
    for cycle in found.cycles:
        assert 2 <= len(cycle) <= longest
        assert all(j in gives[i] for i, j in zip(cycle, (*cycle[1:], cycle[0]), strict=True))
    assert found.served == most_served(short_cycles(gives, longest))


@given(registers())
def test_longer_cycles_serve_no_fewer(gives: Gives) -> None:
    assert maximum_cycle_packing(gives, 2).served <= maximum_cycle_packing(gives, 3).served


def test_a_ring_of_three_needs_cycles_of_three() -> None:
    ring = [[1], [2], [0]]
    assert maximum_cycle_packing(ring, 2).served == 0
    assert maximum_cycle_packing(ring, 3).cycles == ((0, 1, 2),)


@given(registers())
def test_every_short_cycle_is_listed_once(gives: Gives) -> None:
    listed = short_cycles(gives, 3)
    pairs = [(i, j) for i, j in combinations(range(len(gives)), 2) if j in gives[i] and i in gives[j]]
    assert [cycle for cycle in listed if len(cycle) == 2] == pairs
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    ("gives", "longest", "words"),
    [
        ([], 3, "no member"),
        ([[1]], 3, "member 0 gives to 1; there are 1"),
        ([[0]], 3, "gives to itself"),
        ([[1, 1], []], 3, "someone twice"),
        ([[1], [0]], 1, "longest must be at least 2"),
    ],
)
def test_what_is_no_register_is_refused(gives: Gives, longest: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        maximum_cycle_packing(gives, longest)


def test_too_many_cycles_are_refused() -> None:
    gives = [[j for j in range(5) if j != i] for i in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mooc_tool.engine.matching.cycle_packing.MOST_CYCLES", 5)
        with pytest.raises(ValueError, match="more than 5 cycles"):
            maximum_cycle_packing(gives)
