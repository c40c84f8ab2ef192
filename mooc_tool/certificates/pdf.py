"""The certificate as a PDF: one A4 page that a person, a screen reader and an archive can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from mooc_tool.certificates.bands import BANDS, Band
from mooc_tool.certificates.names import read_name
from mooc_tool.certificates.qr import qr_svg
from mooc_tool.certificates.typesetting import Unwritable, typeset

Language = Literal["fr", "en"]
Rule = Literal["mean", "mean-over", "week", "exercise", "activities"]


class UnwritableName(Unwritable):
    """No font at hand can draw these ``characters`` of the name: another form of it must be asked for."""

    def __init__(self, characters: str) -> None:
        super().__init__("name-unwritable", characters=characters)


@dataclass(frozen=True, slots=True)
class Skill:
    """What was learnt, in the certificate's language, and the band of the score in it."""

    name: str
    band: Band


@dataclass(frozen=True, slots=True)
class Threshold:
    """One condition that was met, out of 100.

    It is asked of the course's ``mean``, of the ``mean-over`` some exercises (named), of each ``week``, of an
    ``exercise`` (named) or of the share of ``activities`` done.
    """

    rule: Rule
    points: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """First and last day of the run that was followed."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """All that is printed. The texts (course, level, skills, thresholds) are in ``language``.

    ``level`` is the heading, such as « Attestation de réussite ». About a dozen skills find room.
    """

    name: str
    course: str
    institution: str
    hours: int
    level: str
    issued_on: date
    serial: str
    verify_url: str
    skills: tuple[Skill, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    session: Session | None = None
    language: Language = "fr"


def certificate_pdf(certificate: Certificate, fonts: Path | None = None) -> bytes:
    """The certificate as PDF/A-2a and PDF/UA-1: same certificate, same bytes.

    ``fonts`` is a folder with fonts for scripts that the shipped ones lack. Raises UnwritableName, Unreadable
    (``name-empty``, ``name-too-long``) and Unwritable (``text-unwritable``: a text of the course).
    """
    name = read_name(certificate.name)
    try:
        return typeset("certificate", _data(certificate, name), fonts)
    except Unwritable as error:
        missing = str(error.data["characters"])
        unwritable = "".join(dict.fromkeys(character for character in name if character in missing))
        if not unwritable:
            raise
        raise UnwritableName(unwritable) from None


def _data(certificate: Certificate, name: str) -> Mapping[str, object]:
    session = certificate.session
    return {
        "name": name,
        "course": certificate.course,
        "institution": certificate.institution,
        "hours": certificate.hours,
        "level": certificate.level,
        "issued_on": certificate.issued_on.isoformat(),
        "serial": certificate.serial,
        "verify_url": certificate.verify_url,
        "qr": qr_svg(certificate.verify_url).decode(),
        "skills": [{"name": skill.name, "band": _band(skill.band)} for skill in certificate.skills],
        "thresholds": [
            {"rule": threshold.rule, "points": threshold.points, "name": threshold.name}
            for threshold in certificate.thresholds
        ],
        "session": session and [session.starts_on.isoformat(), session.ends_on.isoformat()],
        "language": certificate.language,
    }


def _band(band: Band) -> Mapping[str, object]:
    low, high = BANDS[band]
    return {"name": band, "step": 1 + list(BANDS).index(band), "steps": len(BANDS), "low": low, "high": high}
