"""People, what is known of them (little), and the sessions they hold."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mooc_tool.records.base import Base


class Role(StrEnum):
    """What a person may do in a course."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"


class Person(Base):
    """Somebody (LTI: sub) as one platform names them: no name, no e-mail."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("platform_id", "sub"),)

    person_id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.platform_id", ondelete="CASCADE"))
    sub: Mapped[str] = mapped_column(String(255))
    anonymous: Mapped[bool] = mapped_column(default=False)
    """Whether the platform did not say who it is: then ``sub`` is of our making, and nothing is graded."""
    created_at: Mapped[datetime]


class PersonName(Base):
    """The name a learner confirmed for a certificate: the only personal data, forgotten by date."""

    __tablename__ = "person_name"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.person_id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[datetime]
    forget_at: Mapped[datetime] = mapped_column(index=True)


class Membership(Base):
    """A person in a course."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    membership_id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id", ondelete="CASCADE"), index=True)
    role: Mapped[Role]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class UnitRead(Base):
    """A person opened a unit of a course."""

    __tablename__ = "unit_read"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.course_id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.person_id", ondelete="CASCADE"), primary_key=True
    )
    unit: Mapped[str] = mapped_column(String(100), primary_key=True)
    read_at: Mapped[datetime]


class Session(Base):
    """What one launch opened. The handle that travels in the path is kept only as a digest."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_ends_at", "ends_at"),)

    session_id: Mapped[int] = mapped_column(primary_key=True)
    handle_digest: Mapped[str] = mapped_column(String(64), unique=True)
    cookie_digest: Mapped[str] = mapped_column(String(64))
    bound: Mapped[bool] = mapped_column(default=False)
    """Whether the browser has sent its cookie back: from then on both are demanded."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"))
    placement_id: Mapped[int | None] = mapped_column(ForeignKey("placement.placement_id", ondelete="CASCADE"))
    role: Mapped[Role]
    language: Mapped[str] = mapped_column(String(5))
    document_target: Mapped[str] = mapped_column(String(20))
    frames: Mapped[str] = mapped_column(String(500))
    """Who may frame the session's pages: the sources of CSP's frame-ancestors."""
    name: Mapped[str | None] = mapped_column(String(200))
    """As the platform gave it, to greet and to suggest on the certificate; gone with the session."""
    deep_linking: Mapped[dict[str, Any] | None]
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
