"""Scores on their way to the LMS."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mooc_tool.records.base import Base
from mooc_tool.records.courses import Placement
from mooc_tool.records.people import Person


class LetterState(StrEnum):
    """Where a letter is. A leased letter is still ``waiting``: only an answer changes that."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class Line(Base):
    """A column of the LMS's gradebook (LTI: line item)."""

    __tablename__ = "line"
    __table_args__ = (UniqueConstraint("placement_id", "tag"),)

    line_id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.placement_id", ondelete="CASCADE"))
    tag: Mapped[str] = mapped_column(String(100), default="")
    url: Mapped[str]
    scopes: Mapped[str]
    """What the platform lets us ask for on this line, separated by spaces."""
    ours: Mapped[bool] = mapped_column(default=False)
    """Whether the tool found or made it: then a launch that names another one does not change it."""
    label: Mapped[str | None] = mapped_column(String(100))
    """What the tool calls it in the LMS; None where it did not name it, or somebody renamed it there."""
    language: Mapped[str | None] = mapped_column(String(5))
    """Of that name."""
    rename_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to look whether the name still fits what the course shows there; None: it does."""

    placement: Mapped[Placement] = relationship()


class LineWish(Base):
    """A placement whose column is to be found or made (LTI: line item); one a placement, so never doubled."""

    __tablename__ = "line_wish"

    placement_id: Mapped[int] = mapped_column(
        ForeignKey("placement.placement_id", ondelete="CASCADE"), primary_key=True
    )
    url: Mapped[str]
    """The platform's list of columns (LTI: lineitems)."""
    scopes: Mapped[str]
    language: Mapped[str] = mapped_column(String(5))
    wished_at: Mapped[datetime]
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    platform_code: Mapped[str | None] = mapped_column(String(60))
    platform_words: Mapped[str | None] = mapped_column(String(500))

    placement: Mapped[Placement] = relationship()


class Letter(Base):
    """The last score of one person for one line, on its way: one row, replaced by a newer version.

    ``version`` rises with each new score; ``stated_at`` (LTI: timestamp) is fixed before sending and
    strictly increases. A letter is settled only if its version has not changed while it was being sent.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("line_id", "person_id"),
        Index("ix_letter_state_next_try_at", "state", "next_try_at"),
    )

    letter_id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("line.line_id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id", ondelete="CASCADE"))
    version: Mapped[int]
    given: Mapped[float]
    maximum: Mapped[float]
    comment: Mapped[str] = mapped_column(String(500))
    stated_at: Mapped[datetime]
    state: Mapped[LetterState]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    """The platform asked not to be asked again before (``Retry-After``): no haste shortens that."""
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    platform_code: Mapped[str | None] = mapped_column(String(60))
    platform_words: Mapped[str | None] = mapped_column(String(500))

    line: Mapped[Line] = relationship()
    person: Mapped[Person] = relationship()
