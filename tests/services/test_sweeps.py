"""Sweeps: a cell hangs on its own fields alone, tables come back as they were, pictures are sound."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.services.spreading import NoCluster, on_cluster, on_cores
from mooc_tool.services.sweep_chart import as_svg, lines_of
from mooc_tool.services.sweeps import Cell, Outcome, as_csv, cells, compute, read_csv

_SVG = "{http://www.w3.org/2000/svg}"


def _small(
    *, separate: bool = False, incentive: float = 0.0, initial: tuple[float, ...] = (0, 0.3)
) -> list[Cell]:
    return cells([120], [incentive], initial, separate=separate, weeks=8, runs=2, seed=7)


def test_every_combination_once() -> None:
    found = cells([20, 10], [0, 1, 1], [0.1, 0.2], separate=False, weeks=1, runs=1, seed=1)
    assert len(found) == len(set(found)) == 8


def test_the_order_and_the_number_of_processes_change_nothing() -> None:
    wanted = _small()
    alone = [compute(cell) for cell in reversed(wanted)]
    for jobs in (1, 2):
        assert sorted(on_cores(wanted, jobs)) == sorted(alone)


def test_chances_hang_on_the_seed() -> None:
    (cell,) = _small(initial=(0.3,))
    (other,) = cells([120], [0], [0.3], separate=False, weeks=8, runs=2, seed=8)
    assert compute(cell).match_rate != compute(other).match_rate


def test_levers_do_what_they_say() -> None:
    some = (0.4,)
    plain, paid = _small(initial=some)[0], _small(initial=some, incentive=2.0)[0]
    apart = _small(initial=some, separate=True, incentive=2.0)[0]
    assert compute(paid).present > compute(plain).present
    assert compute(paid).present > compute(apart).present


def test_nobody_begins_and_few_come() -> None:
    nobody = compute(_small()[0])
    assert nobody.present < 0.1
    assert nobody.alive == 0


_share = st.floats(0, 1).map(lambda value: round(value, 6))
_cells = st.builds(
    Cell, st.integers(10, 9999), st.booleans(), st.floats(0, 100), st.integers(1, 99), st.integers(1, 9),
    st.integers(), st.floats(0, 1),
)  # fmt: skip
_outcomes = st.lists(st.builds(Outcome, _cells, _share, _share, _share), max_size=8)


@given(_outcomes)
def test_tables_come_back(outcomes: list[Outcome]) -> None:
    assert read_csv(as_csv(outcomes)) == sorted(outcomes)


@given(st.binary(max_size=200))
def test_other_bytes_are_no_table(content: bytes) -> None:
    with pytest.raises(ValueError, match="line 1 is not the heading"):
        read_csv(content)
    cut = as_csv([]) + content.replace(b"\n", b"").replace(b"\r", b"") + b",\n"
    with pytest.raises(ValueError, match="line 2 is no row"):
        read_csv(cut)


@given(_outcomes)
def test_pictures_are_sound(outcomes: list[Outcome]) -> None:
    svg = ET.fromstring(as_svg(outcomes))  # noqa: S314 - our own
    assert svg.get("aria-labelledby") == "title desc"
    assert svg.findtext(f"{_SVG}title")
    lines = svg.findall(f"{_SVG}polyline")
    assert len(lines) == len(lines_of(outcomes))
    assert sum(len(line.get("points", "").split()) for line in lines) == len(outcomes)
    *_, width, height = map(float, svg.get("viewBox", "").split())
    for mark in svg.findall(f"{_SVG}circle"):
        assert 0 <= float(mark.get("cx", "-1")) <= width
        assert 0 <= float(mark.get("cy", "-1")) <= height


def test_lines_are_told_apart_and_described() -> None:
    beginnings = (0.0, 0.1, 0.2)
    wanted = cells([120], range(20), beginnings, separate=False, weeks=8, runs=2, seed=7)
    outcomes = [Outcome(cell, 3 * cell.initial, 0, 0) for cell in wanted]
    svg = ET.fromstring(as_svg(outcomes))  # noqa: S314 - our own
    styles = {(line.get("stroke"), line.get("stroke-dasharray")) for line in svg.iter(f"{_SVG}polyline")}
    assert len(styles) == 20
    assert "€3 a match: over half are present when 20% begin." in (svg.findtext(f"{_SVG}desc") or "")


def test_a_cluster_that_is_not_there_is_said() -> None:
    with pytest.raises(NoCluster, match=r"mooc-tool\[dask\]|no Dask scheduler answers"):
        list(on_cluster(_small(), "tcp://127.0.0.1:9", 0.5))
