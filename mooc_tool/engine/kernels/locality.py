"""The loop that finds which nodes of a two-sided graph lie together."""

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.kernels.build import kernel


@kernel("void(int64[::1], int32[::1], int32[::1], int32[::1], int64[:, ::1], int64[:, ::1])")
def walk(start: Int64, right: Int32, back: Int32, left: Int32, left_place: Int64, right_place: Int64) -> None:
    """Numbers the nodes as a walk meets them, breadth first, from one part of the graph to the next.

    Left node i leads to ``right[start[i]:start[i + 1]]``, right node j back to
    ``left[back[j]:back[j + 1]]``. Row 0 of a place: the number of each node, -1 at first; row 1: the
    node of each number.
    """
    met, met_right = 0, 0
    for root in range(len(start) - 1):
        if left_place[0, root] >= 0:
            continue
        left_place[0, root] = met
        left_place[1, met] = root
        head = met
        met += 1
        while head < met:
            i = left_place[1, head]
            head += 1
            for e in range(start[i], start[i + 1]):
                j = right[e]
                if right_place[0, j] >= 0:
                    continue
                right_place[0, j] = met_right
                right_place[1, met_right] = j
                met_right += 1
                for f in range(back[j], back[j + 1]):
                    if left_place[0, left[f]] < 0:
                        left_place[0, left[f]] = met
                        left_place[1, met] = left[f]
                        met += 1
    for j in range(len(back) - 1):
        if right_place[0, j] < 0:
            right_place[0, j] = met_right
            right_place[1, met_right] = j
            met_right += 1
