"""A two-sided graph with gains, as arrays: for markets of any size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.checks import check_graph

LARGEST_GAIN = 1 << 52  # chains of moves stay far from the limit of 64 bits


@dataclass(frozen=True, eq=False)
class Gains:
    """Left node i can go to ``right[start[i]:start[i + 1]]`` and gains ``gain`` there.

    Each right node has ``seats``.
    """

    start: Int64
    right: Int32
    gain: Int64
    seats: Int64

    @classmethod
    def of(cls, weights: Sequence[Mapping[int, int]], seats: Sequence[int]) -> "Gains":
        """From one mapping a left node, {right: gain above 0}. ValueError names the pair that cannot be."""
        check_graph(weights, seats)
        for left, row in enumerate(weights):
            for right, gain in row.items():
                if gain <= 0:
                    where = f"left node {left} with right node {right}"
                    raise ValueError(f"the gain of {where} is {gain}; it must be above 0")
                if gain > LARGEST_GAIN:
                    raise ValueError(
                        f"the gain of left node {left} with right node {right} is above 2**52: {gain}"
                    )
        start = np.cumsum([0, *map(len, weights)], dtype=np.int64)
        rights = np.array([right for row in weights for right in row], dtype=np.int32)
        gains = np.array([gain for row in weights for gain in row.values()], dtype=np.int64)
        return cls(start, rights, gains, np.asarray(seats, dtype=np.int64))

    @classmethod
    def of_arrays(cls, start: ArrayLike, right: ArrayLike, gain: ArrayLike, seats: ArrayLike) -> "Gains":
        """From arrays of whole numbers; the same conditions, looked at all at once."""
        made = cls(
            np.ascontiguousarray(start, dtype=np.int64),
            np.ascontiguousarray(right, dtype=np.int32),
            np.ascontiguousarray(gain, dtype=np.int64),
            np.ascontiguousarray(seats, dtype=np.int64),
        )
        made.check()
        return made

    def check(self) -> None:
        """ValueError says which array is wrong and where."""
        if len(self.start) < 2 or not len(self.seats):
            raise ValueError("a side of the graph is empty")
        if self.start[0] != 0 or self.start[-1] != len(self.right) or (np.diff(self.start) < 0).any():
            raise ValueError("start must rise from 0 to the number of edges")
        if len(self.gain) != len(self.right):
            raise ValueError(f"{len(self.gain)} gains for {len(self.right)} edges")
        for name, values, low, high in (
            ("right", self.right, 0, len(self.seats) - 1),
            ("gain", self.gain, 1, LARGEST_GAIN),
            ("seats", self.seats, 0, np.iinfo(np.int32).max),
        ):
            wrong = np.flatnonzero((values < low) | (values > high))
            if wrong.size:
                raise ValueError(f"{name}[{wrong[0]}] is {values[wrong[0]]}; it must be from {low} to {high}")
        pair = self.left * len(self.seats) + self.right
        pair.sort()
        if (np.diff(pair) == 0).any():
            twice = int(pair[:-1][np.diff(pair) == 0][0]) // len(self.seats)
            raise ValueError(f"left node {twice} names a right node twice")

    def __len__(self) -> int:
        return len(self.start) - 1

    @cached_property
    def left(self) -> Int64:
        """The left node of each edge."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))


def rows_in_order(start: Int64, order: Int64) -> tuple[Int64, Int64]:
    """The same rows one after another in this order: where each starts then, and which edge stands where."""
    count = np.diff(start)[order]
    ordered = np.concatenate(([0], np.cumsum(count)))
    return ordered, np.arange(ordered[-1]) + np.repeat(start[order] - ordered[:-1], count)
