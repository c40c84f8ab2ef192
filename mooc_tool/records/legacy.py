"""Platforms that speak LTI 1.1, and what is needed until they move to 1.3."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mooc_tool.records.base import Base
from mooc_tool.records.outbox import Line
from mooc_tool.records.people import Person
from mooc_tool.records.platforms import Deployment


class LegacyConsumer(Base):
    """A registration by LTI 1.1 (consumer key and sealed secret), and where its courses belong.

    When its platform moves to LTI 1.3, that is a deployment of the new registration.
    """

    __tablename__ = "legacy_consumer"

    consumer_id: Mapped[int] = mapped_column(primary_key=True)
    consumer_key: Mapped[str] = mapped_column(String(255), unique=True)
    sealed: Mapped[bytes]
    deployment_id: Mapped[int] = mapped_column(
        ForeignKey("deployment.deployment_id", ondelete="CASCADE"), index=True
    )
    may_launch: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    deployment: Mapped[Deployment] = relationship()


class LegacyNonce(Base):
    """A launch by LTI 1.1 that was taken: not a second time."""

    __tablename__ = "legacy_nonce"

    consumer_id: Mapped[int] = mapped_column(
        ForeignKey("legacy_consumer.consumer_id", ondelete="CASCADE"), primary_key=True
    )
    nonce: Mapped[str] = mapped_column(String(255), primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class LegacyPerson(Base):
    """Who a platform means by a user id of LTI 1.1."""

    __tablename__ = "legacy_person"

    consumer_id: Mapped[int] = mapped_column(
        ForeignKey("legacy_consumer.consumer_id", ondelete="CASCADE"), primary_key=True
    )
    value: Mapped[str] = mapped_column(String(255), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id", ondelete="CASCADE"), index=True)

    person: Mapped[Person] = relationship()


class LegacyLine(Base):
    """A column that is reached by LTI 1.1 (Basic Outcomes) and by nothing else."""

    __tablename__ = "legacy_line"

    line_id: Mapped[int] = mapped_column(ForeignKey("line.line_id", ondelete="CASCADE"), primary_key=True)
    consumer_id: Mapped[int] = mapped_column(
        ForeignKey("legacy_consumer.consumer_id", ondelete="CASCADE"), index=True
    )

    line: Mapped[Line] = relationship()
    consumer: Mapped[LegacyConsumer] = relationship()


class LegacyCell(Base):
    """One learner's cell in such a column (LTI 1.1: lis_result_sourcedid)."""

    __tablename__ = "legacy_cell"

    line_id: Mapped[int] = mapped_column(
        ForeignKey("legacy_line.line_id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.person_id", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[str] = mapped_column(Text())
