"""Maximum cardinality: König's cover, brute force, and paths that really augment."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.cardinality import (
    Cover,
    augmenting_path,
    maximum_matching,
    proves_maximum,
)
from mooc_tool.engine.matching.greedy import first_come
from tests.engine.graphs import all_matchings, graphs, size
from tests.engine.published import published

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


@given(graphs(8))
def test_both_ways_agree(graph: Graph) -> None:
    with plainly():
        plain = maximum_matching(*graph)
    assert plain == maximum_matching(*graph)


def sparse(degree: float, nodes: int, seed: bytes) -> list[list[int]]:
    """A two-sided random graph of this mean degree."""
    draw = Draw(seed)
    edges: list[set[int]] = [set() for _ in range(nodes)]
    for left, right in (draw.words(2 * round(degree * nodes)) % np.uint64(nodes)).reshape(-1, 2).tolist():
        edges[left].add(right)
    return [sorted(row) for row in edges]


@pytest.mark.parametrize("degree", ["1.0", "2.0", "2.718281828", "3.0", "4.0", "6.0"])
def test_karp_sipser(degree: str) -> None:
    nodes = 8000
    expected = published("karp_sipser_bipartite")[degree]
    found = maximum_matching(sparse(float(degree), nodes, b"Karp-Sipser"), [1] * nodes).size / nodes
    assert found == pytest.approx(expected, abs=0.01)


def test_mastin_jaillet_greedy_online() -> None:
    """Source for the share: 1 - ln(2 - exp(-c)) / c; the worst ratio to the maximum is 0.837."""
    nodes, entry = 8000, published("greedy_online_bipartite")
    for degree in ("1", "2", "3", "5"):
        edges = sparse(float(degree), nodes, b"online")
        greedy = sum(right >= 0 for right in first_come(edges, [1] * nodes)) / nodes
        assert greedy == pytest.approx(entry[degree], abs=0.012)
        ratio = greedy * nodes / maximum_matching(edges, [1] * nodes).size
        assert ratio > entry["worst_ratio_to_maximum"] - 0.01


def test_long_chains() -> None:
    """Each wants its own and the next's.

    Only the last seat is left for the first to push everyone along.
    """
    nodes = 3000
    edges = [[i + 1, i] if i + 1 < nodes else [i] for i in range(nodes)]
    assert maximum_matching(edges, [1] * nodes).size == nodes


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
