"""The four bands in which a certificate and its report tell scores."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Band = Literal["emerging", "developing", "sound", "excellent"]

BANDS: Mapping[Band, tuple[int, int]] = MappingProxyType(
    {"emerging": (0, 39), "developing": (40, 59), "sound": (60, 79), "excellent": (80, 100)}
)
"""Each band's first and last whole point out of 100, from the lowest band."""


def band_of(points: float) -> Band:
    """The band of a score from 0 to 100. A score between two whole points belongs to the lower one."""
    if not 0 <= points <= 100:
        raise ValueError(f"a score goes from 0 to 100, not {points}")
    return max((band for band, (low, _) in BANDS.items() if low <= points), key=lambda band: BANDS[band])
