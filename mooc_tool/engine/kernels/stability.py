"""The loops that look at every pair of a market.

Whom each agent would rather have is one bit a pair; the receivers' bits are turned over, 32 x 32 at a
time, to lie as the proposers' do. So both tables are read straight through, at the speed of the memory.
Turning over: H. Warren, « Hacker's Delight » (2nd ed., 2012), section 7-3; counting bits: section 5-1.
"""

from mooc_tool.engine.arrays import Bits32, Int32, Ranks
from mooc_tool.engine.kernels.build import kernel

WORD = 32
BAND = 64  # agents whose bits are made at once, two words' worth: that is how the loop is made fastest
LOW = 0xFFFFFFFF


@kernel()
def put(bits: Bits32, row: int, band: int, marks: int) -> None:
    """64 bits as two words."""
    bits[row, 2 * band] = marks & LOW
    bits[row, 2 * band + 1] = (marks >> WORD) & LOW


@kernel()
def mark(table: Ranks, cut: Int32, first: int, bits: Bits32) -> None:
    """Bit j of row i: whether ``table[first + i, j] < cut[first + i]``. Nothing beyond the table."""
    rows, columns = table.shape
    whole = columns // BAND
    for row in range(len(bits)):
        agent = first + row
        if agent >= rows:
            for word in range(bits.shape[1]):
                bits[row, word] = 0
            continue
        limit = cut[agent]
        for band in range(whole):
            marks = 0
            for k in range(BAND):
                marks |= (table[agent, BAND * band + k] < limit) << k
            put(bits, row, band, marks)
        if whole * BAND < columns:
            marks = 0
            for k in range(columns - whole * BAND):
                marks |= (table[agent, BAND * whole + k] < limit) << k
            put(bits, row, whole, marks)


@kernel()
def swap(bits: Bits32, top: int, step: int, mask: int) -> None:
    """Changes over the bits that lie ``step`` apart, across each square of 32 rows from ``top``."""
    for row in range(top, top + WORD):
        if (row - top) & step == 0:
            for word in range(bits.shape[1]):
                above, below = bits[row, word], bits[row + step, word]
                change = ((above >> step) ^ below) & mask
                bits[row + step, word] = below ^ change
                bits[row, word] = above ^ (change << step)


@kernel()
def turn_over(bits: Bits32, top: int) -> None:
    """Transposes each square of 32 rows from ``top`` by 32 bits."""
    swap(bits, top, 16, 0x0000FFFF)
    swap(bits, top, 8, 0x00FF00FF)
    swap(bits, top, 4, 0x0F0F0F0F)
    swap(bits, top, 2, 0x33333333)
    swap(bits, top, 1, 0x55555555)


@kernel()
def in_common(wanted: Bits32, word: int, turned: Bits32, top: int) -> int:
    """How many bits stand both in column ``word`` of ``wanted`` and in 32 turned rows from ``top``."""
    count = 0
    for row in range(WORD):
        for square in range(turned.shape[1]):
            both = 0 + (turned[top + row, square] & wanted[WORD * square + row, word])
            both -= (both >> 1) & 0x55555555
            both = (both & 0x33333333) + ((both >> 2) & 0x33333333)
            both = (both + (both >> 4)) & 0x0F0F0F0F
            count += ((both * 0x01010101) & LOW) >> 24
    return count


@kernel(
    "int64(int32[:, ::1], int32[:, ::1], int32[::1], int32[::1], uint32[:, ::1], uint32[:, ::1])",
    "int64(int16[:, ::1], int16[:, ::1], int32[::1], int32[::1], uint32[:, ::1], uint32[:, ::1])",
)
def count_blocking(
    left: Ranks, right: Ranks, left_cut: Int32, right_cut: Int32, wanted: Bits32, band: Bits32
) -> int:
    """Pairs (i, j) with ``left[i, j] < left_cut[i]`` and ``right[j, i] < right_cut[j]``.

    Room for bits, of any content, rows and columns being filled up to 64: ``wanted`` for those of all of
    ``left``, ``band`` for those of 64 rows of ``right``.
    """
    mark(left, left_cut, 0, wanted)
    count = 0
    for first in range(0, len(right), BAND):
        mark(right, right_cut, first, band)
        for top in range(0, BAND, WORD):
            turn_over(band, top)
            count += in_common(wanted, (first + top) // WORD, band, top)
    return count
