"""Launches under way, what became of launches, and the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mooc_tool.records.base import Base
from mooc_tool.records.platforms import Platform


class LaunchAttempt(Base):
    """A login under way: lives 600 s, used once, and only once signature and nonce are right."""

    __tablename__ = "launch_attempt"
    __table_args__ = (Index("ix_launch_attempt_expires_at", "expires_at"),)

    state: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    browser_digest: Mapped[str] = mapped_column(String(64))
    """Digest of the secret that only the browser which began the login can show again."""
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.platform_id", ondelete="CASCADE"))
    deployment: Mapped[str | None] = mapped_column(String(255))
    login_hint: Mapped[str]
    message_hint: Mapped[str | None]
    storage_target: Mapped[str | None] = mapped_column(String(100))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LaunchOutcome(Base):
    """What became of a launch, to be found by the reference that its page showed: nothing of a person."""

    __tablename__ = "launch_outcome"

    launch_outcome_id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.platform_id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(60))
    """``opened``, or the code of the error."""

    platform: Mapped[Platform | None] = relationship()


class Notice(Base):
    """Something that a platform told us of (LTI: notice), kept so that a repeat is known as one."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("platform_id", "value"),)

    notice_id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.platform_id", ondelete="CASCADE"))
    value: Mapped[str] = mapped_column(String(255))
    """The platform's own id of it."""
    kind: Mapped[str] = mapped_column(String(60))
    data: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    worked_at: Mapped[datetime | None] = mapped_column(index=True)


class Event(Base):
    """The audit trail: who did what to what, without names."""

    __tablename__ = "event"

    event_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.person_id", ondelete="SET NULL"))
    data: Mapped[dict[str, Any]]
