"""Registering by invitation: the pages of an LMS's administrator."""

from datetime import UTC, datetime

import pytest

from mooc_tool.services import registering
from tests.conftest import TOOL_URL, House


def invitation(house: House, path: str) -> str:
    """The address of an invitation: of its form (``register``) or to be opened by an LMS."""
    with house.tool.database.writing() as db:
        return f"{TOOL_URL}/{path}/{registering.invite(db, datetime.now(UTC), accept=False)}"


@pytest.mark.parametrize(
    ("asked", "status", "code", "sentence"),
    [
        ("", 422, "configuration-missing", "Paste it where the platform asks"),
        ("http://127.0.0.1:1/about", 503, "platform-unreachable", "a firewall"),
        ("http://127.0.0.1:8001/nothing-here", 502, "configuration-refused", "a form"),
        ("file:///etc/passwd", 502, "address-insecure", "sets https up"),
    ],
)
def test_what_keeps_an_lms_from_registering_is_said(
    house: House, asked: str, status: int, code: str, sentence: str
) -> None:
    address = invitation(house, "lti/register") + (f"?openid_configuration={asked}" if asked else "")
    somebody = house.visitor("amina", **{"Accept-Language": "en"})
    for _ in range(2):  # the invitation still holds
        page = somebody.visit(address)
        assert (page.status_code, sentence in page.text) == (status, True)
    assert (code in page.text) == (code != "configuration-missing")
