"""Badges as plain data: the members that the format demands, and the bits of a status list."""

import base64
import gzip
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.certificates.badge import (
    CONTEXTS,
    LIST_BITS,
    Achievement,
    Badge,
    Places,
    claims,
    credential,
    status_list,
)
from mooc_tool.certificates.pdf import Threshold

PLACES = Places("https://tool.example")
MATCHING = Achievement(
    id=PLACES.achievement(4, "appariement", "fr"),
    name="Mention « Appariement »",
    course="Un cours",
    hours=10,
    thresholds=(Threshold("mean", 70),),
    language="fr",
)
ISSUED = datetime(2026, 3, 2, 10, 30, tzinfo=timezone(timedelta(hours=1)))
BADGE = Badge("MT-0000-0000-0000", LIST_BITS + 7, "Amina Diallo", "École d’essai", ISSUED, MATCHING)


def revoked_on(encoded: str) -> set[int]:
    """The bits set in an encoded list, from the left."""
    assert encoded[0] == "u"
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    assert len(bits) * 8 == LIST_BITS
    return {8 * at + bit for at, byte in enumerate(bits) if byte for bit in range(8) if byte & 128 >> bit}


def test_a_credential_has_what_the_format_demands():
    made = credential(BADGE, PLACES)
    assert made["@context"] == list(CONTEXTS)
    assert made["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert made["validFrom"] == "2026-03-02T09:30:00Z"
    assert made["issuer"]["id"] == "https://tool.example/badges/issuer"
    subject = made["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert subject["identifier"][0]["identityHash"] == "Amina Diallo"
    earned = subject["achievement"]
    assert (earned["id"], earned["name"]) == (MATCHING.id, MATCHING.name)
    assert "70/100" in earned["criteria"]["narrative"]
    assert "10 heures" in earned["description"]


def test_the_claims_repeat_the_credential():
    made = credential(BADGE, PLACES)
    said = claims(made)
    assert {name: said[name] for name in made} == made
    assert (said["iss"], said["jti"]) == (made["issuer"]["id"], made["id"])
    assert said["sub"] == made["credentialSubject"]["id"]
    assert datetime.fromtimestamp(said["nbf"], UTC) == ISSUED


def test_a_certificate_has_its_place_on_the_list_of_its_number():
    status = credential(BADGE, PLACES)["credentialStatus"]
    assert status["statusListIndex"] == "7"
    assert status["statusListCredential"] == PLACES.status(1)


@given(st.integers(0, 3), st.sets(st.integers(0, LIST_BITS - 1), max_size=20))
def test_the_list_marks_those_revoked_and_no_other(number, places):
    numbers = [number * LIST_BITS + place for place in places]
    made = status_list(number, numbers, PLACES, "École d’essai")
    assert revoked_on(made["credentialSubject"]["encodedList"]) == places
    assert made["id"] == PLACES.status(number)
