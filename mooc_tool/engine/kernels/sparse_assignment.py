"""The loop of the sparse assignment: bids, then shortest augmenting paths, with an outside option worth 0.

What is known of a node lies side by side. ``edge[e]``: right end and gain; those of left node i are
``start[i]`` to ``start[i + 1]``. ``left[i]``: what it keeps, its partner (-1: none), next and previous
rider of the same partner. ``node[j]``, a right node: its price, the cost of reaching it, its seats, its
riders, the first of them, who reached it, its place in the heap. ``heap`` holds right nodes by cost,
``trail[0]`` those reached, ``trail[1]`` those settled.
"""

from mooc_tool.engine.arrays import Int64
from mooc_tool.engine.kernels.build import kernel

FAR = 1 << 62
KEPT, PARTNER, NEXT, PREVIOUS = 0, 1, 2, 3
PRICE, COST, SEATS, RIDERS, FIRST, REACHED_BY, PLACE = 0, 1, 2, 3, 4, 5, 6
OPEN, SETTLED = -1, -2  # places of nodes that are not in the heap
MOST_BIDS = 40


@kernel()
def rise(j: int, node: Int64, heap: Int64) -> None:
    """Moves a node of the heap up to its place."""
    at = node[j, PLACE]
    while at > 0 and node[heap[(at - 1) // 2], COST] > node[j, COST]:
        heap[at] = heap[(at - 1) // 2]
        node[heap[at], PLACE] = at
        at = (at - 1) // 2
    heap[at] = j
    node[j, PLACE] = at


@kernel()
def pop(size: int, node: Int64, heap: Int64) -> int:
    """Takes the nearest node off a heap of ``size`` and settles it."""
    nearest: int = heap[0]
    last = heap[size - 1]
    size -= 1
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and node[heap[child + 1], COST] < node[heap[child], COST]:
            child += 1
        if node[heap[child], COST] >= node[last, COST]:
            break
        heap[at] = heap[child]
        node[heap[at], PLACE] = at
        at = child
    if size > 0:
        heap[at] = last
        node[last, PLACE] = at
    node[nearest, PLACE] = SETTLED
    return nearest


@kernel()
def move(i: int, to: int, left: Int64, node: Int64) -> int:
    """Seats a left node at ``to`` (-1: nowhere). Where it sat."""
    before: int = left[i, PARTNER]
    if before >= 0:
        following, previous = left[i, NEXT], left[i, PREVIOUS]
        if previous >= 0:
            left[previous, NEXT] = following
        else:
            node[before, FIRST] = following
        if following >= 0:
            left[following, PREVIOUS] = previous
        node[before, RIDERS] -= 1
    left[i, PARTNER] = to
    if to >= 0:
        first = node[to, FIRST]
        left[i, NEXT] = first
        left[i, PREVIOUS] = -1
        if first >= 0:
            left[first, PREVIOUS] = i
        node[to, FIRST] = i
        node[to, RIDERS] += 1
    return before


@kernel()
def bid(i: int, start: Int64, edge: Int64, left: Int64, node: Int64) -> int:
    """The newcomer i takes the seat it likes best and bids its price up to the point of indifference.

    Whom it displaces; -1 if nobody; -2 if nothing was done: the second best is as good, or seats are
    shared.
    """
    best, second, at = 0, 0, -1
    for e in range(start[i], start[i + 1]):
        worth = edge[e, 1] - node[edge[e, 0], PRICE]
        if worth > best:
            best, second, at = worth, best, edge[e, 0]
        elif worth > second:
            second = worth
    if at < 0:
        left[i, KEPT] = 0
        return -1
    if node[at, SEATS] != 1 or (best == second and node[at, RIDERS] == 1):
        return -2
    displaced: int = node[at, FIRST]
    if displaced >= 0:
        move(displaced, -1, left, node)
    left[i, KEPT] = second
    node[at, PRICE] += best - second
    move(i, at, left, node)
    return displaced


@kernel()
def scan(
    i: int,
    at: int,
    bound: int,
    reached: int,
    size: int,
    start: Int64,
    edge: Int64,
    left: Int64,
    node: Int64,
    heap: Int64,
    trail: Int64,
) -> tuple[int, int, int]:
    """Looks along the edges of a left node reached at cost ``at``; nothing at ``bound`` or beyond matters.

    The new bound, the number of nodes reached, and the size of the heap.
    """
    base = at + left[i, KEPT]
    for e in range(start[i], start[i + 1]):
        j = edge[e, 0]
        there = base + node[j, PRICE] - edge[e, 1]
        if there >= min(bound, node[j, COST]):  # one test, not two: most fail, and no guess says which
            continue
        if node[j, PLACE] == OPEN:
            trail[0, reached] = j
            reached += 1
            node[j, PLACE] = size
            size += 1
        node[j, COST] = there
        node[j, REACHED_BY] = i
        rise(j, node, heap)
        if node[j, RIDERS] < node[j, SEATS]:
            bound = there
    return bound, reached, size


@kernel()
def search(
    newcomer: int, start: Int64, edge: Int64, left: Int64, node: Int64, heap: Int64, trail: Int64
) -> tuple[int, int, int, int, int]:
    """The cheapest chain of moves from the newcomer to a free seat or to someone's staying out (-1).

    Left and right end, cost, nodes reached and settled.
    """
    end_left, end = newcomer, left[newcomer, KEPT]
    bound, reached, size = scan(newcomer, 0, end, 0, 0, start, edge, left, node, heap, trail)
    settled = 0
    while size > 0 and node[heap[0], COST] < end:
        j = heap[0]
        if node[j, RIDERS] < node[j, SEATS]:
            return node[j, REACHED_BY], j, node[j, COST], reached, settled
        pop(size, node, heap)
        size -= 1
        trail[1, settled] = j
        settled += 1
        rider = node[j, FIRST]
        while rider >= 0:
            if node[j, COST] + left[rider, KEPT] < end:
                end_left, end = rider, node[j, COST] + left[rider, KEPT]
                bound = min(bound, end)
            bound, reached, size = scan(
                rider, node[j, COST], bound, reached, size, start, edge, left, node, heap, trail
            )
            rider = left[rider, NEXT]
    return end_left, -1, end, reached, settled


@kernel()
def add(
    newcomer: int, start: Int64, edge: Int64, left: Int64, node: Int64, heap: Int64, trail: Int64
) -> None:
    """Seats the newcomer at the least loss to all, and sets the prices right."""
    best = 0
    for e in range(start[newcomer], start[newcomer + 1]):
        best = max(best, edge[e, 1] - node[edge[e, 0], PRICE])
    left[newcomer, KEPT] = best
    end_left, end_right, end, reached, settled = search(newcomer, start, edge, left, node, heap, trail)
    left[newcomer, KEPT] -= end
    for k in range(settled):
        j = trail[1, k]
        node[j, PRICE] += end - node[j, COST]
        rider = node[j, FIRST]
        while rider >= 0:
            left[rider, KEPT] -= end - node[j, COST]
            rider = left[rider, NEXT]
    for k in range(reached):
        node[trail[0, k], COST] = FAR
        node[trail[0, k], PLACE] = OPEN
    while True:
        before = move(end_left, end_right, left, node)
        if before < 0:
            return
        end_left, end_right = node[before, REACHED_BY], before


@kernel("void(int64[::1], int64[:, ::1], int64[:, ::1], int64[:, ::1], int64[::1], int64[:, ::1])")
def assign(start: Int64, edge: Int64, left: Int64, node: Int64, heap: Int64, trail: Int64) -> None:
    """Every left node enters once: by a few bids, whoever is left over by a search."""
    for entering in range(len(start) - 1):
        newcomer = entering
        for _ in range(MOST_BIDS):
            displaced = bid(newcomer, start, edge, left, node)
            if displaced == -2:
                break
            newcomer = displaced
            if newcomer < 0:
                break
        if newcomer >= 0:
            add(newcomer, start, edge, left, node, heap, trail)
