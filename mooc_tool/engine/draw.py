"""Seeded random draws that stay the same for good: on every machine, every version of Python and numpy.

A stream is a keyed hash of a counter: BLAKE2b (RFC 7693) keyed with the *mixed* seed, so that
neighbouring seeds give unrelated streams. Nothing here calls the C library's mathematics, whose last
digit differs between machines.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from struct import unpack
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


class Draw:
    """A stream of draws. The same seed gives the same stream; each call moves along it."""

    def __init__(self, seed: bytes) -> None:
        self._key = blake2b(seed, digest_size=64, person=b"mooc-tool draw").digest()
        self._blocks = 0
        self._words: list[int] = []

    def fork(self, name: str) -> "Draw":
        """An independent stream. It depends on the seed and the name, not on what was drawn before."""
        return Draw(self._key + name.encode())

    def word(self) -> int:
        """64 random bits."""
        if not self._words:
            block = blake2b(self._blocks.to_bytes(8, "little"), key=self._key).digest()
            self._blocks += 1
            self._words = list(unpack("<8Q", block))[::-1]
        return self._words.pop()

    def integer(self, below: int) -> int:
        """A whole number from 0 to ``below - 1``, each equally likely. ValueError if ``below`` < 1."""
        if below < 1:
            raise ValueError(f"below must be at least 1, not {below}")
        bits = (below - 1).bit_length()
        if not 0 < bits <= 64:
            return self._of_words(below, bits)
        spare = 64 - bits
        while True:  # refused less than half of the time
            drawn = (self._words.pop() if self._words else self.word()) >> spare
            if drawn < below:
                return drawn

    def _of_words(self, below: int, bits: int) -> int:
        """A whole number of no word or of several: ``integer`` is mostly asked for less."""
        while True:
            drawn = 0
            for _ in range(0, bits, 64):
                drawn = drawn << 64 | self.word()
            drawn >>= -bits % 64
            if drawn < below:
                return drawn

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        if high < low:
            raise ValueError(f"there is no whole number from {low} to {high}")
        return low + self.integer(high - low + 1)

    def real(self) -> float:
        """A number of [0, 1) with 53 random bits."""
        return (self.word() >> 11) * 2.0**-53

    def normal(self, mean: float, sd: float) -> float:
        """A normal variate, exact and without logarithms.

        Source: C. F. F. Karney, « Sampling exactly from the normal distribution », ACM TOMS 42 (2016),
        algorithm N.
        """
        if not sd >= 0:
            raise ValueError(f"a standard deviation must be at least 0, not {sd}")
        while True:
            whole = 0
            while self._happens(0.5):
                whole += 1
            if not all(self._happens(0.5) for _ in range(whole * (whole - 1))):
                continue
            part = self.real()
            exponent = part * (2 * whole + part) / (2 * whole + 2)
            if all(self._happens(exponent) for _ in range(whole + 1)):
                size = whole + part
                return mean + sd * (size if self.word() >> 63 else -size)

    def _happens(self, exponent: float) -> bool:
        """True with probability exp(-exponent), 0 <= exponent <= 1.

        Von Neumann's falling run of uniforms.
        """
        last, length = exponent, 0
        while (drawn := self.real()) < last:
            last, length = drawn, length + 1
        return length % 2 == 0

    def choice(self, items: Sequence[T]) -> T:
        """One of the items, each equally likely."""
        if not items:
            raise ValueError("nothing to choose from")
        return items[self.integer(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in an order drawn uniformly (Fisher and Yates)."""
        result = list(items)
        for last in range(len(result) - 1, 0, -1):
            other = self.integer(last + 1)
            result[last], result[other] = result[other], result[last]
        return result

    def weighted(self, weights: Sequence[int]) -> int:
        """An index, drawn in proportion to whole-number weights."""
        for index, weight in enumerate(weights):
            if weight < 0:
                raise ValueError(f"weight {index} is negative: {weight}")
        ends = list(accumulate(weights))
        if not ends or ends[-1] == 0:
            raise ValueError("no weight is above 0")
        drawn = self.integer(ends[-1])
        return next(index for index, end in enumerate(ends) if drawn < end)

    def words(self, count: int) -> NDArray[np.uint64]:
        """An array of ``count`` times 64 random bits.

        Source: SplitMix64 from a hashed start; G. Steele, D. Lea, C. Flood, OOPSLA 2014.
        """
        if count < 0:
            raise ValueError(f"count must be at least 0, not {count}")
        start = np.uint64(self.word())
        with np.errstate(over="ignore"):
            x = start + _GOLDEN * np.arange(1, count + 1, dtype=np.uint64)
            x = (x ^ (x >> np.uint64(30))) * _MIX_1
            x = (x ^ (x >> np.uint64(27))) * _MIX_2
        mixed: NDArray[np.uint64] = x ^ (x >> np.uint64(31))
        return mixed

    def reals(self, count: int) -> NDArray[np.float64]:
        """An array of ``count`` numbers of [0, 1) with 53 random bits."""
        return (self.words(count) >> np.uint64(11)).astype(np.float64) * 2.0**-53
