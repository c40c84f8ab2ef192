"""Cascades on networks, random networks, and Watts' window."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.adoption.networks import (
    Network,
    cascade_window,
    giant_component,
    random_network,
    spread_on_network,
)
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from tests.engine.published import published


@st.composite
def networks(draw: st.DrawFn, most: int = 8) -> Network:
    nodes = draw(st.integers(1, most))
    end = st.integers(0, nodes - 1)
    return Network.of(nodes, np.array(draw(st.lists(st.tuples(end, end))), dtype=np.int64).reshape(-1, 2))


def neighbours(network: Network, i: int) -> list[int]:
    return network.neighbour[network.start[i] : network.start[i + 1]].tolist()


@given(networks(), st.data())
def test_spread_is_that_of_the_story(network: Network, data: st.DataObject) -> None:
    percent = [data.draw(st.integers(1, 100)) for _ in range(len(network))]
    seeds = data.draw(st.sets(st.integers(0, len(network) - 1)))
    found = spread_on_network(network, np.array(percent) / 100, sorted(seeds))
    joined = set(seeds)
    while True:
        more = joined | {
            i
            for i in range(len(network))
            if (around := neighbours(network, i))
            and 100 * len(joined & set(around)) >= percent[i] * len(around)
        }
        if more == joined:
            break
        joined = more
    assert set(np.flatnonzero(found.wave >= 0).tolist()) == joined
    assert found.joined == len(joined)
    with plainly():
        again = spread_on_network(network, np.array(percent) / 100, sorted(seeds))
    assert np.array_equal(again.wave, found.wave)


@given(networks(), st.data())
def test_more_seeds_never_mean_fewer(network: Network, data: st.DataObject) -> None:
    some = data.draw(st.sets(st.integers(0, len(network) - 1)))
    more = some | data.draw(st.sets(st.integers(0, len(network) - 1)))
    share = data.draw(st.floats(0.1, 1))
    few, many = (spread_on_network(network, share, sorted(seeds)) for seeds in (some, more))
    assert not ((few.wave >= 0) & (many.wave < 0)).any()


@given(networks())
def test_ties_go_both_ways_once(network: Network) -> None:
    for i in range(len(network)):
        around = neighbours(network, i)
        assert around == sorted(set(around) - {i})
        assert all(i in neighbours(network, j) for j in around)


def test_waves_run_along_a_chain() -> None:
    chain = Network.of(5, [(0, 1), (1, 2), (2, 3)])
    assert spread_on_network(chain, 0.5, [0]).wave.tolist() == [0, 1, 2, 3, -1]
    assert chain.largest_component() == 4


@pytest.mark.parametrize("degree", ["1.2", "1.5", "2.0", "3.0"])
def test_giant_component(degree: str) -> None:
    expected = published("giant_component")[degree]
    assert giant_component(float(degree)) == pytest.approx(expected, abs=6e-6)
    network = random_network(Draw(b"giant"), 40_000, float(degree))
    assert network.largest_component() / 40_000 == pytest.approx(expected, abs=0.02)


def test_there_is_none_below_one() -> None:
    assert giant_component(1) == 0


@pytest.mark.parametrize("threshold", ["0.18", "0.10"])
def test_watts_window(threshold: str) -> None:
    expected = published(f"watts_window_phi_{threshold}")["window"]
    assert cascade_window(float(threshold)) == pytest.approx(expected, abs=6e-5)


def test_watts_window_closes() -> None:
    assert cascade_window(0.3) is None
    assert cascade_window(0.6) is None
    assert cascade_window(0.22) == pytest.approx((1.1141, 3.8631), abs=6e-5)


def test_single_seeds_start_cascades_inside_the_window_only() -> None:
    def large(degree: float) -> int:
        network = random_network(Draw(b"Watts"), 4000, degree)
        return sum(spread_on_network(network, 0.18, [seed]).joined > 400 for seed in range(40))

    assert large(4) >= 10
    assert large(7) == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Network.of(0, []), "at least 1 node"),
        (lambda: Network.of(2, [(0, 2)]), "tie 0 is"),
        (lambda: random_network(Draw(b""), 5, -1.0), "mean degree"),
        (lambda: spread_on_network(Network.of(2, []), [0.5, 0], []), "node 1 is 0.0"),
        (lambda: spread_on_network(Network.of(2, []), float("nan"), []), "node 0 is nan"),
        (lambda: spread_on_network(Network.of(2, []), 0.5, [2]), "seed 2 is not a node"),
        (lambda: cascade_window(0), "threshold must be above 0"),
    ],
)
def test_what_is_no_network_is_refused(call, words: str) -> None:  # type: ignore[no-untyped-def] # lambdas
    with pytest.raises(ValueError, match=words):
        call()
