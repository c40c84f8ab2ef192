"""All curves on a grid: the best m, the best curve found again, twins as a search of all pairs finds."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mooc_tool.engine.adoption.bass import Bass, fit_bass
from mooc_tool.engine.adoption.bass_grid import bass_grid, mean_error

P = np.arange(1, 61) / 1000
Q = np.arange(10, 81) / 100
SEEN = [96, 195, 238, 380, 545, 830]


def test_a_curve_on_the_grid_is_found_again() -> None:
    curve = Bass(0.02, 0.42, 12_000)
    best = bass_grid(curve.per_period(7).tolist(), P, Q).best
    assert (best.p, best.q) == (0.02, 0.42)
    assert best.m == pytest.approx(12_000)


def test_the_best_m_is_the_least_squares_one() -> None:
    grid = bass_grid(SEEN, [0.01], [0.4])
    shares = Bass(0.01, 0.4, 1).per_period(6)
    (m,), *_ = np.linalg.lstsq(shares[:, None], np.array(SEEN, dtype=float), rcond=None)
    assert grid.m[0, 0] == pytest.approx(m)
    assert grid.error[0, 0] == pytest.approx(mean_error(Bass(0.01, 0.4, m), SEEN))


def test_the_error_by_hand() -> None:
    """Off by 3 and 4 around a mean of 20: the root of 12.5, over 20."""
    first, second = Bass(0.1, 0.5, 100).per_period(2)
    scale = 40 / (first + second - 1)
    curve = Bass(0.1, 0.5, 100 * scale)
    first, second = curve.per_period(2)
    assert mean_error(curve, [first - 3, second + 4]) == pytest.approx(12.5**0.5 / ((first + second + 1) / 2))


def test_no_point_of_the_grid_beats_the_fit_without_a_grid() -> None:
    fit = fit_bass(SEEN)
    assert bass_grid(SEEN, P, Q).error.min() >= mean_error(fit.curve, SEEN) - 1e-9


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 500), min_size=4, max_size=8),
    st.floats(1.1, 4),
    st.floats(0, 0.3),
)
def test_twins_are_the_best_of_all_pairs(sales: list[int], ratio: float, tolerance: float) -> None:
    grid = bass_grid(sales, P[::12], Q[::15])
    flat = list(zip(grid.m.ravel(), grid.error.ravel(), strict=True))
    near = [one for one in flat if one[1] <= grid.error.min() + tolerance]
    pairs = [one[1] + other[1] for one, other in product(near, near) if one[0] * ratio <= other[0]]
    found = grid.twins(ratio, tolerance)
    assert (found is None) == (not pairs)
    if found is not None:
        assume(min(abs(one[0] * ratio - other[0]) for one, other in product(near, near)) > 1e-9)
        assert found[0].m * ratio <= found[1].m
        assert sum(mean_error(curve, sales) for curve in found) == pytest.approx(min(pairs))


@pytest.mark.parametrize(
    ("sales", "p", "q"),
    [([], P, Q), ([0, 0, 0], P, Q), ([1, -1, 3], P, Q), (SEEN, [0.0], Q), (SEEN, P, []), (SEEN, P, [[0.4]])],
)
def test_what_is_no_grid(sales: list[float], p: list[float], q: list[float]) -> None:
    with pytest.raises(ValueError, match=r"above 0|at least 0"):
        bass_grid(sales, p, q)
