"""The loop of a cascade on a network."""

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.kernels.build import kernel


@kernel("int64(int64[::1], int32[::1], int32[::1], int32[::1], int64, int32[::1])")
def cascade(start: Int64, neighbour: Int32, lacking: Int32, joined: Int32, seeds: int, wave: Int32) -> int:
    """Those who have joined stand in ``joined``, the ``seeds`` first; the number of all who join.

    ``lacking[i]``: how many more neighbours i waits for (0 or less: has joined). ``wave[i]`` ends as the
    wave of i.
    """
    total = seeds
    at = 0
    while at < total:
        i = joined[at]
        at += 1
        for edge in range(start[i], start[i + 1]):
            j = neighbour[edge]
            lacking[j] -= 1
            if lacking[j] == 0:
                wave[j] = wave[i] + 1
                joined[total] = j
                total += 1
    return total
