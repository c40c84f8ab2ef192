"""Preference lists that are computed, not stored: keyed Feistel permutations (M. Luby, C. Rackoff, 1988).

All arithmetic stays below 2**62, so that Python's integers and the machine's agree.
"""

from mooc_tool.engine.arrays import Int32
from mooc_tool.engine.kernels.build import kernel

LOW_31 = 0x7FFFFFFF


@kernel("int64(int64)")
def mixed(x: int) -> int:
    """31 bits that depend on all of x's lower 31."""
    x = ((x ^ (x >> 16)) * 0x45D9F3B) & LOW_31
    x = ((x ^ (x >> 15)) * 0x2C1B3C6D) & LOW_31
    return x ^ (x >> 14)


@kernel("int64(int64, int64, int64, int64)")
def permuted(x: int, size: int, half: int, key: int) -> int:
    """The image of x in a permutation of range(size); ``2**(2 * half) >= size``."""
    mask = (1 << half) - 1
    while True:  # walks its cycle until it is back below size
        left, right = x >> half, x & mask
        for step in range(4):
            left, right = right, left ^ (mixed(right ^ key ^ (step * 0x3C6EF372)) & mask)
        x = left << half | right
        if x < size:
            return x


@kernel("int64(int64, int64, int64, int64)")
def restored(x: int, size: int, half: int, key: int) -> int:
    """The inverse of ``permuted``."""
    mask = (1 << half) - 1
    while True:
        left, right = x >> half, x & mask
        for step in range(3, -1, -1):
            left, right = right ^ (mixed(left ^ key ^ (step * 0x3C6EF372)) & mask), left
        x = left << half | right
        if x < size:
            return x


@kernel("int64(int64, int64)")
def key_of(agent: int, seed: int) -> int:
    """One agent's own key."""
    return mixed(mixed(agent + 1) ^ seed)


@kernel("int64(int64, int64, int64, int64, int64, int64, int32[::1], int32[::1], int32[::1])")
def propose_implicit(
    proposers: int,
    receivers: int,
    half_left: int,
    half_right: int,
    seed_left: int,
    seed_right: int,
    asked: Int32,
    holder: Int32,
    held_rank: Int32,
) -> int:
    """As ``propose_complete``, with choices and ranks computed on the way. The number of proposals."""
    proposals = 0
    for newcomer in range(proposers):
        suitor = newcomer
        while suitor >= 0 and asked[suitor] < receivers:
            j = permuted(asked[suitor], receivers, half_left, key_of(suitor, seed_left))
            asked[suitor] += 1
            proposals += 1
            rank = restored(suitor, proposers, half_right, key_of(j, seed_right))
            rival = holder[j]
            if rival < 0 or rank < held_rank[j]:
                holder[j] = suitor
                held_rank[j] = rank
                suitor = rival
    return proposals
