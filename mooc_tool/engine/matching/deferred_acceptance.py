"""Deferred acceptance: stable, and the best stable matching for the side that proposes.

Sources: D. Gale and L. Shapley, « College admissions and the stability of marriage », Amer. Math.
Monthly 69 (1962); one proposer at a time, D. McVitie and L. Wilson, BIT 10 (1970). With n ln n proposals
it costs less than reading the lists.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.kernels.deferred_acceptance import propose_complete, propose_with_quotas
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.preferences import Preferences

Side = Literal["proposers", "receivers"]


@dataclass(frozen=True, eq=False)
class StableMatching(Matching):
    """What deferred acceptance found, and how many proposals were made."""

    proposals: int


def deferred_acceptance(market: Market, side: Side = "proposers") -> StableMatching:
    """The stable matching that is best for every agent of ``side`` (with several seats.

    Receivers fill them all).
    """
    if side not in ("proposers", "receivers"):
        raise ValueError(f"side must be proposers or receivers, not {side}")
    both_complete = market.proposers.is_complete and market.receivers.is_complete
    if both_complete and market.is_one_to_one:
        return _complete(market, side)
    return _with_quotas(market, side)


def _complete(market: Market, side: Side) -> StableMatching:
    asking, asked = market.proposers, market.receivers
    if side == "receivers":
        asking, asked = asked, asking
    lists = asking.choice.reshape(len(asking), asking.others)
    rank = asked.rank_table
    if lists.dtype != rank.dtype:
        lists, rank = lists.astype(np.int32), rank.astype(np.int32)
    holder = np.full(len(asked), -1, np.int32)
    proposals = propose_complete(lists, rank, np.zeros(len(asking), np.int32), holder)
    partner = holder if side == "receivers" else _inverse(holder, len(asking))
    return StableMatching(partner, len(market.receivers), proposals)


def _with_quotas(market: Market, side: Side) -> StableMatching:
    one_each = np.ones(len(market.proposers), np.int64)
    if side == "proposers":
        proposals, asking, asked = _run(market.proposers, market.standing, one_each, market.capacity)
    else:
        proposals, asked, asking = _run(
            market.receivers, market.receivers_standing, market.capacity, one_each
        )
    partner = np.full(len(one_each), -1, np.int32)
    partner[asking] = asked
    return StableMatching(partner, len(market.receivers), proposals)


def _run(asking: Preferences, standing: Int32, quota: Int64, seats: Int64) -> tuple[int, Int64, Int64]:
    """Proposals, and the pairs found as (asking side, asked side)."""
    useful = np.minimum(seats, len(asking))  # no receiver holds more than all proposers
    room = np.concatenate(([0], np.cumsum(useful)))
    heap = np.zeros((max(int(room[-1]), 1), 2), np.int64)
    held = np.zeros(len(seats), np.int64)
    proposals = propose_with_quotas(
        asking.start,
        asking.choice.astype(np.int32),
        standing,
        asking.start[:-1].copy(),
        quota.copy(),
        room,
        heap,
        held,
    )
    asked = np.repeat(np.arange(len(seats)), held)
    place = np.repeat(room[:-1], held) + np.arange(len(asked)) - np.repeat(np.cumsum(held) - held, held)
    return proposals, heap[place, 1], asked


def _inverse(holder: Int32, count: int) -> Int32:
    partner = np.full(count, -1, np.int32)
    taken = np.flatnonzero(holder >= 0)
    partner[holder[taken]] = taken
    return partner
