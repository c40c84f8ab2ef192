"""Contrast of the style sheets' colours, as WCAG 2.2 computes it (success criteria 1.4.3 and 1.4.11)."""

import re

import pytest

from mooc_tool import paths

SHEETS = paths.static() / "css"
SCHEMES = {"light": 0, "dark": 1}

TEXT = 4.5
SIGN = 3.0

GROUNDS = ("ground", "surface", "sunk", "plain-ground")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "soft", "link") for ground in GROUNDS),
    *((state, f"{state}-ground", TEXT) for state in ("good", "bad", "wait")),
    *((state, ground, TEXT) for state in ("good", "bad", "wait") for ground in ("ground", "surface")),
    ("ink", "good-ground", TEXT),
    ("ink", "bad-ground", TEXT),
    ("ink", "wait-ground", TEXT),
    ("soft", "wait-ground", TEXT),
    ("brand-ink", "brand", TEXT),
    ("brand-soft", "brand", TEXT),
    ("accent-ink", "accent", TEXT),
    ("action-ink", "action", TEXT),
    ("action-ink", "action-over", TEXT),
    ("edge", "ground", SIGN),
    ("edge", "surface", SIGN),
    ("focus", "ground", SIGN),
    ("focus", "surface", SIGN),
    ("focus-brand", "brand", SIGN),
    ("action", "ground", SIGN),
    ("action", "surface", SIGN),
    ("accent", "brand", SIGN),
    *((f"line-{number}", "surface", SIGN) for number in range(1, 7)),
]

_COLOUR = r"#[0-9a-f]{6}"
_TOKEN = re.compile(rf"--([\w-]+):\s*(?:light-dark\(\s*({_COLOUR})\s*,\s*({_COLOUR})\s*\)|({_COLOUR}))\s*;")


def colours() -> dict[str, tuple[str, str]]:
    """Name -> its colour in the light and in the dark scheme."""
    sheet = (SHEETS / "tokens.css").read_text(encoding="utf-8")
    return {name: (one or light, one or dark) for name, light, dark, one in _TOKEN.findall(sheet)}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast ratio, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_ratio_matches_the_definition() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS, ids=str)
def test_colours_contrast(front: str, back: str, least: float, scheme: str) -> None:
    known = colours()
    found = ratio(known[front][SCHEMES[scheme]], known[back][SCHEMES[scheme]])
    assert found >= least, f"{front} on {back} ({scheme}): {found:.2f}"


def test_every_colour_is_a_token() -> None:
    """A colour written elsewhere would escape the table above; print alone is black on white."""
    strays = {
        f"{sheet.name}: {colour}"
        for sheet in SHEETS.glob("*.css")
        if sheet.name not in {"tokens.css", "print.css"}
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8"))
    }
    assert not strays


def test_style_sheets_stay_small() -> None:
    sheets = [sheet.read_text(encoding="utf-8") for sheet in SHEETS.glob("*.css")]
    assert sheets
    assert all(len(sheet.splitlines()) < 300 for sheet in sheets)
