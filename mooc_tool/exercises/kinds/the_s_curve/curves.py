"""Curves in whole numbers: what the engine makes of them, and the grid of those that can be typed."""

from collections.abc import Sequence

import numpy as np

from mooc_tool.engine.adoption.bass import Bass
from mooc_tool.engine.adoption.bass_grid import BassGrid, bass_grid, mean_error
from mooc_tool.exercises.kinds.the_s_curve.forms import Curve, Fitted

P = range(1, 61)
Q = range(100, 801, 10)
TEXTBOOK = (30, 380)  # the averages of Bass's studies (F-408)
TOLERANCE = 15  # thousandths: two curves this near to each other fit about equally
TWINS = 2  # how many times larger the final number of the second is


def bass(curve: Curve) -> Bass:
    """The curve as the engine knows it."""
    return Bass(curve.p / 1000, curve.q / 1000, curve.m)


def new_adopters(curve: Curve, periods: int) -> list[int]:
    """In each period, rounded."""
    return [round(float(each)) for each in bass(curve).per_period(periods)]


def peak(curve: Curve) -> int:
    """The period with most new adopters."""
    found = bass(curve)
    return 1 + int(np.argmax(found.per_period(int(found.peak) + 2)))


def error(curve: Curve, seen: Sequence[int]) -> int:
    """The mean error, in thousandths of a period's mean number, at most 9999."""
    return min(9999, round(1000 * mean_error(bass(curve), seen)))


def fitted(curve: Curve, seen: Sequence[int]) -> Fitted:
    """The curve with what it leaves."""
    return Fitted(curve=curve, error=error(curve, seen))


def grid(seen: Sequence[int]) -> BassGrid:
    """Every curve of the grid, each with its best final number."""
    return bass_grid(seen, np.array(P) / 1000, np.array(Q) / 1000)


def rounded(curve: Bass) -> Curve:
    """The engine's curve in whole numbers."""
    return Curve(p=round(curve.p * 1000), q=round(curve.q * 1000), m=max(1, round(curve.m)))


def textbook(seen: Sequence[int]) -> Curve:
    """The textbook's p and q with the final number that suits them best."""
    p, q = TEXTBOOK
    return rounded(bass_grid(seen, [p / 1000], [q / 1000]).best)


def one_step(curve: Curve, seen: Sequence[int]) -> tuple[str, Fitted]:
    """The change of p, q or m alone that fits best: which, and the curve after it."""
    final = float(bass_grid(seen, [curve.p / 1000], [curve.q / 1000]).m[0, 0])
    changed = [("p", curve.model_copy(update={"p": p})) for p in P]
    changed += [("q", curve.model_copy(update={"q": q})) for q in Q]
    changed.append(("m", curve.model_copy(update={"m": max(1, round(final))})))
    found = ((name, fitted(each, seen)) for name, each in changed)
    return min(found, key=lambda step: step[1].error)
