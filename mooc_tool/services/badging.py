"""Certificates as signed Open Badges, and the public documents that these point to."""

from typing import Any
from urllib.parse import urlsplit

import jwt
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from mooc_tool.certificates import badge
from mooc_tool.certificates.badge import LIST_BITS, Achievement, Badge, Places
from mooc_tool.config import Settings
from mooc_tool.errors import NotFound
from mooc_tool.lti.keys import public_jwk
from mooc_tool.records import Certificate
from mooc_tool.services import certifying
from mooc_tool.services.library import Published
from mooc_tool.services.tool import Tool


def of_certificate(db: Db, tool: Tool, certificate: Certificate, language: str) -> str:
    """The certificate as a JWT. Raises Closed once its name is forgotten."""
    content = tool.library.get(db, certificate.revision_id)
    made = Badge(
        serial=certificate.serial,
        number=certificate.certificate_id,
        name=certifying.kept_name(db, certificate),
        institution=institution(tool.settings),
        issued_at=certificate.issued_at,
        achievement=_achievement(tool, content, certificate.level, language),
    )
    return _signed(db, tool, badge.credential(made, places(tool)))


def issuer(tool: Tool) -> dict[str, Any]:
    """The issuer's profile, as a document of its own."""
    return _document(badge.issuer(places(tool), institution(tool.settings)))


def achievement(db: Db, tool: Tool, revision_id: int, level: str, language: str) -> dict[str, Any]:
    """A level of a revision for which somebody has a certificate. Raises NotFound."""
    issued = select(Certificate.serial).where(
        Certificate.revision_id == revision_id, Certificate.level == level
    )
    if db.scalar(issued.limit(1)) is None:
        raise NotFound("page-unknown")
    said = _achievement(tool, tool.library.get(db, revision_id), level, language)
    return _document(badge.achievement(said, places(tool), institution(tool.settings)))


def key(db: Db, tool: Tool, kid: str) -> dict[str, str]:
    """A public key that badges are or were signed with (RFC 7517). Raises NotFound."""
    found = tool.keyring.badge(db, kid)
    if found is None:
        raise NotFound("page-unknown")
    return public_jwk(found)


def status_list(db: Db, tool: Tool, number: int) -> str:
    """The signed list of the certificates that were revoked, among as many as one list holds.

    Raises NotFound for a list that no certificate is on.
    """
    first = number * LIST_BITS
    newest = db.scalar(select(func.max(Certificate.certificate_id)))
    if newest is None or first > newest:
        raise NotFound("page-unknown")
    revoked = db.scalars(
        select(Certificate.certificate_id).where(
            Certificate.revoked_at.is_not(None),
            Certificate.certificate_id >= first,
            Certificate.certificate_id < first + LIST_BITS,
        )
    )
    return _signed(db, tool, badge.status_list(number, revoked, places(tool), institution(tool.settings)))


def institution(settings: Settings) -> str:
    """Who issues: the institution, or the installation's host where none is set."""
    return settings.institution or urlsplit(settings.url).netloc


def places(tool: Tool) -> Places:
    """Where the public documents of this installation stand."""
    return Places(tool.settings.url)


def _achievement(tool: Tool, content: Published, level_id: str, language: str) -> Achievement:
    pack = content.pack
    level = pack.rule.level(level_id)
    if level is None or language not in level.titles:
        raise NotFound("page-unknown")
    titles = {slug: exercise.titles for slug, exercise in pack.exercises.items()}
    return Achievement(
        id=places(tool).achievement(content.revision_id, level_id, language),
        name=level.titles[language],
        course=pack.titles[language],
        hours=pack.hours,
        thresholds=certifying.thresholds(certifying.asked_of(level.rule), titles, language),
        language=language,
    )


def _document(part: dict[str, Any]) -> dict[str, Any]:
    return {"@context": list(badge.CONTEXTS), **part}


def _signed(db: Db, tool: Tool, credential: dict[str, Any]) -> str:
    """RS256, which every verifier of the format must know; the key is found by its address."""
    signing = tool.keyring.badge(db)
    if signing is None:
        raise NotFound("page-unknown")
    headers = {"kid": places(tool).key(signing.kid)}
    return jwt.encode(badge.claims(credential), signing.private, algorithm="RS256", headers=headers)
