"""One comparison: what we do, and the same done by others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log

Clock = Callable[[Callable[[], object]], float]


@dataclass(frozen=True)
class Case:
    """``peers``: by name, the same work.

    ``goal``: what is wanted of the ratio. ``grows``: measures the exponent.
    """

    name: str
    ours: Callable[[], object]
    peers: dict[str, Callable[[], object]] = field(default_factory=dict)
    goal: str = ""
    grows: Callable[[Clock], float] | None = None


def exponent(
    small: Callable[[], object], large: Callable[[], object], factor: float
) -> Callable[[Clock], float]:
    """How cost grows between two sizes that differ by a factor."""

    def grows(clock: Clock) -> float:
        small()
        return log(clock(large) / clock(small)) / log(factor)

    return grows
