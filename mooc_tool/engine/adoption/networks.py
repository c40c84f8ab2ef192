"""Thresholds on a network, where each sees the neighbours only; random networks of up to millions of nodes.

Sources: D. Watts, « A simple model of global cascades on random networks », PNAS 99 (2002); P. Erdős and
A. Rényi (1960).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.special import pdtr

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.cascade import cascade


@dataclass(frozen=True, eq=False)
class Network:
    """Neighbours of node i: ``neighbour[start[i]:start[i + 1]]``; every tie is written at both ends."""

    start: Int64
    neighbour: Int32

    @classmethod
    def of(cls, nodes: int, ties: ArrayLike) -> "Network":
        """From pairs of nodes, shape (ties, 2). Ties with oneself and repeated ties are left out."""
        pairs = np.asarray(ties, dtype=np.int64).reshape(-1, 2)
        if nodes < 1:
            raise ValueError(f"a network has at least 1 node, not {nodes}")
        wrong = np.flatnonzero(((pairs < 0) | (pairs >= nodes)).any(axis=1))
        if wrong.size:
            raise ValueError(f"tie {wrong[0]} is {pairs[wrong[0]].tolist()}; nodes are from 0 to {nodes - 1}")
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        tie = np.sort((low * nodes + high)[low < high])
        once = tie[np.diff(tie, prepend=-1) > 0]
        ends = np.concatenate((once, once % nodes * nodes + once // nodes))
        ends.sort()
        start = np.searchsorted(ends, np.arange(nodes + 1) * nodes)
        return cls(start.astype(np.int64), (ends % nodes).astype(np.int32))

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def degree(self) -> Int64:
        """How many neighbours each node has."""
        return np.diff(self.start)

    def largest_component(self) -> int:
        """How many nodes hang together in the largest part."""
        ones = np.ones(len(self.neighbour), np.int8)
        graph = csr_array((ones, self.neighbour, self.start), shape=(len(self), len(self)))
        _, label = connected_components(graph, directed=False)
        return int(np.bincount(label).max())


def random_network(draw: Draw, nodes: int, mean_degree: float) -> Network:
    """Ties drawn at random: a Poisson network with this mean degree, less the few ties drawn twice."""
    if nodes < 1 or not 0 <= mean_degree < np.inf:
        raise ValueError(f"a network needs at least 1 node and a mean degree >= 0: {nodes}, {mean_degree}")
    ties = round(nodes * mean_degree / 2)
    return Network.of(nodes, (draw.words(2 * ties) % np.uint64(nodes)).reshape(-1, 2))


@dataclass(frozen=True, eq=False)
class Cascade:
    """``wave[i]``: when node i joined, 0 for the seeds, -1 never. ``joined``: how many did."""

    wave: Int32
    joined: int


def spread_on_network(network: Network, thresholds: ArrayLike, seeds: Sequence[int]) -> Cascade:
    """A node joins once at least the share ``thresholds`` of its neighbours has joined, and stays.

    One share for all or one a node, each within (0, 1]. A node without neighbours joins only as a seed.
    ValueError names the node with an impossible threshold, or a seed that is not there.
    """
    share = np.broadcast_to(np.asarray(thresholds, dtype=np.float64), (len(network),))
    wrong = np.flatnonzero(~((share > 0) & (share <= 1)))
    if wrong.size:
        raise ValueError(
            f"the threshold of node {wrong[0]} is {share[wrong[0]]}; it must be above 0, at most 1"
        )
    wave = np.full(len(network), -1, np.int32)
    for seed in seeds:
        if not 0 <= seed < len(network):
            raise ValueError(f"seed {seed} is not a node: they are from 0 to {len(network) - 1}")
        wave[seed] = 0
    # a hair is taken off, lest 0.18 * 50 = 9.000000000000002 ask for ten
    lacking = np.maximum(np.ceil(share * network.degree - 1e-9), 1).astype(np.int32)
    joined = np.empty(len(network), np.int32)
    first = np.flatnonzero(wave == 0)
    joined[: len(first)] = first
    lacking[first] = 0
    total = cascade(network.start, network.neighbour, lacking, joined, len(first), wave)
    return Cascade(wave, total)


def giant_component(mean_degree: float) -> float:
    """Share of a large Poisson network in its largest component: the greatest S with S = 1 - exp(-zS)."""
    if mean_degree <= 1:
        return 0.0
    return float(brentq(lambda s: 1 - np.exp(-mean_degree * s) - s, 1e-12, 1, xtol=1e-14))


def cascade_window(threshold: float) -> tuple[float, float] | None:
    """Mean degrees between which one seed can reach a share of a large Poisson network.

    None when there are none.

    Watts' condition: nodes that one neighbour convinces, of degree 1/threshold at most, hang together.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be above 0 and at most 1, not {threshold}")
    degree = int(1 / threshold + 1e-9)
    if degree < 2:
        return None

    def excess(z: float) -> float:
        return float(z * pdtr(degree - 2, z) - 1)

    grid = np.linspace(0.5, 3 * degree + 10, 4000)
    values = np.array([excess(z) for z in grid])
    inside = np.flatnonzero(values > 0)
    if not inside.size:
        return None
    low = brentq(excess, grid[inside[0] - 1], grid[inside[0]])
    high = brentq(excess, grid[inside[-1]], grid[inside[-1] + 1])
    return float(low), float(high)
