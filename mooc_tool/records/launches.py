"""Launches under way, and the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
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

    platform: Mapped[Platform] = relationship()


class Event(Base):
    """The audit trail: who did what to what, without names."""

    __tablename__ = "event"

    event_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.person_id", ondelete="SET NULL"))
    data: Mapped[dict[str, Any]]
