"""Very large random markets: every list is drawn uniformly and complete, and none is stored.

Proposer i's k-th choice and its rank in a receiver's eyes are computed when asked for, so a market of a
million by a million, with 10**12 entries a side, takes a few numbers an agent.
"""

from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Int32
from mooc_tool.engine.kernels.implicit import key_of, permuted, propose_implicit, restored
from mooc_tool.engine.matching.preferences import Preferences

LARGEST = 1 << 31


@dataclass(frozen=True)
class ImplicitPreferences:
    """Random complete lists of ``agents`` over ``others``, fixed by a whole-number seed."""

    seed: int
    agents: int
    others: int

    def __post_init__(self) -> None:
        for name, count in (("agents", self.agents), ("others", self.others)):
            if not 1 <= count < LARGEST:
                raise ValueError(f"{name} must be from 1 to {LARGEST - 1}, not {count}")
        if not 0 <= self.seed < LARGEST:
            raise ValueError(f"seed must be from 0 to {LARGEST - 1}, not {self.seed}")

    @property
    def half(self) -> int:
        """Half of the bits of the permuted range, rounded up."""
        return max(1, ((self.others - 1).bit_length() + 1) // 2)

    def choice(self, agent: int, place: int) -> int:
        """Whom the agent ranks at this place, 0 the best."""
        _check(agent, self.agents, "agent")
        _check(place, self.others, "place")
        return permuted(place, self.others, self.half, key_of(agent, self.seed))

    def rank(self, agent: int, other: int) -> int:
        """The place of the other on the agent's list."""
        _check(agent, self.agents, "agent")
        _check(other, self.others, "other")
        return restored(other, self.others, self.half, key_of(agent, self.seed))

    def stored(self) -> Preferences:
        """The same lists written out; for small markets."""
        return Preferences.complete(
            [[self.choice(i, k) for k in range(self.others)] for i in range(self.agents)]
        )


@dataclass(frozen=True, eq=False)
class ImplicitMatching:
    """Partner of each proposer (-1: none), and each side's rank of its partner (-1: none), 0 the best."""

    partner: Int32
    proposer_rank: Int32
    receiver_rank: Int32
    proposals: int


def deferred_acceptance_implicit(
    proposers: ImplicitPreferences, receivers: ImplicitPreferences
) -> ImplicitMatching:
    """One-to-one deferred acceptance, proposers asking.

    ValueError when the two sides do not fit together.
    """
    if (proposers.agents, proposers.others) != (receivers.others, receivers.agents):
        raise ValueError(
            f"{proposers.agents} proposers rank {proposers.others}, "
            f"but {receivers.agents} receivers rank {receivers.others}"
        )
    asked = np.zeros(proposers.agents, np.int32)
    holder = np.full(receivers.agents, -1, np.int32)
    held_rank = np.full(receivers.agents, -1, np.int32)
    proposals = propose_implicit(
        proposers.agents,
        receivers.agents,
        proposers.half,
        receivers.half,
        proposers.seed,
        receivers.seed,
        asked,
        holder,
        held_rank,
    )
    taken = np.flatnonzero(holder >= 0)
    partner = np.full(proposers.agents, -1, np.int32)
    partner[holder[taken]] = taken
    return ImplicitMatching(partner, np.where(partner >= 0, asked - 1, -1), held_rank, proposals)


def _check(value: int, below: int, name: str) -> None:
    if not 0 <= value < below:
        raise ValueError(f"{name} must be from 0 to {below - 1}, not {value}")
