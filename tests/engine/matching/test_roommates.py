"""Stable roommates: a stable matching, or a ring that proves there is none; against brute force."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.roommates import is_stable_partition, stable_roommates
from tests.engine.published import published


def from_print(prefs: dict[str, list[int]]) -> list[list[int]]:
    return [[j - 1 for j in prefs[key]] for key in sorted(prefs)]


def test_gale_shapley_1962_has_none() -> None:
    prefs = published("gale_shapley_1962_roommates")["prefs"]
    for last in ([1, 2, 3], [2, 3, 1], [3, 1, 2]):
        found = stable_roommates(from_print({**prefs, "4": last}))
        assert found.partner is None
        assert found.odd_party == (0, 1, 2)


def test_irving_1985_six_persons() -> None:
    entry = published("irving_1985_six")
    found = stable_roommates(from_print(entry["prefs"]))
    assert found.partner is not None
    assert {str(i + 1): found.partner[i] + 1 for i in (0, 1, 3)} == entry["answer"]
    assert found.odd_party == ()


@st.composite
def groups(draw: st.DrawFn, most: int = 6) -> list[list[int]]:
    count = draw(st.integers(1, most))
    rows = []
    for i in range(count):
        order = draw(st.permutations([j for j in range(count) if j != i]))
        rows.append(order[: draw(st.integers(0, count)) or None])
    return rows


def every_matching(
    lists: list[list[int]], i: int = 0, taken: dict[int, int] | None = None
) -> Iterator[dict[int, int]]:
    taken = taken or {}
    if i == len(lists):
        yield taken
        return
    if i in taken:
        yield from every_matching(lists, i + 1, taken)
        return
    yield from every_matching(lists, i + 1, {**taken, i: -1})
    for j in lists[i]:
        if j > i and j not in taken and i in lists[j]:
            yield from every_matching(lists, i + 1, {**taken, i: j, j: i})


def is_stable(lists: list[list[int]], partner: dict[int, int]) -> bool:
    def wants(i: int, j: int) -> bool:
        return partner[i] == -1 or lists[i].index(j) < lists[i].index(partner[i])

    return not any(wants(i, j) and wants(j, i) for i, row in enumerate(lists) for j in row if i in lists[j])


@given(groups())
def test_stable_or_proved_absent(lists: list[list[int]]) -> None:
    stable = [partner for partner in every_matching(lists) if is_stable(lists, partner)]
    found = stable_roommates(lists)
    assert is_stable_partition(lists, found.parties)
    if found.partner is None:
        assert not stable
        assert len(found.odd_party) % 2 == 1
        assert len(found.odd_party) >= 3
    else:
        assert dict(enumerate(found.partner)) in stable
        assert found.odd_party == ()


@given(groups(), st.data())
def test_false_partitions_are_seen(lists: list[list[int]], data: st.DataObject) -> None:
    """Couples that someone would leave are no stable partition."""
    partner = data.draw(st.sampled_from(list(every_matching(lists))))
    parties = tuple(sorted({tuple(sorted({i, j if j >= 0 else i})) for i, j in partner.items()}))
    assert is_stable_partition(lists, parties) == is_stable(lists, partner)


def test_larger_groups_are_proved_too() -> None:
    draw = Draw(b"roommates")
    kinds = {
        stable_roommates([draw.shuffled([j for j in range(40) if j != i]) for i in range(40)]).partner is None
        for _ in range(20)
    }
    assert kinds == {True, False}


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        ([], "nobody"),
        ([[1], [2]], "person 1 ranks 2; there are 2"),
        ([[0]], "person 0 ranks itself"),
        ([[1, 1], []], "person 0 ranks someone twice"),
    ],
)
def test_what_is_no_group_is_refused(lists: list[list[int]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        stable_roommates(lists)
