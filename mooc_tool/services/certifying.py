"""Certificates: issued once to those who meet the rule, revoked, rendered again from what is stored."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool.certificates.bands import band_of
from mooc_tool.certificates.names import read_name
from mooc_tool.certificates.pdf import Certificate as Document
from mooc_tool.certificates.pdf import Skill, Threshold, certificate_pdf
from mooc_tool.certificates.serial import ENTROPY_BYTES, new_serial
from mooc_tool.config import Settings
from mooc_tool.errors import Closed, NotFound
from mooc_tool.packs.model import Level, Pack, Rule
from mooc_tool.records import Certificate, Event, PersonName
from mooc_tool.services import anonymity, locks, posting, progress
from mooc_tool.services.library import Published
from mooc_tool.services.sessions import Visit


def suggested_name(db: Db, who: Visit) -> str:
    """The name to confirm: the one confirmed before, else the one that the platform gave."""
    kept = db.get(PersonName, who.person_id)
    return kept.name if kept else who.name or ""


def name_of(db: Db, who: Visit) -> str | None:
    """The name of the certificates that ``who`` has in any course; None before the first one."""
    has_one = select(Certificate.serial).where(Certificate.person_id == who.person_id).limit(1)
    kept = db.get(PersonName, who.person_id)
    return kept.name if kept and db.scalar(has_one) else None


def kept_name(db: Db, certificate: Certificate) -> str:
    """The name that was confirmed. Raises Closed once it is forgotten."""
    kept = db.get(PersonName, certificate.person_id)
    if kept is None:
        raise Closed("name-forgotten")
    return kept.name


def issue(
    db: Db,
    who: Visit,
    content: Published,
    name: str,
    settings: Settings,
    now: datetime,
    level_id: str | None = None,
) -> Certificate:
    """Issue the certificate of a level, the main one if none is named, to ``who``; once: asked again, the
    same one. The name is that of the certificates before it, where there are any, else ``name``.

    Raises Closed when the rule is not met or nobody is known, Unreadable when the name cannot be printed.
    """
    pack = content.pack
    level = pack.rule.level(level_id) if level_id else pack.rule.main_level
    if level is None:
        raise NotFound("certificate-unknown")
    locks.hold_person(db, who.person_id)
    existing = of_person(db, who.course_id, who.person_id, level.id)
    if existing is not None:
        return existing
    if anonymity.is_visitor(db, who.person_id):
        raise Closed("certificate-anonymous")
    best = posting.best_scores(db, who.course_id, who.person_id)
    if not progress.verdict(pack, best, level).met:
        raise Closed("certificate-not-met")
    certificate = Certificate(
        serial=new_serial(secrets.token_bytes(ENTROPY_BYTES)),
        person_id=who.person_id,
        course_id=who.course_id,
        revision_id=content.revision_id,
        level=level.id,
        attested=_attested(pack, level, best, who, settings.institution),
        issued_at=now,
    )
    printed = name_of(db, who) or read_name(name)
    # what cannot be printed is refused now, not at the first download
    certificate_pdf(document(certificate, printed, who.language, settings.url), fonts_of(settings))
    _keep_name(db, who.person_id, printed, settings.name_days, now)
    db.add(certificate)
    db.add(
        Event(
            at=now,
            kind="certificate-issued",
            course_id=who.course_id,
            person_id=who.person_id,
            data={"serial": certificate.serial},
        )
    )
    return certificate


def fonts_of(settings: Settings) -> Path | None:
    """The institution's own fonts, for names in scripts that the shipped ones lack."""
    fonts = settings.instance / "fonts"
    return fonts if fonts.is_dir() else None


def _keep_name(db: Db, person_id: int, name: str, days: int, now: datetime) -> None:
    forget_at = now + timedelta(days=days)
    db.merge(PersonName(person_id=person_id, name=name, confirmed_at=now, forget_at=forget_at))


def _attested(
    pack: Pack, level: Level, best: Mapping[str, int], who: Visit, institution: str
) -> dict[str, Any]:
    return {
        "titles": dict(level.titles),
        "courses": dict(pack.titles),
        "session": who.course_title,
        "institution": institution,
        "hours": pack.hours,
        "mean": progress.verdict(pack, best, level).mean,
        "scores": dict(best),
        "skills": {slug: dict(pack.exercises[slug].titles) for slug in best if slug in pack.exercises},
        "thresholds": asked_of(level.rule),
        "named": {
            slug: dict(pack.exercises[slug].titles)
            for slug in (*level.rule.over, *level.rule.required)
            if slug in pack.exercises
        },
    }


def of_person(db: Db, course_id: int, person_id: int, level: str) -> Certificate | None:
    """A person's certificate of a level in a course."""
    return db.scalar(
        select(Certificate).where(
            Certificate.course_id == course_id,
            Certificate.person_id == person_id,
            Certificate.level == level,
        )
    )


def of_serial(db: Db, who: Visit, serial: str) -> Certificate:
    """A certificate that ``who`` may download: their own. Raises NotFound."""
    found = db.scalar(
        select(Certificate).where(Certificate.serial == serial, Certificate.person_id == who.person_id)
    )
    if found is None or found.revoked_at is not None:
        raise NotFound("certificate-unknown")
    return found


def document(certificate: Certificate, name: str, language: str, verify_url: str) -> Document:
    """What is printed, from the snapshot alone."""
    said = certificate.attested
    return Document(
        name=name,
        course=said["courses"][language],
        institution=said["institution"],
        hours=said["hours"],
        level=said["titles"][language],
        issued_on=certificate.issued_at.date(),
        serial=certificate.serial,
        verify_url=verify_url,
        skills=tuple(
            Skill(titles[language], band_of(said["scores"][slug])) for slug, titles in said["skills"].items()
        ),
        thresholds=thresholds(said["thresholds"], said["skills"] | said.get("named", {}), language),
        language="en" if language == "en" else "fr",
    )


def thresholds(
    asked: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]], language: str
) -> tuple[Threshold, ...]:
    """What was asked, as it is printed; ``titles`` name the exercises by slug and language."""
    found = []
    if asked["mean"] is not None:
        over = " · ".join(_title(slug, titles, language) for slug in asked.get("over", ()))
        found.append(Threshold("mean-over" if over else "mean", round(asked["mean"]), over))
    if asked["week"] is not None:
        found.append(Threshold("week", round(asked["week"])))
    for slug, points in asked["required"].items():
        found.append(Threshold("exercise", round(points), _title(slug, titles, language)))
    if asked["activities"] is not None:
        found.append(Threshold("activities", round(100 * asked["activities"])))
    return tuple(found)


def _title(slug: str, titles: Mapping[str, Mapping[str, str]], language: str) -> str:
    return titles.get(slug, {}).get(language, slug)


def asked_of(rule: Rule) -> dict[str, Any]:
    """What a rule asks, as plain data."""
    return {
        "mean": rule.mean,
        "over": list(rule.over),
        "week": rule.week_minimum,
        "activities": rule.share_done,
        "required": dict(rule.required),
    }


def revoke(db: Db, course_id: int, serial: str, why: str, now: datetime) -> None:
    """Revoke a certificate of the course. Raises NotFound."""
    found = db.scalar(
        select(Certificate).where(Certificate.serial == serial, Certificate.course_id == course_id)
    )
    if found is None:
        raise NotFound("certificate-unknown")
    if found.revoked_at is None:
        found.revoked_at, found.revoked_why = now, why[:300]
        db.add(
            Event(
                at=now,
                kind="certificate-revoked",
                course_id=course_id,
                person_id=found.person_id,
                data={"serial": serial},
            )
        )
