"""Judging a matching, apart from finding one: blocking pairs.

A pair blocks when it is not matched together, each accepts the other, and each would gain: the proposer
is alone or prefers the receiver to its own, and the receiver has a free seat or prefers the proposer to
the worst it holds.
"""

from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Bits, Int32, Ranks
from mooc_tool.engine.kernels.build import runs_compiled
from mooc_tool.engine.kernels.stability import BAND, count_blocking
from mooc_tool.engine.matching.market import Market, Matching

NO_LIMIT = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class BlockingPairs:
    """How many pairs block, and the first of them as (proposer, receiver), ascending."""

    count: int
    first: tuple[tuple[int, int], ...]


def blocking_pairs(market: Market, matching: Matching, limit: int = 100) -> BlockingPairs:
    """The pairs that block the matching, at most ``limit`` of them by name."""
    _check(market, matching)
    if limit < 0:
        raise ValueError(f"limit must be at least 0, not {limit}")
    left_cut, right_cut = _cuts(market, matching)
    if _wants_kernel(market):
        count = _count(market.proposers.rank_table, market.receivers.rank_table, left_cut, right_cut)
        return BlockingPairs(count, _first(market, left_cut, right_cut, min(limit, count)))
    blocking = np.flatnonzero(_blocking_entries(market, left_cut, right_cut))
    pairs = zip(
        market.proposers.owner[blocking].tolist(), market.proposers.choice[blocking].tolist(), strict=True
    )
    return BlockingPairs(len(blocking), tuple(sorted(pairs)[:limit]))


def is_stable(market: Market, matching: Matching) -> bool:
    """Whether no pair blocks."""
    return blocking_pairs(market, matching, 0).count == 0


def _check(market: Market, matching: Matching) -> None:
    if len(matching.partner) != len(market.proposers) or matching.receivers != len(market.receivers):
        raise ValueError(
            f"the matching is of {len(matching.partner)} proposers and {matching.receivers} receivers, "
            f"the market of {len(market.proposers)} and {len(market.receivers)}"
        )


def _cuts(market: Market, matching: Matching) -> tuple[Int32, Int32]:
    """The rank that a newcomer must be below to be preferred, for each proposer and each receiver."""
    mine = matching.proposer_ranks(market)
    matched = matching.partner >= 0
    if (mine[matched] < 0).any():
        i = int(np.flatnonzero(matched & (mine < 0))[0])
        raise ValueError(f"proposer {i} is matched with {matching.partner[i]}, who is not on its list")
    left_cut = np.where(mine >= 0, mine, NO_LIMIT).astype(np.int32)
    theirs = matching.receiver_ranks(market)
    worst = np.full(len(market.receivers), -1, np.int32)
    np.maximum.at(worst, matching.partner[matched], theirs[matched])
    load = np.bincount(matching.partner[matched], minlength=len(market.receivers))
    right_cut = np.where(load < market.capacity, NO_LIMIT, worst).astype(np.int32)
    return left_cut, right_cut


def _wants_kernel(market: Market) -> bool:
    both_complete = market.proposers.is_complete and market.receivers.is_complete
    return (
        runs_compiled() and both_complete and market.proposers.choice.dtype == market.receivers.choice.dtype
    )


def _count(left: Ranks, right: Ranks, left_cut: Int32, right_cut: Int32) -> int:
    proposers, receivers = (-(-len(side) // BAND) for side in (left, right))
    wanted = np.empty((BAND * proposers, 2 * receivers), np.uint32)
    band = np.empty((BAND, 2 * proposers), np.uint32)
    return count_blocking(left, right, left_cut, right_cut, wanted, band)


def _blocking_entries(market: Market, left_cut: Int32, right_cut: Int32) -> Bits:
    """Along the proposers' lists."""
    wanted = market.proposers.place < left_cut[market.proposers.owner]
    standing = market.standing
    blocking: Bits = wanted & (standing >= 0) & (standing < right_cut[market.proposers.choice])
    return blocking


def _first(market: Market, left_cut: Int32, right_cut: Int32, limit: int) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    left, right = market.proposers.rank_table, market.receivers.rank_table
    for i in range(len(left)):
        if len(found) >= limit:
            break
        blocking = np.flatnonzero((left[i] < left_cut[i]) & (right[:, i] < right_cut))
        found += [(i, j) for j in blocking.tolist()]
    return tuple(found[:limit])
