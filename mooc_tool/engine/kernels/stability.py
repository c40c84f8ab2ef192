"""The loop that looks at every pair of a market."""

from mooc_tool.engine.arrays import Int32, Ranks
from mooc_tool.engine.kernels.build import kernel

TILE = 64


@kernel(
    "int64(int32[:, ::1], int32[:, ::1], int32[::1], int32[::1])",
    "int64(int16[:, ::1], int16[:, ::1], int32[::1], int32[::1])",
)
def count_blocking(left: Ranks, right: Ranks, left_cut: Int32, right_cut: Int32) -> int:
    """Pairs (i, j) with ``left[i, j] < left_cut[i]`` and ``right[j, i] < right_cut[j]``.

    Tile by tile, because the second table is read across.
    """
    rows, columns = left.shape
    count = 0
    for top in range(0, rows, TILE):
        bottom = min(top + TILE, rows)
        for first in range(0, columns, TILE):
            last = min(first + TILE, columns)
            for i in range(top, bottom):
                cut = left_cut[i]
                for j in range(first, last):
                    count += (left[i, j] < cut) & (right[j, i] < right_cut[j])
    return count
