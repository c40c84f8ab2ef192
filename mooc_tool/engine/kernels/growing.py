"""The loop of a market that grows: whoever comes looks for a path that makes one pair more.

Person i may be paired with ``near[start[i]:start[i + 1]]``, all of the other side. ``person``: [0] whether
each is there, [1] partner or -1, [2] the arrival at which it was last reached, [3] who reached its partner,
[4] room for those still to look around.
"""

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.kernels.build import kernel

HERE, PARTNER, REACHED, BY, QUEUE = 0, 1, 2, 3, 4
COLUMNS = 5


@kernel()
def pair(at: int, other: int, person: Int64) -> None:
    """Pairs along the path back to who came: each takes the next, and leaves theirs to the one before."""
    while True:
        left_behind = person[PARTNER, at]
        person[PARTNER, at] = other
        person[PARTNER, other] = at
        if left_behind < 0:
            return
        at, other = person[BY, at], left_behind


@kernel()
def come(who: int, arrival: int, start: Int64, near: Int32, person: Int64) -> int:
    """Looks along alternating paths, breadth first, for somebody free; how many pairs more there are."""
    person[HERE, who] = 1
    person[QUEUE, 0] = who
    head, tail = 0, 1
    while head < tail:
        at = person[QUEUE, head]
        head += 1
        for edge in range(start[at], start[at + 1]):
            other = near[edge]
            if person[HERE, other] == 0 or person[REACHED, other] == arrival:
                continue
            person[REACHED, other] = arrival
            following = person[PARTNER, other]
            if following < 0:
                pair(at, other, person)
                return 1
            person[BY, following] = at
            person[QUEUE, tail] = following
            tail += 1
    return 0


@kernel("void(int64[::1], int32[::1], int64[::1], int64[:, ::1], int64[::1])")
def grow(start: Int64, near: Int32, order: Int64, person: Int64, pairs: Int64) -> None:
    """``pairs[n]``: the most pairs once the first n + 1 of the order have come. ``person`` comes 0, and -1
    for partners.
    """
    size = 0
    for n in range(len(order)):
        size += come(order[n], n + 1, start, near, person)
        pairs[n] = size
