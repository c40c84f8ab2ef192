"""Addresses that nobody is led to."""

import pytest

from tests.conftest import TOOL_URL, House


@pytest.mark.parametrize("path", ["badges/keys/%00", "verify/%00", "s/%00/", "s/abc/certificate/%00.fr.pdf"])
def test_no_address_holds_what_a_database_refuses(house: House, path: str) -> None:
    page = house.visitor("amina", **{"Accept-Language": "en"}).visit(f"{TOOL_URL}/{path}")
    assert page.status_code == 404
    assert "There is no such page." in page.text
