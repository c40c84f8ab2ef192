"""Bass's model: innovators come by themselves, imitators because others came.

Sources: F. Bass, « A new product growth model for consumer durables », Management Science 15 (1969); V.
Srinivasan and C. Mason, « Nonlinear least squares estimation of new product diffusion models »,
Marketing Science 5 (1986).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from mooc_tool.engine.arrays import Real

Method = Literal["interval", "density", "regression"]


@dataclass(frozen=True, slots=True)
class Bass:
    """``p``: innovation and ``q``: imitation, per period; ``m``: final number of adopters."""

    p: float
    q: float
    m: float

    def __post_init__(self) -> None:
        for name, value in (("p", self.p), ("m", self.m)):
            if not 0 < value < np.inf:
                raise ValueError(f"{name} must be above 0, not {value}")
        if not 0 <= self.q < np.inf:
            raise ValueError(f"q must be at least 0, not {self.q}")

    def adopters(self, t: ArrayLike) -> Real:
        """How many have adopted by time t, in periods from the start."""
        decay = np.exp(-(self.p + self.q) * np.asarray(t, dtype=np.float64))
        cumulative: Real = self.m * (1 - decay) / (1 + self.q / self.p * decay)
        return cumulative

    def rate(self, t: ArrayLike) -> Real:
        """Adopters per period at time t."""
        decay = np.exp(-(self.p + self.q) * np.asarray(t, dtype=np.float64))
        density: Real = self.m * (self.p + self.q) ** 2 / self.p * decay / (1 + self.q / self.p * decay) ** 2
        return density

    def per_period(self, periods: int) -> Real:
        """New adopters in each of the first ``periods`` periods."""
        return np.diff(self.adopters(np.arange(periods + 1)))

    @property
    def peak(self) -> float:
        """The time of most adoptions; 0 when imitation is no stronger than innovation."""
        return max(0.0, float(np.log(self.q / self.p) / (self.p + self.q))) if self.q > 0 else 0.0


@dataclass(frozen=True, slots=True)
class BassFit:
    """The fitted curve; the standard errors of (p, q, m), None where there are none.

    The residuals' standard deviation.

    ``degrees`` are the residuals' degrees of freedom.
    """

    curve: Bass
    standard_errors: tuple[float, float, float] | None
    residual_sd: float
    degrees: int


def fit_bass(sales: Sequence[float], method: Method = "interval") -> BassFit:
    """Bass's curve through new adopters per period.

    ``interval``: each period's number is the difference of the cumulative curve at its ends (Srinivasan
    and Mason). ``density``: it is the curve's density at the period's number. ``regression``: on
    cumulative sales and their square (Bass). ValueError for fewer than 4 periods, a number that is none
    or below 0, or sales that no curve fits.
    """
    y = np.asarray(sales, dtype=np.float64)
    if y.ndim != 1 or len(y) < 4:
        raise ValueError(f"at least 4 periods are needed to fit 3 parameters, not {y.size}")
    wrong = np.flatnonzero(~(np.isfinite(y) & (y >= 0)))
    if wrong.size:
        raise ValueError(
            f"sales of period {wrong[0] + 1} are {y[wrong[0]]}; they must be numbers of at least 0"
        )
    if not y.any():
        raise ValueError("nobody adopted in any period")
    if method == "regression":
        return _regression(y)
    if method not in ("interval", "density"):
        raise ValueError(f"method must be interval, density or regression, not {method}")
    return _least_squares(y, method)


def _regression(y: Real) -> BassFit:
    before = np.concatenate(([0.0], np.cumsum(y)[:-1]))
    design = np.column_stack((np.ones(len(y)), before, before**2))
    (a, b, c), *_ = np.linalg.lstsq(design, y, rcond=None)
    root = b * b - 4 * a * c
    if c >= 0 or root < 0 or a <= 0:
        raise ValueError("the regression gives no curve: sales do not rise and fall as Bass's model wants")
    m = (-b - np.sqrt(root)) / (2 * c)
    residual = y - design @ (a, b, c)
    degrees = len(y) - 3
    curve = Bass(float(a / m), float(max(-m * c, 0.0)), float(m))
    return BassFit(curve, None, float(np.sqrt(residual @ residual / degrees)), degrees)


def _least_squares(y: Real, method: Method) -> BassFit:
    time = np.arange(1, len(y) + 1)
    scale = y.sum()

    def predicted(parameters: Real) -> Real:
        p, q, m = np.exp(parameters)
        curve = Bass(p, q, m * scale)
        return curve.rate(time) if method == "density" else curve.per_period(len(y))

    best = _best_start(lambda parameters: (predicted(parameters) - y) / scale)
    curve = Bass(float(np.exp(best[0])), float(np.exp(best[1])), float(np.exp(best[2]) * scale))
    residual = predicted(best) - y
    degrees = len(y) - 3
    sd = float(np.sqrt(residual @ residual / degrees))
    return BassFit(curve, _standard_errors(predicted, best, sd, curve), sd, degrees)


def _best_start(residual: Callable[[Real], Real]) -> Real:
    """Least squares from several starts: the sum of squares has more than one valley."""
    starts = [(p, q, m) for p in (0.003, 0.03) for q in (0.2, 0.6) for m in (1.05, 2.0)]
    bounds = (np.log((1e-9, 1e-9, 0.2)), np.log((1.0, 10.0, 1e4)))
    answers = [
        least_squares(residual, np.log(start), bounds=bounds, xtol=1e-14, ftol=1e-14) for start in starts
    ]
    best: Real = min(answers, key=lambda answer: float(answer.cost)).x
    return best


def _standard_errors(
    predicted: Callable[[Real], Real], at: Real, sd: float, curve: Bass
) -> tuple[float, float, float] | None:
    """From the Jacobian in (p, q, m); None when the data do not hold the three apart."""
    step = 1e-6
    columns = [(predicted(at + step * unit) - predicted(at - step * unit)) / (2 * step) for unit in np.eye(3)]
    jacobian = np.column_stack(columns) / (curve.p, curve.q, curve.m)
    scaled = jacobian * (curve.p, curve.q, curve.m)
    if np.linalg.matrix_rank(scaled) < 3:
        return None
    errors = sd * np.sqrt(np.diag(np.linalg.inv(scaled.T @ scaled))) * (curve.p, curve.q, curve.m)
    return float(errors[0]), float(errors[1]), float(errors[2])
