"""What anybody may know of a certificate by its serial number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.certificates.serial import read_serial
from mooc_tool.records import Certificate, PersonName


@dataclass(frozen=True)
class Verification:
    """``state``: valid, revoked, unknown. The name is there as long as it is kept."""

    state: str
    serial: str
    name: str | None = None
    title: str = ""
    course: str = ""
    institution: str = ""
    issued_on: datetime | None = None
    revoked_on: datetime | None = None


def look_up(db: Db, serial: str, language: str) -> Verification:
    """The certificate with this serial number, however it is written."""
    read = read_serial(serial)
    found = None
    if read is not None:
        found = db.scalar(
            select(Certificate).where(Certificate.serial == read).options(joinedload(Certificate.course))
        )
    if found is None:
        return Verification("unknown", serial[:40])
    name = db.get(PersonName, found.person_id)
    said = found.attested
    return Verification(
        state="revoked" if found.revoked_at else "valid",
        serial=found.serial,
        name=name.name if name else None,
        title=said["titles"][language],
        course=said["courses"][language],
        institution=said["institution"],
        issued_on=found.issued_at,
        revoked_on=found.revoked_at,
    )
