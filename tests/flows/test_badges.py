"""A badge, from its certificate to a stranger who checks it with what is public, and to its revocation."""

from datetime import UTC, datetime

import jwt
import pytest
from sqlalchemy import select

from mooc_tool.records import Certificate, PersonName
from mooc_tool.services import certifying
from tests.certificates.test_badge import revoked_on
from tests.conftest import TOOL_URL, House
from tests.flows.playing import action, certify_by_this_exercise_alone, play_exercise


@pytest.fixture
def issued(house: House):
    """A learner's browser, the session's address and the certificate."""
    certify_by_this_exercise_alone(house.tool)
    visitor = house.visitor("amina")
    played = play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))
    home = played.page.url.partition("/attempt/")[0]
    visitor.follow(action(visitor.visit(f"{home}/certificate"), "certificate"), {"name": "Amina Benali"})
    with house.tool.database.reading() as db:
        return visitor, home, db.scalars(select(Certificate)).one()


class Stranger:
    """A program that knows nothing but what is public."""

    def __init__(self, house: House) -> None:
        self.client = house.app.test_client()

    def get(self, address: str, **headers: str):
        assert address.startswith(f"{TOOL_URL}/badges/")
        answer = self.client.get(address.removeprefix(TOOL_URL), headers=headers)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return answer

    def verify(self, token: str):
        """The claims, once the signature was found right by the key that the header names."""
        header = jwt.get_unverified_header(token)
        assert (header["alg"], header["typ"]) == ("RS256", "JWT")
        key = self.get(header["kid"]).json
        assert "d" not in key
        return jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"])


def test_a_stranger_verifies_a_badge_until_it_is_revoked(house: House, issued) -> None:
    visitor, home, certificate = issued
    assert f"{certificate.serial}.fr.jwt" in visitor.visit(f"{home}/certificate").text
    token = visitor.visit(f"{home}/certificate/{certificate.serial}.fr.jwt").text
    stranger = Stranger(house)
    said = stranger.verify(token)
    assert said["credentialSubject"]["identifier"][0]["identityHash"] == "Amina Benali"
    achievement = said["credentialSubject"]["achievement"]
    published = stranger.get(achievement["id"]).json
    assert {name: published[name] for name in achievement} == achievement
    profile = stranger.get(said["iss"]).json
    assert {name: profile[name] for name in said["issuer"]} == said["issuer"]
    entry = said["credentialStatus"]

    def revoked() -> bool:
        listed = stranger.verify(stranger.get(entry["statusListCredential"]).text)
        assert (listed["iss"], listed["sub"]) == (said["iss"], listed["credentialSubject"]["id"])
        return int(entry["statusListIndex"]) in revoked_on(listed["credentialSubject"]["encodedList"])

    assert not revoked()
    with house.tool.database.writing() as db:
        certifying.revoke(db, certificate.course_id, certificate.serial, "a slip", datetime.now(UTC))
    assert revoked()
    assert "badges/issuer" in stranger.client.get(f"/verify/{certificate.serial}").text
    assert visitor.visit(f"{home}/certificate/{certificate.serial}.fr.jwt").status_code == 404


def test_a_badge_speaks_the_language_asked_for(house: House, issued) -> None:
    visitor, home, certificate = issued
    read = [Stranger(house).verify(visitor.visit(f"{home}/certificate/{certificate.serial}.{code}.jwt").text)
            for code in ("fr", "en")]  # fmt: skip
    assert read[0]["jti"] != read[1]["jti"]
    names = [each["credentialSubject"]["achievement"]["name"] for each in read]
    assert names[0] != names[1]


def test_a_name_that_is_forgotten_is_in_no_new_badge(house: House, issued) -> None:
    visitor, home, certificate = issued
    with house.tool.database.writing() as db:
        db.delete(db.get_one(PersonName, certificate.person_id))
    assert visitor.visit(f"{home}/certificate/{certificate.serial}.fr.jwt").status_code == 409


def test_the_issuer_has_a_page_for_people(house: House) -> None:
    page = house.app.test_client().get("/badges/issuer", headers={"Accept": "text/html"})
    assert "Open Badges 3.0" in page.text
    assert page.mimetype == "text/html"


@pytest.mark.parametrize("path", ["keys/none", "status/0", "achievements/1/suivi/fr", "achievements/9/x/fr"])
def test_what_was_never_issued_is_not_found(house: House, path: str) -> None:
    assert house.app.test_client().get(f"/badges/{path}").status_code == 404
