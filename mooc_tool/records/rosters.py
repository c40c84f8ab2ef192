"""Whom the LMS lists as learners of a course: digests, since most of them may never come here."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mooc_tool.records.base import Base


class Roster(Base):
    """When the platform's list of a course's members (LTI: names and roles) is read, and was read."""

    __tablename__ = "roster"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.course_id", ondelete="CASCADE"), primary_key=True
    )
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to read it (again); None until somebody asks."""
    leased_until: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    whole_at: Mapped[datetime | None]
    """When all of it was read last, not only what had changed."""
    differences_url: Mapped[str | None]
    """Where the platform tells what changed since, if it does."""
    platform_code: Mapped[str | None] = mapped_column(String(60))
    platform_words: Mapped[str | None] = mapped_column(String(500))


class Enrolment(Base):
    """A learner on that list: a digest of the platform's number for them, keyed with our secret; no name."""

    __tablename__ = "enrolment"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.course_id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(22), primary_key=True)
