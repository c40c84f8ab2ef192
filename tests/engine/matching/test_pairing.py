"""Pairs in one group: brute force, and the odd cut."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.pairing import maximum_pairing, most_pairs_with

Friends = list[list[int]]


@st.composite
def groups(draw: st.DrawFn, most: int = 7) -> Friends:
    count = draw(st.integers(1, most))
    pairs = list(combinations(range(count), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return friends_of(count, chosen)


def friends_of(count: int, pairs: list[tuple[int, int]]) -> Friends:
    return [[j for j in range(count) if (i, j) in pairs or (j, i) in pairs] for i in range(count)]


def most_pairs(friends: Friends, left: frozenset[int]) -> int:
    if not left:
        return 0
    first = min(left)
    rest = left - {first}
    return max(
        most_pairs(friends, rest),
        *(1 + most_pairs(friends, rest - {j}) for j in friends[first] if j in rest),
        0,
    )


@given(groups())
def test_size_is_that_of_brute_force_and_the_cut_proves_it(friends: Friends) -> None:
    found = maximum_pairing(friends)
    for i, j in enumerate(found.partner):
        assert j == -1 or (j in friends[i] and found.partner[j] == i)
    assert 2 * found.size == sum(j >= 0 for j in found.partner)
    assert found.size == most_pairs(friends, frozenset(range(len(friends))))
    assert found.size == most_pairs_with(friends, found.cut)


@given(groups(), st.data())
def test_every_cut_is_a_bound(friends: Friends, data: st.DataObject) -> None:
    cut = data.draw(st.lists(st.sampled_from(range(len(friends))), unique=True))
    assert most_pairs_with(friends, cut) >= maximum_pairing(friends).size


def test_flowers_of_a_larger_group() -> None:
    """The certificate is checked inside: sparse groups of 60 have blossoms within blossoms."""
    draw = Draw(b"blossom")
    for _ in range(30):
        pairs = [(draw.integer(60), draw.integer(60)) for _ in range(75)]
        assert maximum_pairing(friends_of(60, [pair for pair in pairs if pair[0] != pair[1]])).size <= 30


@pytest.mark.parametrize(
    ("friends", "words"),
    [
        ([], "nobody"),
        ([[0]], "person 0 cannot pair with 0"),
        ([[2], []], "person 0 cannot pair with 2"),
        ([[1], []], "person 0 can pair with 1, but 1 not with 0"),
    ],
)
def test_what_is_no_group_is_refused(friends: Friends, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        maximum_pairing(friends)
