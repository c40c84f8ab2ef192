"""Two sides: the matching function in print, and a frontier that separates life from death."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.adoption.two_sided import Side, TwoSidedMarket, Week, urn_ball
from mooc_tool.engine.draw import Draw
from tests.engine.published import published

SIDE = Side(500, 0.38, 0.08)


def scarce(first: float, second: float) -> float:
    """Few meet until there are many."""
    return first * second / (first + second + 100)


@pytest.mark.parametrize("name", ["U100_V100", "U200_V100", "U50_V100"])
def test_urn_ball(name: str) -> None:
    seekers, places = (int(part[1:]) for part in name.split("_"))
    expected = published("urn_ball")[name]
    assert urn_ball(seekers, places) == pytest.approx(expected, abs=6e-5)
    draw = Draw(b"urn")
    found = [len({draw.integer(places) for _ in range(seekers)}) for _ in range(300)]
    assert sum(found) / 300 == pytest.approx(expected, abs=1)


@given(st.floats(0, 500), st.floats(0, 500))
def test_matches_are_at_most_the_short_side(seekers: float, places: float) -> None:
    assert 0 <= urn_ball(seekers, places) <= min(seekers, places) * (1 + 1e-9) + 1e-9


@given(st.floats(0, 500), st.floats(0, 500), st.integers(1, 20))
def test_members_stay_within_the_potential(first: float, second: float, weeks: int) -> None:
    path = TwoSidedMarket(SIDE, SIDE).run((first, second), [Week((50, 0), (0.1, 0))] * weeks)
    for members in (path.first, path.second):
        assert members.min() >= 0
        assert members.max() <= 500 + 1e-9
    assert len(path.first) == len(path.matches) + 1 == weeks + 1


def test_the_frontier_separates_life_from_death() -> None:
    market = TwoSidedMarket(SIDE, SIDE, scarce)
    firsts = [0, 20, 60, 150]
    frontier = market.frontier(firsts, step=10)
    for first, second in zip(firsts, frontier, strict=True):
        assert second is not None
        assert market.takes_off((first, second))
        assert not market.takes_off((first, second - 10))
    assert frontier[0] > frontier[-1]  # type: ignore[operator] # none of them is None
    hopeless = Side(500, 0.9, 0.08)
    assert TwoSidedMarket(hopeless, hopeless, scarce).frontier([500], step=100) == (None,)


def test_a_subsidy_carries_over_the_critical_mass_and_may_then_end() -> None:
    market = TwoSidedMarket(SIDE, SIDE, scarce)
    alone = market.run((40, 40), 104)
    helped = market.run((40, 40), [Week(subsidy=(0.2, 0.2))] * 26 + [Week()] * 78)
    assert alone.first[-1] < 10
    assert helped.first[-1] > 250


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Side(0, 0.5, 0.1), "potential"),
        (lambda: Side(10, 0.5, 0), "spread"),
        (lambda: Side(10, 0.5, 0.1, joining=2), "joining"),
        (lambda: urn_ball(-1, 5), "at least 0"),
        (lambda: TwoSidedMarket(SIDE, SIDE).run((501, 0), 1), "0 to 500 members, not 501"),
        (lambda: TwoSidedMarket(SIDE, SIDE).frontier([1], step=0), "step"),
    ],
)
def test_what_is_no_market_is_refused(make, words: str) -> None:  # type: ignore[no-untyped-def] # lambdas
    with pytest.raises(ValueError, match=words):
        make()
