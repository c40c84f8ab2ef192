"""Courses, their content as published, and the places where it appears in the LMS."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mooc_tool.records.base import Base
from mooc_tool.records.platforms import Deployment


class Course(Base):
    """A course of an LMS (LTI: context). It holds one published revision until its instructor changes it."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("deployment_id", "context"),)

    course_id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.deployment_id", ondelete="CASCADE"))
    context: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(255))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.revision_id"))
    members_url: Mapped[str | None]
    """Where the platform gives the roster (LTI: context_memberships_url), if it does."""
    created_at: Mapped[datetime]

    deployment: Mapped[Deployment] = relationship()


class Revision(Base):
    """A course pack as published: never changed. The same files are the same revision for everybody."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("pack", "digest"),)

    revision_id: Mapped[int] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))
    shipped: Mapped[bool] = mapped_column(default=False)
    """Whether it came with the tool: new courses begin with the newest such one."""
    published_at: Mapped[datetime]


class Edition(Base):
    """A revision that a course published by itself, numbered from 1 in that course."""

    __tablename__ = "edition"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.course_id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.revision_id"))
    published_at: Mapped[datetime]


class Blob(Base):
    """The bytes of a file, once for all revisions that hold it."""

    __tablename__ = "blob"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes]


class RevisionFile(Base):
    """A file of a revision."""

    __tablename__ = "revision_file"

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.revision_id", ondelete="CASCADE"), primary_key=True
    )
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("blob.digest"))


class Draft(Base):
    """A file as an instructor is changing it, kept even when it is wrong. ``version`` locks."""

    __tablename__ = "draft"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.course_id", ondelete="CASCADE"), primary_key=True
    )
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[bytes]
    version: Mapped[int]
    saved_at: Mapped[datetime]


class Target(StrEnum):
    """What a placement opens."""

    COURSE = "course"
    UNIT = "unit"
    EXERCISE = "exercise"


class Placement(Base):
    """A link in the LMS (LTI: resource link) and what it opens."""

    __tablename__ = "placement"
    __table_args__ = (UniqueConstraint("course_id", "resource_link"),)

    placement_id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"))
    resource_link: Mapped[str] = mapped_column(String(255))
    target: Mapped[Target]
    slug: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime]
