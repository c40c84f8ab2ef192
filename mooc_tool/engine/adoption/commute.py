"""The people who could share cars on a territory, and how many of those present are really matched."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Bits, Int32, Int64, Real
from mooc_tool.engine.carpool.candidates import Candidates
from mooc_tool.engine.carpool.territory import Points
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.assignment import best_assignment
from mooc_tool.engine.matching.gains import Gains, rows_in_order


@dataclass(frozen=True, eq=False)
class Commute:
    """Riders 0 to ``riders - 1``, then drivers, and the feasible pairs among them.

    ``pair_rider``, ``pair_driver``, ``gain``: along the pairs, riders ascending; a gain counts a match
    first and less detour next. ``seats``: of each driver. ``cell``: where each person looks around, from
    0.
    """

    riders: int
    pair_rider: Int64
    pair_driver: Int32
    gain: Int64
    seats: Int64
    cell: Int64

    @classmethod
    def of(cls, candidates: Candidates, seats: Int64, cell: Int64) -> "Commute":
        """``cell``: one number a person, riders first, drivers after.

        ValueError when lengths do not fit.
        """
        people = candidates.passengers + candidates.drivers
        if len(seats) != candidates.drivers or len(cell) != people:
            raise ValueError(
                f"{candidates.drivers} drivers need as many seats and {people} people as many cells: "
                f"{len(seats)}, {len(cell)}"
            )
        worth_more_than_all_detours = 1 + int(candidates.detour_metres.max(initial=0)) * candidates.passengers
        gain = worth_more_than_all_detours - candidates.detour_metres.astype(np.int64)
        return cls(
            candidates.passengers,
            candidates.passenger,
            candidates.driver,
            gain,
            np.asarray(seats, np.int64),
            np.asarray(cell, np.int64),
        )

    def __len__(self) -> int:
        return self.riders + len(self.seats)

    def apart(self, community: Int64) -> "Commute":
        """The same people when each community has its own service: pairs between two are gone."""
        if len(community) != len(self):
            raise ValueError(f"{len(self)} people need as many communities, not {len(community)}")
        same = community[self.pair_rider] == community[self.riders + self.pair_driver]
        pairs = self.pair_rider[same], self.pair_driver[same], self.gain[same]
        return Commute(self.riders, *pairs, self.seats, self.cell)

    def matched(self, present: Bits) -> Bits:
        """Who is matched when these are present: as many pairs as can be, then the least detour in all."""
        both = np.flatnonzero(present[self.pair_rider] & present[self.riders :][self.pair_driver])
        rider, driver, gain = self.pair_rider[both], self.pair_driver[both], self.gain[both]
        found = np.zeros(len(self), bool)
        if not len(rider):
            return found
        choices = np.bincount(rider, minlength=self.riders)
        order = np.argsort(choices, kind="stable")  # whoever has least choice first: half of the time
        start, edge = rows_in_order(np.concatenate(([0], np.cumsum(choices))), order)
        partner = best_assignment(Gains(start, driver[edge], gain[edge], self.seats)).partner
        found[order[partner >= 0]] = True
        found[self.riders + partner[partner >= 0]] = True
        return found

    def match_rate(self, present: Bits) -> float:
        """Share of those present who are matched; 0 when nobody is."""
        return float(self.matched(present).sum() / present.sum()) if present.any() else 0.0

    def match_rates(self, shares: Sequence[float], draw: Draw, repeats: int = 8) -> Real:
        """The mean match rate when a share of all people, drawn at random, is present."""
        rates = np.zeros(len(shares))
        for k, share in enumerate(shares):
            if not 0 <= share <= 1:
                raise ValueError(f"share {k} is {share}; it must be within 0 and 1")
            for repeat in range(repeats):
                order = np.argsort(draw.fork(f"present {repeat}").reals(len(self)))
                present = np.zeros(len(self), bool)
                present[order[: round(share * len(self))]] = True
                rates[k] += self.match_rate(present) / repeats
        return rates


def cells_of(origins: Points, side: float) -> Int64:
    """Numbers, from 0, of the cubes of this side, in metres, in which points of the sphere lie."""
    if not side > 0:
        raise ValueError(f"side must be above 0 metres, not {side}")
    _, number = np.unique(np.floor(origins / side).astype(np.int64), axis=0, return_inverse=True)
    return number.astype(np.int64).reshape(-1)
