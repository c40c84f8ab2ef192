"""Where a population comes to rest: shares x with curve(x) = x, and which of them attract."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq


@dataclass(frozen=True, slots=True)
class FixedPoint:
    """A share of adopters that reproduces itself; from an unstable one the least change leads away.

    A tipping point.
    """

    share: float
    stable: bool


def fixed_points(curve: Callable[[float], float], grid: int = 2000) -> tuple[FixedPoint, ...]:
    """Fixed points of a curve from [0, 1] into itself, ascending.

    The curve is looked at on a grid and each change of sign is refined; two fixed points within one step
    of the grid, or a curve that touches the diagonal without crossing it, are not seen.
    """
    if grid < 1:
        raise ValueError(f"grid must be at least 1, not {grid}")
    shares = np.linspace(0, 1, grid + 1)
    excess = np.array([curve(float(x)) - x for x in shares])
    wrong = np.flatnonzero(~((excess + shares >= -1e-12) & (excess + shares <= 1 + 1e-12)))
    if wrong.size:
        at = wrong[0]
        raise ValueError(
            f"the curve gives {excess[at] + shares[at]} at {shares[at]}; it must stay within 0 and 1"
        )
    found = []
    for k in range(grid + 1):
        below = excess[k - 1] if k else 1.0
        above = excess[k + 1] if k < grid else -1.0
        if excess[k] == 0:
            found.append(FixedPoint(float(shares[k]), bool(below >= 0 >= above)))
        elif k < grid and excess[k] * excess[k + 1] < 0:
            root = brentq(lambda x: curve(x) - x, shares[k], shares[k + 1], xtol=1e-12)
            found.append(FixedPoint(float(root), bool(excess[k] > 0)))
    return tuple(found)


def lowest_equilibrium(curve: Callable[[float], float], start: float = 0.0, rounds: int = 1_000_000) -> float:
    """Where a rising curve leads from ``start``, step by step, as a crowd would go.

    ValueError if it has not settled.
    """
    share = start
    for _ in range(rounds):
        following = curve(share)
        if abs(following - share) < 1e-13:
            return following
        share = following
    raise ValueError(f"the crowd has not settled after {rounds} rounds")
