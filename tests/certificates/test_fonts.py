"""Fonts from a folder, tried with one made here: a square for one character (OpenType 1.9, chapter 5)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from struct import pack

import pytest

from mooc_tool.certificates.pdf import Certificate, UnwritableName, certificate_pdf

UNITS = 1000
_HEAD = (0x10000, 0x10000, 0, 0x5F0F3CF5)  # version, revision, checksum (not checked), magic number


def tiny_font(character: str, family: str = "Tiny") -> bytes:
    """The bytes of a font file that draws ``character`` (of the basic plane) as a square."""
    square = pack(">hhhhh", 1, 0, 0, 700, 700) + pack(">HH", 3, 0) + bytes([1] * 4)
    square += pack(">4h", 0, 700, 0, -700) + pack(">4h", 0, 0, 700, 0)
    square += bytes(-len(square) % 4)
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(ord(character)),
        b"glyf": square * 2,
        b"head": pack(">4I2H2Q4h2H3h", *_HEAD, 0, UNITS, 0, 0, 0, 0, 700, 700, 0, 8, 2, 1, 0),
        b"hhea": pack(">I3hH11hH", 0x10000, 800, -200, 0, 800, *[0] * 11, 2),
        b"hmtx": pack(">HhHh", 800, 0, 800, 0),
        b"loca": pack(">3I", 0, len(square), 2 * len(square)),
        b"maxp": pack(">I14H", 0x10000, 2, 4, 1, *[0] * 11),
        b"name": _name(family),
        b"post": pack(">IihhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    head, body = pack(">IHHHH", 0x10000, len(tables), 128, 3, 32), b""
    start = len(head) + 16 * len(tables)
    for tag, table in tables.items():
        head += tag + pack(">III", 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body


def _os2() -> bytes:
    middle = pack(">hHHH11h", 800, 400, 5, 0, *[0] * 11) + bytes(10) + pack(">4I", 0, 0, 0, 0) + b"tiny"
    return pack(">H", 0) + middle + pack(">HHHhhhHH", 64, 0, 0xFFFF, 800, -200, 0, 800, 200)


def _cmap(code: int) -> bytes:
    segments = pack(">HHHHH", code, 0xFFFF, 0, code, 0xFFFF) + pack(">4H", (1 - code) % 65536, 1, 0, 0)
    table = pack(">7H", 4, 14 + len(segments), 0, 4, 4, 1, 0) + segments
    return pack(">HHHHI", 0, 1, 3, 1, 12) + table


def _name(family: str) -> bytes:
    texts = {1: family, 2: "Regular", 4: family, 6: family}
    records, storage = b"", b""
    for identifier, text in texts.items():
        written = text.encode("utf-16-be")
        records += pack(">6H", 3, 1, 0x409, identifier, len(written), len(storage))
        storage += written
    return pack(">HHH", 0, len(texts), 6 + len(records)) + records + storage


def test_more_fonts_come_from_a_folder(
    french: Certificate, tmp_path: Path, text_of: Callable[[bytes], str]
) -> None:
    (tmp_path / "tiny.ttf").write_bytes(tiny_font("山"))
    assert "Anna 山" in text_of(certificate_pdf(replace(french, name="Anna 山"), tmp_path))


def test_a_folder_that_is_not_there_adds_nothing(french: Certificate, tmp_path: Path) -> None:
    assert certificate_pdf(french, tmp_path / "nothing-here") == certificate_pdf(french)
    with pytest.raises(UnwritableName):
        certificate_pdf(replace(french, name="Anna 山"), tmp_path / "nothing-here")
