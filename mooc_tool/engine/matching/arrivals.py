"""When agents come: on several mornings, one by one or in waves, as travellers do who leave a train."""

from dataclasses import dataclass

import numpy as np

from mooc_tool.engine.arrays import Real
from mooc_tool.engine.draw import Draw


@dataclass(frozen=True, slots=True)
class Mornings:
    """``days`` mornings of ``length`` each, ``night`` apart: with a long night, each begins empty.

    With a ``wave``, those who would come during each such span all come within ``within`` of its start.
    """

    days: int
    length: float
    night: float
    wave: float = 0.0
    within: float = 0.0

    def __post_init__(self) -> None:
        if self.days < 1 or not self.length > 0:
            raise ValueError(f"there must be mornings with some length, not {self.days} of {self.length}")
        if not self.night >= 0:
            raise ValueError(f"night must be at least 0, not {self.night}")
        if not 0 <= self.within <= self.wave <= self.length:
            raise ValueError(f"within {self.within}, wave {self.wave} and length {self.length} must ascend")

    def arrivals(self, draw: Draw, rate: float) -> Real:
        """Times of arrival, ascending: ``rate`` a unit of time on average, independent of one another."""
        if not 0 < rate < np.inf:
            raise ValueError(f"rate must be above 0, not {rate}")
        whole = self.days * self.length
        expected = whole * rate
        enough = int(expected + 10 * expected**0.5 + 20)
        come = np.cumsum(exponential(draw, enough) / rate)
        come = come[come < whole]
        day = np.floor(come / self.length)
        clock = come - day * self.length
        if self.wave:
            start = np.floor(clock / self.wave) * self.wave
            clock = start + (clock - start) * (self.within / self.wave)
        times: Real = day * (self.length + self.night) + clock
        return times


def exponential(draw: Draw, count: int) -> Real:
    """Exponential variates of mean 1, rounded so that the last digit of a machine's logarithm changes
    nothing.
    """
    return np.maximum(np.round(-np.log1p(-draw.reals(count)), 12), 1e-12)
