"""The loop of the assignment of everyone: left nodes bid for right nodes, at first in large steps.

``edge[e]``: right end and scaled gain; those of left node i are ``start[i]`` to ``start[i + 1]``.
``partner[i]``: its right node, -1 none. ``node[j]``, a right node: its price and its owner, -1 none.
``queue``: room for those who must bid.
"""

from mooc_tool.engine.arrays import Int64
from mooc_tool.engine.kernels.build import kernel

FAR = 1 << 62
PRICE, OWNER = 0, 1


@kernel()
def worth_of_own(i: int, start: Int64, edge: Int64, partner: Int64, node: Int64) -> int:
    """What left node i has, less what it could have; 0 or below."""
    best, own = -FAR, -FAR
    for e in range(start[i], start[i + 1]):
        worth = edge[e, 1] - node[edge[e, 0], PRICE]
        best = max(best, worth)
        if edge[e, 0] == partner[i]:
            own = worth
    return own - best


@kernel()
def bid(i: int, step: int, start: Int64, edge: Int64, partner: Int64, node: Int64) -> int:
    """Left node i takes its best right node, at a price ``step`` above indifference. Whom it displaces."""
    best, second, at = -FAR, -FAR, -1
    for e in range(start[i], start[i + 1]):
        worth = edge[e, 1] - node[edge[e, 0], PRICE]
        if worth > best:
            best, second, at = worth, best, edge[e, 0]
        elif worth > second:
            second = worth
    node[at, PRICE] += step + (best - second if second > -FAR else 0)
    displaced: int = node[at, OWNER]
    node[at, OWNER] = i
    partner[i] = at
    if displaced >= 0:
        partner[displaced] = -1
    return displaced


@kernel("int64(int64[::1], int64[:, ::1], int64[::1], int64[:, ::1], int64[::1], int64, int64)")
def auction(
    start: Int64, edge: Int64, partner: Int64, node: Int64, queue: Int64, step: int, most: int
) -> int:
    """Bids in smaller and smaller steps, to a step of 1; how many are left to bid after ``most`` bids.

    Everyone ends with what is best at the prices, but for less than a step.
    """
    while True:
        waiting = 0
        for i in range(len(partner)):
            if partner[i] >= 0 and worth_of_own(i, start, edge, partner, node) < -step:
                node[partner[i], OWNER] = -1
                partner[i] = -1
            if partner[i] < 0:
                queue[waiting] = i
                waiting += 1
        while waiting > 0:
            i = queue[waiting - 1]
            waiting -= 1
            while i >= 0:
                if most == 0:
                    return waiting + 1
                most -= 1
                i = bid(i, step, start, edge, partner, node)
        if step == 1:
            return 0
        step = max(1, step // 7)
