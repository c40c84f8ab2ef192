"""Loops of deferred acceptance.

Notation of McVitie and Wilson (1971): one proposer at a time goes down its list.
"""

from mooc_tool.engine.arrays import Bytes, Int32, Int64, Ranks, Unsigned
from mooc_tool.engine.kernels.build import kernel


@kernel("int64(uint32[:, ::1], uint8[::1])", "int64(uint16[:, ::1], uint8[::1])")
def not_a_ranking(lists: Unsigned, seen: Bytes) -> int:
    """The first row that is not a permutation, or -1. ``seen``, one a column, comes full of 1.

    No loop ends before its time: so each looks at many entries at once.
    """
    rows, length = lists.shape
    for j in range(rows):
        beyond = 0
        for k in range(length):
            beyond |= length - 1 - lists[j, k]
        if beyond < 0:
            return j
        mark = j & 1  # after a row that is right, all bear its mark
        for k in range(length):
            seen[lists[j, k]] = mark
        unseen = 0
        for i in range(length):
            unseen += seen[i] != mark
        if unseen:
            return j
    return -1


@kernel("void(uint32[:, ::1], int32[:, ::1])", "void(uint16[:, ::1], int16[:, ::1])")
def invert(lists: Unsigned, rank: Ranks) -> None:
    """``rank[j, lists[j, k]] = k``, for rows that are permutations.

    An index without sign needs no look whether it counts from the end: a third of the time.
    """
    rows, length = lists.shape
    for j in range(rows):
        for k in range(length):
            rank[j, lists[j, k]] = k


@kernel(
    "int64(int32[:, ::1], int32[:, ::1], int32[::1], int32[::1])",
    "int64(int16[:, ::1], int16[:, ::1], int32[::1], int32[::1])",
)
def propose_complete(lists: Ranks, rank: Ranks, asked: Int32, holder: Int32) -> int:
    """One to one, complete lists. ``asked[i]`` counts i's proposals (comes 0), ``holder[j]`` comes -1.

    The number of proposals.
    """
    proposers, receivers = lists.shape
    proposals = 0
    for newcomer in range(proposers):
        suitor = newcomer
        while suitor >= 0 and asked[suitor] < receivers:
            j = lists[suitor, asked[suitor]]
            asked[suitor] += 1
            proposals += 1
            rival = holder[j]
            if rival < 0 or rank[j, suitor] < rank[j, rival]:
                holder[j] = suitor
                suitor = rival
    return proposals


@kernel()
def sift_down(heap: Int64, base: int, size: int) -> None:
    """Restores the heap of edges by standing, worst on top, after its top was replaced."""
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and heap[base + child + 1, 0] > heap[base + child, 0]:
            child += 1
        if heap[base + at, 0] >= heap[base + child, 0]:
            return
        for field in range(2):
            kept = heap[base + at, field]
            heap[base + at, field] = heap[base + child, field]
            heap[base + child, field] = kept
        at = child


@kernel()
def sift_up(heap: Int64, base: int, at: int) -> None:
    """Restores the heap after an entry was added at its end."""
    while at > 0 and heap[base + (at - 1) // 2, 0] < heap[base + at, 0]:
        above = (at - 1) // 2
        for field in range(2):
            kept = heap[base + at, field]
            heap[base + at, field] = heap[base + above, field]
            heap[base + above, field] = kept
        at = above


@kernel()
def offer(suitor: int, standing: int, j: int, lacking: Int64, room: Int64, heap: Int64, held: Int64) -> int:
    """Receiver j keeps the suitor or not. Whom it displaces, or -1."""
    base = room[j]
    seats = room[j + 1] - base
    if standing < 0 or seats == 0:
        return -1
    if held[j] < seats:
        heap[base + held[j], 0] = standing
        heap[base + held[j], 1] = suitor
        sift_up(heap, base, held[j])
        held[j] += 1
        lacking[suitor] -= 1
        return -1
    if standing >= heap[base, 0]:
        return -1
    displaced: int = heap[base, 1]
    heap[base, 0] = standing
    heap[base, 1] = suitor
    sift_down(heap, base, seats)
    lacking[suitor] -= 1
    lacking[displaced] += 1
    return displaced


@kernel(
    "int64(int64[::1], int32[::1], int32[::1], int64[::1], int64[::1], int64[::1], int64[:, ::1], int64[::1])"
)
def propose_with_quotas(
    start: Int64,
    choice: Int32,
    standing: Int32,
    at: Int64,
    lacking: Int64,
    room: Int64,
    heap: Int64,
    held: Int64,
) -> int:
    """Quotas on both sides, any lists.

    Proposer i's list is ``choice[start[i]:start[i + 1]]``; along it, ``standing`` is its rank in the
    receiver's eyes (-1: not acceptable). ``at`` comes as the starts, ``lacking`` as the proposers'
    quotas. Receiver j keeps a heap of (standing, proposer), worst on top, at ``heap[room[j]:room[j +
    1]]``, ``held[j]`` of them. The number of proposals.
    """
    proposals, before = 0, -1
    while proposals > before:  # a second time only for proposers with several seats left half-way
        before = proposals
        for newcomer in range(len(lacking)):
            suitor = newcomer
            while suitor >= 0:
                displaced = -1
                while displaced < 0 and lacking[suitor] > 0 and at[suitor] < start[suitor + 1]:
                    edge = at[suitor]
                    at[suitor] += 1
                    proposals += 1
                    displaced = offer(suitor, standing[edge], choice[edge], lacking, room, heap, held)
                suitor = displaced
    return proposals
