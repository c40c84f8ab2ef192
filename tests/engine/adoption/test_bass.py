"""Bass's curve: the fits in print, and curves found again from what they give."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.engine.adoption.bass import Bass, fit_bass
from tests.engine.published import published


def test_srinivasan_mason_room_air_conditioners() -> None:
    entry = published("bass_room_ac_1949_61")
    curve = fit_bass(entry["y"]).curve
    assert round(curve.p, 5) == entry["nls"]["p"]
    assert round(curve.q, 4) == entry["nls"]["q"]
    assert round(curve.m, 1) == entry["nls"]["m"]


def test_bass_regression_room_air_conditioners() -> None:
    entry = published("bass_room_ac_1949_61")
    curve = fit_bass(entry["y"], "regression").curve
    assert round(curve.p, 4) == entry["ols"]["p"]
    assert round(curve.q, 4) == entry["ols"]["q"]
    assert round(curve.m, 1) == entry["ols"]["m"]


def test_video_recorders_as_r_prints_them() -> None:
    entry = published("bass_vcr_nls_density")
    fit = fit_bass(entry["y"], "density")
    assert fit.curve.m == pytest.approx(entry["reproduced"]["M"], abs=0.1)
    assert fit.curve.p == pytest.approx(entry["reproduced"]["P"], rel=1e-5)
    assert fit.curve.q == pytest.approx(entry["reproduced"]["Q"], abs=1e-6)
    assert fit.residual_sd == pytest.approx(entry["reproduced"]["residual_se"], abs=0.01)
    assert fit.degrees == entry["published"]["df"]
    assert round(fit.residual_sd) == entry["published"]["residual_se"]
    assert float(f"{fit.curve.p:.3g}") == entry["published"]["P"]
    assert float(f"{fit.curve.m:.3g}") == entry["published"]["M"]


CURVES = st.builds(Bass, st.floats(0.003, 0.05), st.floats(0.2, 0.7), st.floats(100, 1e5))


@settings(max_examples=25)
@given(CURVES, st.sampled_from(["interval", "density"]))
def test_a_curve_is_found_again(curve: Bass, method: str) -> None:
    periods = 14
    sales = curve.per_period(periods) if method == "interval" else curve.rate(np.arange(1, periods + 1))
    fit = fit_bass(sales.tolist(), method)  # type: ignore[arg-type] # drawn from the methods
    assert fit.curve.p == pytest.approx(curve.p, rel=1e-3)
    assert fit.curve.q == pytest.approx(curve.q, rel=1e-3)
    assert fit.curve.m == pytest.approx(curve.m, rel=1e-3)


@given(CURVES)
def test_the_peak_is_a_peak_and_the_rate_is_the_slope(curve: Bass) -> None:
    around = curve.rate(curve.peak + np.array([-0.5, 0, 0.5]))
    assert around[1] >= around[0]
    assert around[1] >= around[2]
    slope = (curve.adopters(3.001) - curve.adopters(2.999)) / 0.002
    assert slope == pytest.approx(float(curve.rate(3)), rel=1e-4)
    assert curve.adopters(0) == 0
    assert curve.adopters(1e4) == pytest.approx(curve.m)


def test_standard_errors_cover_the_truth() -> None:
    """With noise of known size, errors in units of their standard error are about normal."""
    truth = Bass(0.01, 0.4, 1000)
    noise = np.random.default_rng(5).normal(0, 5, (30, 14))
    scores = []
    for row in noise:
        fit = fit_bass(np.maximum(truth.per_period(14) + row, 0).tolist())
        assert fit.standard_errors is not None
        scores.append((fit.curve.q - truth.q) / fit.standard_errors[1])
    assert 0.6 < np.std(scores) < 1.5


def test_no_peak_without_imitation() -> None:
    assert Bass(0.1, 0, 10).peak == 0
    assert Bass(0.1, 0.05, 10).peak == 0


@pytest.mark.parametrize(
    ("sales", "method", "words"),
    [
        ([1, 2, 3], "interval", "at least 4 periods"),
        ([1, 2, -3, 4], "interval", "period 3 are -3"),
        ([1, float("nan"), 3, 4], "interval", "period 2 are nan"),
        ([0, 0, 0, 0], "interval", "nobody adopted"),
        ([1, 2, 3, 4], "guess", "not guess"),
        ([5, 3, 2, 3, 5, 9, 15, 25], "regression", "no curve"),
    ],
)
def test_what_cannot_be_fitted_is_refused(sales: list[float], method: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fit_bass(sales, method)  # type: ignore[arg-type] # one of them is wrong on purpose


def test_what_is_no_curve_is_refused() -> None:
    for wrong, words in (((0, 1, 1), "p must"), ((1, -1, 1), "q must"), ((1, 1, float("inf")), "m must")):
        with pytest.raises(ValueError, match=words):
            Bass(*wrong)
