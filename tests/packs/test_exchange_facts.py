"""F-510, worked out again: the shares of pairs that registers of growing size serve.

The registers are those of the exercise on exchange; the sums are small, so that the shares of the
text, means of thousands of registers, are met within a few points.
"""

from statistics import fmean

import pytest

from mooc_tool import paths
from mooc_tool.engine.draw import Draw
from mooc_tool.engine.matching.cycle_packing import maximum_cycle_packing
from mooc_tool.exercises.kinds.ring_of_exchange.posing import register
from mooc_tool.packs.reading import folder_files, read_pack

PACK = read_pack(folder_files(paths.content() / "economie-collaborative")).pack
PRINTED = PACK.facts["F-510"].values
SMALL = {int(size): (two, three) for size, two, three in zip(*[iter(PRINTED[:9])] * 3, strict=True)}
FRENCH_REGISTER, BY_TWO = PRINTED[9:]
NEAR = 4
"""Points: twice the standard error of the means of the registers drawn here, about."""


def served(size: int, registers: int, *longest: int) -> list[float]:
    """Mean percentages of pairs served with cycles of at most so many pairs, in the same registers."""
    draw = Draw(f"F-510 {size}".encode())
    drawn = [register(size, draw)[1] for _ in range(registers)]
    return [
        fmean(100 * maximum_cycle_packing(suits, most).served / size for suits in drawn) for most in longest
    ]


@pytest.mark.parametrize(("size", "registers"), [(10, 200), (20, 75), (40, 30)])
def test_the_table_of_the_unit(size, registers):
    assert served(size, registers, 2, 3) == pytest.approx(SMALL[size], abs=NEAR)


def test_a_register_as_large_as_the_french_one():
    assert served(int(FRENCH_REGISTER), 40, 2) == pytest.approx([BY_TWO], abs=NEAR)
