"""The loop of the maximum matching: phases of shortest augmenting paths (Hopcroft and Karp).

Left node i may go to ``right[start[i]:start[i + 1]]``; right node j has ``seats[j]``. ``seat``: [0]
partner of each left node, [1] next rider of the same right node, [2] the edge it looks at. ``node``: [0]
first rider of each right node, [1] riders, [2] the phase in which it was used up. ``level`` of left
nodes, ``queue``: room for them.
"""

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.kernels.build import kernel

PARTNER, NEXT, EDGE = 0, 1, 2
FIRST, RIDERS, CLOSED = 0, 1, 2


@kernel()
def sit(i: int, j: int, seat: Int64, node: Int64) -> None:
    """Left node i, who sits nowhere, takes a seat of j."""
    seat[PARTNER, i] = j
    seat[NEXT, i] = node[FIRST, j]
    node[FIRST, j] = i
    node[RIDERS, j] += 1


@kernel()
def stand(i: int, seat: Int64, node: Int64) -> None:
    """Left node i gives up its seat."""
    j = seat[PARTNER, i]
    if node[FIRST, j] == i:
        node[FIRST, j] = seat[NEXT, i]
    else:
        before = node[FIRST, j]
        while seat[NEXT, before] != i:
            before = seat[NEXT, before]
        seat[NEXT, before] = seat[NEXT, i]
    seat[PARTNER, i] = -1
    node[RIDERS, j] -= 1


@kernel()
def start_levels(seat: Int64, node: Int64, level: Int64, queue: Int64) -> int:
    """Level 0 for free left nodes, who queue first; none for the others. How many are free."""
    tail = 0
    for i in range(len(level)):
        level[i] = -1
        if seat[PARTNER, i] < 0:
            level[i] = 0
            queue[tail] = i
            tail += 1
    for j in range(node.shape[1]):
        node[CLOSED, j] = 0
    return tail


@kernel()
def set_levels(
    start: Int64, right: Int32, seats: Int64, seat: Int64, node: Int64, level: Int64, queue: Int64
) -> bool:
    """Steps from a free left node, along edges and back along pairs; whether a free seat is reached."""
    tail = start_levels(seat, node, level, queue)
    found, head, last = False, 0, -1
    while head < tail:
        i = queue[head]
        head += 1
        if found and level[i] > last:
            break
        for e in range(start[i], start[i + 1]):
            j = right[e]
            if node[CLOSED, j] != 0:
                continue
            node[CLOSED, j] = 1
            if node[RIDERS, j] < seats[j]:
                found, last = True, level[i]
            rider = node[FIRST, j]
            while rider >= 0:
                if level[rider] < 0:
                    level[rider] = level[i] + 1
                    queue[tail] = rider
                    tail += 1
                rider = seat[NEXT, rider]
    return found


@kernel()
def augment(
    root: int,
    start: Int64,
    right: Int32,
    seats: Int64,
    seat: Int64,
    node: Int64,
    level: Int64,
    path: Int64,
) -> bool:
    """From a free left node down the levels to a free seat; along the way back everyone moves up by one."""
    length = 0
    path[0] = root
    while length >= 0:
        i = path[length]
        if seat[EDGE, i] == start[i + 1]:
            level[i] = -1
            length -= 1
            continue
        j = right[seat[EDGE, i]]
        if node[RIDERS, j] < seats[j]:
            while length >= 0:
                i = path[length]
                to = right[seat[EDGE, i]]
                if seat[PARTNER, i] >= 0:
                    stand(i, seat, node)
                sit(i, to, seat, node)
                level[i] = -1
                length -= 1
            return True
        rider = node[FIRST, j]
        while rider >= 0 and level[rider] != level[i] + 1:
            rider = seat[NEXT, rider]
        if rider >= 0:
            length += 1
            path[length] = rider
        else:
            seat[EDGE, i] += 1
    return False


@kernel("int64(int64[::1], int32[::1], int64[::1], int64[:, ::1], int64[:, ::1], int64[::1], int64[::1])")
def match(
    start: Int64, right: Int32, seats: Int64, seat: Int64, node: Int64, level: Int64, queue: Int64
) -> int:
    """The size of a maximum matching; ``seat[PARTNER]`` is one. Tables come -1, riders 0."""
    size = 0
    for i in range(len(level)):
        for e in range(start[i], start[i + 1]):
            if seat[PARTNER, i] < 0 and node[RIDERS, right[e]] < seats[right[e]]:
                sit(i, right[e], seat, node)
                size += 1
    while set_levels(start, right, seats, seat, node, level, queue):
        for i in range(len(level)):
            seat[EDGE, i] = start[i]
        for i in range(len(level)):
            if (
                seat[PARTNER, i] < 0
                and level[i] == 0
                and augment(i, start, right, seats, seat, node, level, queue)
            ):
                size += 1
    return size


@kernel("void(int64[::1], int32[::1], int64[::1], int64[:, ::1], int64[:, ::1], int64[::1], int64[::1])")
def mark_reached(
    start: Int64, right: Int32, seats: Int64, seat: Int64, node: Int64, level: Int64, queue: Int64
) -> None:
    """After ``match``.

    Left nodes with level >= 0 and right nodes CLOSED are those that free left nodes reach.
    """
    set_levels(start, right, seats, seat, node, level, queue)
