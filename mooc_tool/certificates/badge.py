"""Open Badges 3.0: the credential of a certificate and what it points to, as plain JSON-LD.

Model: https://www.imsglobal.org/spec/ob/v3p0. Status: https://www.w3.org/TR/vc-bitstring-status-list/.
"""

import base64
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mooc_tool import paths
from mooc_tool.certificates.pdf import Threshold

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
LIST_BITS = 131_072
"""Certificates on one status list: the least that the W3C allows, so that asking for a list names nobody."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the public parts of a badge stand, below the installation's address ``root``."""

    root: str

    @property
    def issuer(self) -> str:
        return f"{self.root}/badges/issuer"

    def achievement(self, revision_id: int, level: str, language: str) -> str:
        return f"{self.root}/badges/achievements/{revision_id}/{level}/{language}"

    def key(self, kid: str) -> str:
        return f"{self.root}/badges/keys/{kid}"

    def status(self, number: int) -> str:
        return f"{self.root}/badges/status/{number}"

    def certificate(self, serial: str, part: str) -> str:
        return f"{self.root}/verify/{serial}#{part}"


@dataclass(frozen=True, slots=True)
class Achievement:
    """What a level of a course asks for, said in ``language``."""

    id: str
    name: str
    course: str
    hours: int
    thresholds: tuple[Threshold, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A certificate as a badge. ``number`` is its place among all certificates, for the status lists."""

    serial: str
    number: int
    name: str
    institution: str
    issued_at: datetime
    achievement: Achievement


def issuer(places: Places, institution: str) -> dict[str, Any]:
    """The profile of whoever runs the installation."""
    return {"id": places.issuer, "type": ["Profile"], "name": institution, "url": places.root}


def achievement(it: Achievement, places: Places, institution: str) -> dict[str, Any]:
    """The achievement, with its conditions in words."""
    words = json.loads((paths.templates() / "certificate" / f"{it.language}.json").read_text("utf-8"))
    hours = words["hours"]["one" if it.hours == 1 else "other"].format(hours=it.hours)
    asked = [words["thresholds"][one.rule].format(points=one.points, name=one.name) for one in it.thresholds]
    return {
        "id": it.id,
        "type": ["Achievement"],
        "name": it.name,
        "description": f"{it.course} – {hours}. {words['limits']}",
        "criteria": {"narrative": "\n".join(f"- {condition}" for condition in asked)},
        "inLanguage": it.language,
        "creator": issuer(places, institution),
    }


def credential(badge: Badge, places: Places) -> dict[str, Any]:
    """The credential, not signed yet; the name stands in it in clear, as on the certificate."""
    said = badge.achievement
    return {
        "@context": list(CONTEXTS),
        "id": places.certificate(badge.serial, said.language),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": said.name,
        "issuer": issuer(places, badge.institution),
        "validFrom": _moment(badge.issued_at),
        "credentialSubject": {
            "id": places.certificate(badge.serial, "holder"),
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "name",
                    "hashed": False,
                    "identityHash": badge.name,
                }
            ],
            "achievement": achievement(said, places, badge.institution),
        },
        "credentialStatus": _status(badge.number, places),
    }


def status_list(number: int, revoked: Iterable[int], places: Places, institution: str) -> dict[str, Any]:
    """The status list ``number``, not signed yet; ``revoked`` are places among all certificates."""
    return {
        "@context": [CONTEXTS[0]],
        "id": places.status(number),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": places.issuer, "name": institution},
        "credentialSubject": {
            "id": f"{places.status(number)}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _bits(one - number * LIST_BITS for one in revoked),
        },
    }


def claims(credential: dict[str, Any]) -> dict[str, Any]:
    """The payload of the credential's JWT: itself and the registered claims that repeat it."""
    found: dict[str, Any] = {**credential, "iss": credential["issuer"]["id"], "jti": credential["id"]}
    found["sub"] = credential["credentialSubject"]["id"]
    if "validFrom" in credential:
        found["nbf"] = int(datetime.fromisoformat(credential["validFrom"]).timestamp())
    return found


def _status(number: int, places: Places) -> dict[str, str]:
    kept_on, index = divmod(number, LIST_BITS)
    return {
        "id": f"{places.status(kept_on)}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": places.status(kept_on),
    }


def _bits(indices: Iterable[int]) -> str:
    """Multibase base64url of the gzipped list; index 0 is the left-most bit."""
    bits = bytearray(LIST_BITS // 8)
    for index in indices:
        bits[index // 8] |= 128 >> index % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
