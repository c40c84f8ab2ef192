"""Certificates issued, and the keys of their badges."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mooc_tool.records.base import Base
from mooc_tool.records.courses import Course


class BadgeKey(Base):
    """A key pair that badges are signed with: kept for good, since a badge is checked years later."""

    __tablename__ = "badge_key"

    badge_key_id: Mapped[int] = mapped_column(primary_key=True)
    kid: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]


class Certificate(Base):
    """A certificate: what it attests is a snapshot; the name is kept apart, in ``person_name``."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "level"),)

    certificate_id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.revision_id"))
    level: Mapped[str] = mapped_column(String(60))
    attested: Mapped[dict[str, Any]] = mapped_column(JSON())
    """Title by language, scores, mean, thresholds, hours, institution: all that the document says."""
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str | None] = mapped_column(String(300))

    course: Mapped[Course] = relationship()
