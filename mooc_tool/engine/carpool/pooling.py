"""Plans: which passenger rides with which driver, by which rule.

Each passenger's detour counts alone, also when a driver takes several: exact for one seat, an upper
bound of the detour for passengers who live on the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mooc_tool.engine.carpool.candidates import Candidates
from mooc_tool.engine.matching.assignment import maximum_weight
from mooc_tool.engine.matching.cardinality import maximum_matching
from mooc_tool.engine.matching.greedy import first_come


@dataclass(frozen=True, slots=True)
class Plan:
    """``driver[passenger]`` is a driver, or -1.

    ``metres_avoided`` sums the matched pairs that avoid any.
    """

    driver: tuple[int, ...]
    matched: int
    metres_avoided: int


def most_pairs(candidates: Candidates, seats: Sequence[int]) -> Plan:
    """As many passengers served as can be; kilometres are not looked at."""
    return plan_of(candidates, maximum_matching(candidates.edges(), seats).partner)


def most_kilometres(candidates: Candidates, seats: Sequence[int]) -> Plan:
    """As many kilometres of car travel avoided as can be; pairs that avoid none are left out."""
    return plan_of(candidates, maximum_weight(candidates.gains(), seats).partner)


def served_in_order(
    candidates: Candidates, seats: Sequence[int], order: Sequence[int] | None = None, *, best: bool = False
) -> Plan:
    """First come, first served: each passenger, in ``order``, takes the first driver with a free seat.

    With ``best`` he takes the driver with whom the most kilometres are avoided.
    """
    prefer = candidates.gains() if best else None
    return plan_of(candidates, first_come(candidates.edges(), seats, order, prefer))


def plan_of(candidates: Candidates, driver: Sequence[int]) -> Plan:
    """The worth of a given matching. ValueError names a passenger whose driver cannot take him."""
    if len(driver) != candidates.passengers:
        raise ValueError(f"{len(driver)} choices for {candidates.passengers} passengers")
    gains = {(pair.passenger, pair.driver): pair.avoided for pair in candidates}
    chosen = [(passenger, taken) for passenger, taken in enumerate(driver) if taken != -1]
    for passenger, taken in chosen:
        if (passenger, taken) not in gains:
            raise ValueError(f"passenger {passenger} cannot ride with driver {taken}")
    metres = sum(max(0, gains[pair]) for pair in chosen)
    return Plan(tuple(driver), len(chosen), metres)
