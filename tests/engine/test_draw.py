"""Draws stay the same for good, and have the law they claim."""

from collections import Counter
from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw

GOLDEN_WORDS = [13790583687200110037, 5926540509272796505, 6110867799527009490]
GOLDEN_INTEGERS = [917, 191, 9, 427, 904, 311]
GOLDEN_REAL = 0.6280195224101801
GOLDEN_NORMALS = [13.180915036696385, 8.376928219945965, 12.495369558614318]
GOLDEN_SHUFFLE = ["f", "a", "g", "h", "b", "c", "d", "e"]
GOLDEN_ARRAY = [14268022855045485659, 10974293379267626685, 3820103451571787097]
GOLDEN_FORK = 643700059771122367681902171733


def test_stream_is_the_same_for_good() -> None:
    draw = Draw(b"golden")
    assert [draw.word() for _ in range(3)] == GOLDEN_WORDS
    assert [draw.integer(1000) for _ in range(6)] == GOLDEN_INTEGERS
    assert draw.real() == GOLDEN_REAL
    assert [draw.normal(10, 2) for _ in range(3)] == GOLDEN_NORMALS
    assert draw.shuffled("abcdefgh") == GOLDEN_SHUFFLE
    assert draw.words(3).tolist() == GOLDEN_ARRAY
    assert draw.fork("homes").integer(10**30) == GOLDEN_FORK


def test_fork_does_not_depend_on_what_was_drawn() -> None:
    fresh, used = Draw(b"seed"), Draw(b"seed")
    used.integer(10)
    assert fresh.fork("a").word() == used.fork("a").word()
    assert fresh.fork("a").word() != fresh.fork("b").word()


def test_neighbouring_seeds_share_nothing() -> None:
    first, second = (Draw(bytes([0, last])) for last in (1, 2))
    assert not {first.word() for _ in range(200)} & {second.word() for _ in range(200)}


@given(st.binary(max_size=8), st.integers(1, 2**70))
def test_integers_are_below(seed: bytes, below: int) -> None:
    assert 0 <= Draw(seed).integer(below) < below


@given(st.binary(max_size=8), st.integers(-50, 50), st.integers(0, 50))
def test_between_includes_its_ends(seed: bytes, low: int, width: int) -> None:
    assert low <= Draw(seed).between(low, low + width) <= low + width


@given(st.binary(max_size=8), st.lists(st.integers()))
def test_shuffle_keeps_the_items(seed: bytes, items: list[int]) -> None:
    assert Counter(Draw(seed).shuffled(items)) == Counter(items)


@given(st.binary(max_size=8), st.lists(st.integers(0, 5), min_size=1).filter(any))
def test_weight_zero_is_never_drawn(seed: bytes, weights: list[int]) -> None:
    assert weights[Draw(seed).weighted(weights)] > 0


def chi_square(counts: list[int], expected: list[float]) -> float:
    return sum((seen - due) ** 2 / due for seen, due in zip(counts, expected, strict=True))


def test_integers_and_weights_are_fair() -> None:
    draw = Draw(b"fair")
    drawn = Counter(draw.integer(6) for _ in range(6000))
    assert chi_square([drawn[face] for face in range(6)], [1000.0] * 6) < 20.5  # p = 0.001 on 5 degrees
    drawn = Counter(draw.weighted([1, 2, 3]) for _ in range(6000))
    assert chi_square([drawn[face] for face in range(3)], [1000.0, 2000.0, 3000.0]) < 13.8


def test_shuffles_are_fair() -> None:
    draw = Draw(b"shuffle")
    drawn = Counter("".join(draw.shuffled("abc")) for _ in range(6000))
    assert chi_square(list(drawn.values()), [1000.0] * 6) < 20.5


def test_normal_has_the_normal_law() -> None:
    draw = Draw(b"normal")
    drawn = np.sort([draw.normal(0, 1) for _ in range(4000)])
    law = np.array([(1 + erf(x / sqrt(2))) / 2 for x in drawn])
    empirical = np.arange(1, 4001) / 4000
    assert np.abs(empirical - law).max() < 1.95 / sqrt(4000)  # Kolmogorov, p = 0.001


def test_reals_are_uniform() -> None:
    drawn = np.sort(Draw(b"reals").reals(20_000))
    assert np.abs(np.arange(1, 20_001) / 20_000 - drawn).max() < 1.95 / sqrt(20_000)
    assert 0 <= drawn[0] <= drawn[-1] < 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda draw: draw.integer(0), "at least 1"),
        (lambda draw: draw.between(3, 2), "from 3 to 2"),
        (lambda draw: draw.normal(0, -1), "standard deviation"),
        (lambda draw: draw.normal(0, float("nan")), "standard deviation"),
        (lambda draw: draw.choice([]), "nothing to choose"),
        (lambda draw: draw.weighted([1, -1]), "weight 1 is negative"),
        (lambda draw: draw.weighted([0, 0]), "no weight"),
        (lambda draw: draw.words(-1), "at least 0"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, words: str) -> None:  # type: ignore[no-untyped-def] # lambdas
    with pytest.raises(ValueError, match=words):
        call(Draw(b""))
