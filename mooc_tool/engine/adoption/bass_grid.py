"""Every curve of Bass's model on a grid, judged by the beginning of an adoption.

Before the peak, curves with very different ends follow the same beginning: the grid shows them all at once.
Given p and q the model is linear in m, so that the best m is a quotient (variable projection; G. Golub and V.
Pereyra, SIAM Journal on Numerical Analysis 10, 1973).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mooc_tool.engine.adoption.bass import Bass
from mooc_tool.engine.arrays import Real


@dataclass(frozen=True, slots=True)
class BassGrid:
    """For each p (rows) and q (columns) the best ``m``, and the ``error`` it leaves (see mean_error)."""

    p: Real
    q: Real
    m: Real
    error: Real

    @property
    def best(self) -> Bass:
        """The curve that leaves the smallest error; the first of several."""
        return self._curve(int(np.argmin(self.error)))

    def twins(self, ratio: float, tolerance: float) -> tuple[Bass, Bass] | None:
        """Two curves whose m are at least ``ratio`` apart, neither of which fits worse than the best by more
        than ``tolerance``: the pair with the smallest errors, the smaller m first. None if there is none.
        """
        error = self.error.ravel()
        near = np.flatnonzero(error <= error.min() + tolerance)
        near = near[np.argsort(self.m.ravel()[near], kind="stable")]
        m = self.m.ravel()[near]
        found: tuple[float, int, int] | None = None
        lowest = 0  # the best fitting of those whose m is small enough
        upto = 0
        for high, most in enumerate(m):
            while upto < high and m[upto] * ratio <= most:
                lowest = upto if error[near[upto]] < error[near[lowest]] else lowest
                upto += 1
            both = error[near[lowest]] + error[near[high]]
            if upto and (found is None or both < found[0]):
                found = (both, lowest, high)
        return None if found is None else (self._curve(int(near[found[1]])), self._curve(int(near[found[2]])))

    def _curve(self, flat: int) -> Bass:
        row, column = divmod(flat, len(self.q))
        return Bass(float(self.p[row]), float(self.q[column]), float(self.m[row, column]))


def bass_grid(sales: Sequence[float], p: ArrayLike, q: ArrayLike) -> BassGrid:
    """Every p with every q, each with its least-squares m, against new adopters per period.

    ValueError for numbers of adopters that are not above 0 in all, or parameters that are not above 0.
    """
    y, ps, qs = (np.asarray(each, dtype=np.float64) for each in (sales, p, q))
    if y.ndim != 1 or not y.size or not (np.isfinite(y).all() and (y >= 0).all() and y.any()):
        raise ValueError("new adopters must be numbers of at least 0, and somebody must have adopted")
    for name, values in (("p", ps), ("q", qs)):
        if values.ndim != 1 or not values.size or not (values > 0).all():
            raise ValueError(f"every {name} must be above 0")
    rate = (ps[:, None] + qs)[:, :, None]
    decay = np.exp(-rate * np.arange(len(y) + 1))
    shares = np.diff((1 - decay) / (1 + (qs / ps[:, None])[:, :, None] * decay), axis=2)
    m = (shares * y).sum(axis=2) / (shares * shares).sum(axis=2)
    residual = m[:, :, None] * shares - y
    error = np.sqrt((residual * residual).mean(axis=2)) / y.mean()
    return BassGrid(ps, qs, m, error)


def mean_error(curve: Bass, sales: Sequence[float]) -> float:
    """The root mean square of what the curve leaves of each period's adopters, as a share of their mean."""
    y = np.asarray(sales, dtype=np.float64)
    residual = curve.per_period(len(y)) - y
    return float(np.sqrt((residual * residual).mean()) / y.mean())
