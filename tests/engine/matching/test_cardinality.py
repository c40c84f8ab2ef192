"""Maximum cardinality: König's cover, brute force, and paths that really augment."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.matching.cardinality import (
    Cover,
    augmenting_path,
    maximum_matching,
    proves_maximum,
)
from tests.engine.graphs import all_matchings, graphs, size

Graph = tuple[list[list[int]], list[int]]


def test_first_come_can_block_others() -> None:
    edges, seats = [[0, 1], [0]], [1, 1]
    result = maximum_matching(edges, seats)
    assert result.partner == (1, 0)
    assert result.size == 2
    assert augmenting_path(edges, seats, [0, -1]) == ((1, 0), (0, 1))


@given(graphs())
def test_size_is_that_of_brute_force(graph: Graph) -> None:
    edges, seats = graph
    result = maximum_matching(edges, seats)
    assert result.partner in set(all_matchings(edges, seats))
    assert result.size == size(result.partner) == max(map(size, all_matchings(edges, seats)))


@given(graphs())
def test_koenig(graph: Graph) -> None:
    edges, seats = graph
    result = maximum_matching(edges, seats)
    assert result.cover.weight(seats) == result.size
    for left, row in enumerate(edges):
        assert left in result.cover.left or set(row) <= set(result.cover.right)


@given(graphs(4), st.data())
def test_paths_augment_until_the_maximum(graph: Graph, data: st.DataObject) -> None:
    edges, seats = graph
    partner = list(data.draw(st.sampled_from(list(all_matchings(edges, seats)))))
    while path := augmenting_path(edges, seats, partner):
        before = size(partner)
        assert partner[path[0][0]] == -1
        for (_, taken), (displaced, _) in pairwise(path):
            assert partner[displaced] == taken
        for left, right in path:
            partner[left] = right
        assert tuple(partner) in set(all_matchings(edges, seats))
        assert size(partner) == before + 1
    assert size(partner) == maximum_matching(edges, seats).size


def test_false_proofs_are_seen() -> None:
    edges, seats = [[0], [0, 1]], [1, 1]
    assert proves_maximum(edges, seats, 2, Cover((0, 1), ()))
    assert not proves_maximum(edges, seats, 1, Cover((0,), ()))
    assert not proves_maximum(edges, seats, 1, Cover((0, 1), ()))


@pytest.mark.parametrize(
    ("edges", "seats", "words"),
    [
        ([], [1], "no left-hand node"),
        ([[0]], [], "no right-hand node"),
        ([[2]], [1, 1], "left-hand node 0 names right-hand node 2"),
        ([[0], [-1]], [1], "left-hand node 1 names right-hand node -1"),
        ([[0, 0]], [1], "twice"),
        ([[0]], [-1], "right-hand node 0 has -1 seats"),
    ],
)
def test_what_is_no_graph_is_refused(edges: list[list[int]], seats: list[int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        maximum_matching(edges, seats)


@pytest.mark.parametrize(
    ("partner", "words"),
    [([0], "1 entries for 2"), ([1, -1], "left-hand node 0 is matched with 1"), ([0, 0], "is given more")],
)
def test_what_is_no_matching_is_refused(partner: list[int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        augmenting_path([[0], [0, 1]], [1, 1], partner)
