"""The mean that learners read, the LMS receives and certificates ask for."""

import dataclasses
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.packs.certification import judge
from mooc_tool.packs.means import counting, weighted_mean
from mooc_tool.packs.model import Pack, Rule
from tests.packs.test_certification import NAMES, pack_of

PLAIN = pack_of(NAMES)


def with_optional(*names: str) -> Pack:
    changed = {name: dataclasses.replace(PLAIN.exercises[name], optional=True) for name in names}
    return dataclasses.replace(PLAIN, exercises={**PLAIN.exercises, **changed})


def test_optional_exercises_count_only_among_themselves() -> None:
    assert counting(["a", "b", "a", "d"], with_optional("d")) == ("a", "b")
    assert counting(["c", "d"], with_optional("c", "d")) == ("c", "d")


def test_weights_count_and_those_without_any_count_alike() -> None:
    pack = pack_of(NAMES, weights={"a": 3, "c": 0, "d": 0})
    assert weighted_mean(("a", "b", "c"), pack, {"a": 100, "c": 50}) == 75
    assert weighted_mean(("c", "d"), pack, {"c": 50}) == 25
    assert weighted_mean((), pack, {}) == 0


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 100)),
    st.lists(st.integers(0, 9), min_size=len(NAMES), max_size=len(NAMES)),
)
def test_it_is_the_certificates_mean(scores: dict[str, int], weights: list[int]) -> None:
    pack = pack_of(NAMES, weights=dict(zip(NAMES, weights, strict=True)))
    mean = weighted_mean(NAMES, pack, scores)
    assert 0 <= mean <= 100
    if any(weights):
        assert judge(Rule(mean=0), pack, scores).mean == float(Fraction(int(mean * 10), 10))
