"""QR codes: well-formed drawings with their quiet zone."""

from xml.etree import ElementTree

import pytest
import segno

from mooc_tool.certificates.qr import qr_svg

ADDRESS = "https://mooc.example.fr/verify/MT-H2F7-GV9K-MQ4P"


def test_the_drawing_holds_all_modules_and_a_quiet_zone_of_four() -> None:
    modules = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]
    root = ElementTree.fromstring(qr_svg(ADDRESS))  # noqa: S314 (our own drawing)
    assert root.get("viewBox") == f"0 0 {modules} {modules}"
    assert root.get("width") is None


def test_each_text_has_one_drawing() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "0")


def test_a_text_too_long_for_a_qr_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr_svg("x" * 3000)
