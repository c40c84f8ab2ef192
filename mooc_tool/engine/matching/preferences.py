"""Preference lists of one side of a market: whom each agent accepts, best first."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mooc_tool.engine.arrays import Int32, Int64, Ranks, Unsigned
from mooc_tool.engine.kernels.build import runs_compiled
from mooc_tool.engine.kernels.deferred_acceptance import invert, not_a_ranking


@dataclass(frozen=True, eq=False)
class Preferences:
    """Agent i ranks ``choice[start[i]:start[i + 1]]``, agents of the other side from 0 to ``others - 1``.

    Make them with :meth:`of` (any lists) or :meth:`complete` (a square or oblong table: everyone ranks
    everyone).
    """

    start: Int64
    choice: Ranks
    others: int

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]], others: int) -> "Preferences":
        """Lists of any length.

        ValueError names the agent and the entry that is out of range or repeated.
        """
        if not len(lists):
            raise ValueError("a side of the market is empty")
        if others < 1:
            raise ValueError("the other side of the market is empty")
        start = np.cumsum([0, *map(len, lists)], dtype=np.int64)
        choice = _whole_numbers(list(chain.from_iterable(lists)))
        made = cls(start, choice.astype(np.int32), others)
        wrong = np.flatnonzero((choice < 0) | (choice >= others))
        if wrong.size:
            agent, entry = made.owner[wrong[0]], choice[wrong[0]]
            raise ValueError(f"agent {agent} ranks {entry}; there are {others} to rank, from 0")
        entries = np.sort(made.owner * others + choice)
        repeated = np.flatnonzero(np.diff(entries) == 0)
        if repeated.size:
            agent = int(entries[repeated[0]]) // others
            raise ValueError(f"agent {agent} ranks someone twice: {list(lists[agent])}")
        return made

    @classmethod
    def complete(cls, table: ArrayLike) -> "Preferences":
        """Row i holds every agent of the other side once, best first. int16 tables are kept as they are."""
        lists = np.ascontiguousarray(table)
        if lists.ndim != 2 or 0 in lists.shape:
            raise ValueError(f"a table of complete lists needs rows and columns: its shape is {lists.shape}")
        if not np.issubdtype(lists.dtype, np.integer):
            raise ValueError(f"a table of complete lists holds whole numbers, not {lists.dtype}")
        agents, others = lists.shape
        kept = lists if lists.dtype in (np.int16, np.int32) else _narrowed(lists, others)
        agent = _not_a_ranking(kept)
        if agent >= 0:
            strangers = (lists[agent] < 0) | (lists[agent] >= others)
            if strangers.any():
                stranger = lists[agent][strangers][0]
                raise ValueError(f"agent {agent} ranks {stranger}; there are {others} to rank, from 0")
            raise ValueError(f"agent {agent} ranks someone twice: {lists[agent].tolist()[:20]}")
        return cls(np.arange(agents + 1, dtype=np.int64) * others, kept.reshape(-1), others)

    def __len__(self) -> int:
        return len(self.start) - 1

    def __getitem__(self, agent: int) -> NDArray[np.signedinteger]:
        return self.choice[self.start[agent] : self.start[agent + 1]]

    def lists(self) -> tuple[tuple[int, ...], ...]:
        """The lists as plain numbers."""
        return tuple(tuple(self[agent].tolist()) for agent in range(len(self)))

    @property
    def is_complete(self) -> bool:
        """Whether everyone ranks everyone."""
        return len(self.choice) == len(self) * self.others

    @cached_property
    def rank_table(self) -> Ranks:
        """``rank_table[i, j]``: the place of j on i's list, 0 the best, -1 if j is not on it.

        Shape (agents, others).
        """
        if self.is_complete:
            return _inverted(self.choice.reshape(len(self), self.others))
        table = np.full((len(self), self.others), -1, dtype=np.int32)
        table[self.owner, self.choice] = self.place
        return table

    @property
    def owner(self) -> Int64:
        """The agent to whom each entry of ``choice`` belongs."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    @property
    def place(self) -> Int32:
        """The rank, 0 the best, of each entry of ``choice`` on its list."""
        return (np.arange(len(self.choice)) - np.repeat(self.start[:-1], np.diff(self.start))).astype(
            np.int32
        )


def _whole_numbers(entries: list[int]) -> Int64:
    try:
        return np.array(array("q", entries))  # half the time of an array that must find out what it holds
    except (TypeError, OverflowError) as error:
        raise ValueError(f"lists must hold whole numbers: {error}") from error


def _narrowed(lists: NDArray[np.integer], others: int) -> Int32:
    """In 32 bits; what is out of range stays so."""
    return np.clip(lists.astype(np.int64), -1, others).astype(np.int32)


def _unsigned(lists: Ranks) -> Unsigned:
    return lists.view(f"u{lists.itemsize}")


def _not_a_ranking(lists: Ranks) -> int:
    """The first row that is not a permutation, or -1."""
    if runs_compiled():
        return not_a_ranking(_unsigned(lists), np.ones(lists.shape[1], np.uint8))
    wrong = np.flatnonzero((np.sort(lists, axis=1) != np.arange(lists.shape[1])).any(axis=1))
    return int(wrong[0]) if wrong.size else -1


def _inverted(lists: Ranks) -> Ranks:
    rank = np.empty(lists.shape, dtype=lists.dtype)
    if runs_compiled():
        invert(_unsigned(lists), rank)
    else:
        order = np.broadcast_to(np.arange(lists.shape[1], dtype=lists.dtype), lists.shape)
        np.put_along_axis(rank, lists.astype(np.int64), order, axis=1)
    return rank
