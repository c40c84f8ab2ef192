"""What learners did: attempts and scores, never overwritten."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mooc_tool.records.base import Base


class Stage(StrEnum):
    """How far an attempt is."""

    PREDICT = "predict"
    ANSWER = "answer"
    MARKED = "marked"


class Attempt(Base):
    """One instance of an exercise put to one person: question and answer as they were."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "exercise", "number"),)

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.revision_id"))
    exercise: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    kind_revision: Mapped[int]
    """Which version of the kind's code posed the question."""
    stage: Mapped[Stage]
    question: Mapped[dict[str, Any]]
    prediction: Mapped[dict[str, Any] | None]
    answer: Mapped[dict[str, Any] | None]
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Score(Base):
    """What an attempt earned, 0 to 100, with its criteria; written once."""

    __tablename__ = "score"
    __table_args__ = (Index("ix_score_course_id_person_id", "course_id", "person_id"),)

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.attempt_id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.course_id", ondelete="CASCADE"))
    exercise: Mapped[str] = mapped_column(String(100))
    points: Mapped[int]
    marked: Mapped[dict[str, Any]] = mapped_column(JSON())
    """The whole mark: criteria, notes, solution."""
    scored_at: Mapped[datetime]
