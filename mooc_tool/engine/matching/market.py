"""A two-sided market, and a matching of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mooc_tool.engine.arrays import Int32, Int64
from mooc_tool.engine.matching.preferences import Preferences

LARGEST_TABLE = 1 << 24  # entries of a rank table that is made for sparse lists: 64 MB


@dataclass(frozen=True, eq=False)
class Market:
    """Two sides that rank each other; receiver j has ``capacity[j]`` seats, a proposer takes one."""

    proposers: Preferences
    receivers: Preferences
    capacity: Int64

    @classmethod
    def of(
        cls,
        proposers: Preferences | Sequence[Sequence[int]],
        receivers: Preferences | Sequence[Sequence[int]],
        capacity: Sequence[int] | Int64 | None = None,
    ) -> "Market":
        """A market from lists, best first; a pair is acceptable when each is on the other's list.

        ``capacity`` is 1 for each receiver unless given. ValueError names the side and what is wrong.
        """
        left = _side("proposers", proposers, len(receivers))
        right = _side("receivers", receivers, len(proposers))
        seats = np.ones(len(right), np.int64) if capacity is None else np.asarray(capacity)
        if seats.shape != (len(right),):
            raise ValueError(
                f"capacity must hold {len(right)} numbers, one a receiver: its shape is {seats.shape}"
            )
        if not np.issubdtype(seats.dtype, np.integer):
            raise ValueError(f"capacity must hold whole numbers, not {seats.dtype}")
        if seats.min() < 0:
            raise ValueError(f"capacity of receiver {seats.argmin()} is {seats.min()}; the least is 0")
        return cls(left, right, seats.astype(np.int64))

    @property
    def is_one_to_one(self) -> bool:
        """Whether every receiver has one seat."""
        return bool((self.capacity == 1).all())

    @cached_property
    def standing(self) -> Int32:
        """Along the proposers' lists.

        The rank of the proposer in the receiver's eyes, -1 if not acceptable.
        """
        return _standing(self.proposers, self.receivers)

    @cached_property
    def receivers_standing(self) -> Int32:
        """The same along the receivers' lists."""
        return _standing(self.receivers, self.proposers)


@dataclass(frozen=True, eq=False)
class Matching:
    """``partner[i]`` is proposer i's receiver, or -1."""

    partner: Int32
    receivers: int

    @classmethod
    def of(cls, market: Market, partner: Sequence[int]) -> "Matching":
        """A matching of the market.

        ValueError names a receiver that is not there, not acceptable or overfull.
        """
        if len(partner) != len(market.proposers):
            raise ValueError(f"{len(partner)} partners for {len(market.proposers)} proposers")
        taken = np.asarray(partner, dtype=np.int32)
        receivers = len(market.receivers)
        for i, j in enumerate(taken.tolist()):
            if j == -1:
                continue
            if not 0 <= j < receivers:
                raise ValueError(f"proposer {i} is matched with {j}; there are {receivers} receivers, from 0")
            if j not in market.proposers[i] or i not in market.receivers[j]:
                raise ValueError(f"proposer {i} and receiver {j} do not accept each other")
        load = np.bincount(taken[taken >= 0], minlength=receivers)
        full = np.flatnonzero(load > market.capacity)
        if full.size:
            j = int(full[0])
            raise ValueError(f"receiver {j} has {market.capacity[j]} seats and {load[j]} partners")
        return cls(taken, receivers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Matching):
            return NotImplemented
        return self.receivers == other.receivers and np.array_equal(self.partner, other.partner)

    def __hash__(self) -> int:
        return hash((self.receivers, self.partner.tobytes()))

    @property
    def size(self) -> int:
        """How many proposers are matched."""
        return int((self.partner >= 0).sum())

    def held(self) -> tuple[tuple[int, ...], ...]:
        """For each receiver its proposers, ascending."""
        rows: list[list[int]] = [[] for _ in range(self.receivers)]
        for i, j in enumerate(self.partner.tolist()):
            if j >= 0:
                rows[j].append(i)
        return tuple(map(tuple, rows))

    def proposer_ranks(self, market: Market) -> Int32:
        """The place of each proposer's partner on its list, 0 the best; -1 for the unmatched."""
        return self._ranks(market, complete=market.proposers.is_complete, receivers=False)

    def receiver_ranks(self, market: Market) -> Int32:
        """The place of each matched proposer on its receiver's list; -1 for the unmatched.

        Shape (proposers,).
        """
        return self._ranks(market, complete=market.receivers.is_complete, receivers=True)

    def _ranks(self, market: Market, *, complete: bool, receivers: bool) -> Int32:
        ranks = np.full(len(self.partner), -1, dtype=np.int32)
        if complete:
            i = np.flatnonzero(self.partner >= 0)
            j = self.partner[i]
            ranks[i] = market.receivers.rank_table[j, i] if receivers else market.proposers.rank_table[i, j]
            return ranks
        owner = market.proposers.owner
        mine = market.proposers.choice == self.partner[owner]
        ranks[owner[mine]] = market.standing[mine] if receivers else market.proposers.place[mine]
        return ranks


def _side(name: str, side: Preferences | Sequence[Sequence[int]], others: int) -> Preferences:
    try:
        preferences = side if isinstance(side, Preferences) else Preferences.of(side, others)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    if preferences.others != others:
        raise ValueError(f"{name} rank {preferences.others} agents, but the other side counts {others}")
    return preferences


def _standing(left: Preferences, right: Preferences) -> Int32:
    """The rank of the owner of each entry of ``left`` in the eyes of the agent it names."""
    if len(left) * len(right) <= max(LARGEST_TABLE, 2 * len(right.choice)):
        return right.rank_table[left.choice, left.owner].astype(np.int32)
    known = right.owner * len(left) + right.choice
    order = np.argsort(known)
    asked = left.choice.astype(np.int64) * len(left) + left.owner
    found = np.searchsorted(known, asked, sorter=order)
    at = order[np.minimum(found, len(order) - 1)] if len(order) else np.zeros(len(asked), np.int64)
    ranks = np.full(len(asked), -1, dtype=np.int32)
    hit = known[at] == asked if len(order) else np.zeros(len(asked), bool)
    ranks[hit] = right.place[at[hit]]
    return ranks
