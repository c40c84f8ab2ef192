"""Registering by invitation: the pages of an LMS's administrator."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mooc_tool.records import Platform
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


FORM = {
    "issuer": "https://lms.example", "client_id": "c", "auth_url": "https://lms.example/auth",
    "token_url": "https://lms.example/token", "keyset_url": "https://lms.example/keys",
}  # fmt: skip


def test_the_form_registers_once_and_loses_nothing_that_was_typed(house: House) -> None:
    address, somebody = invitation(house, "register"), house.visitor("amina", **{"Accept-Language": "en"})
    wrong = somebody.visit(address, {**FORM, "keyset_url": "lms.example/keys"})
    assert (wrong.status_code, "This is no web address" in wrong.text) == (422, True)
    assert all(f'value="{value}"' in wrong.text for name, value in FORM.items() if name != "keyset_url")
    assert somebody.visit(address, FORM).status_code == 200
    assert somebody.visit(address, FORM).status_code == 404


def test_the_form_does_not_change_a_platform_that_is_known(house: House) -> None:
    """Whoever has an invitation could otherwise sign launches in another platform's name."""
    with house.tool.database.reading() as db:
        known = db.scalars(select(Platform)).one()
    somebody = house.visitor("amina", **{"Accept-Language": "en"})
    mine = {**FORM, "issuer": known.issuer, "client_id": known.client_id}
    answer = somebody.visit(invitation(house, "register"), mine)
    assert (answer.status_code, "This platform is registered already" in answer.text) == (422, True)
    with house.tool.database.reading() as db:
        assert db.scalars(select(Platform)).one().keyset_url == known.keyset_url
