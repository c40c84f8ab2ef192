"""Platforms (LMSs), what they were given to register with, and the keys that we sign with."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mooc_tool.records.base import Base


class PlatformState(StrEnum):
    """A platform that registered by itself waits until it is accepted."""

    PENDING = "pending"
    ACTIVE = "active"
    OFF = "off"


class Platform(Base):
    """A registration (LTI: issuer and client id) of the tool in an LMS."""

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    platform_id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    client_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(255))
    auth_url: Mapped[str]
    token_url: Mapped[str]
    keyset_url: Mapped[str]
    token_audience: Mapped[str | None]
    family: Mapped[str] = mapped_column(String(40), default="generic")
    state: Mapped[PlatformState]
    allows_anonymous: Mapped[bool] = mapped_column(default=False)
    offers_review: Mapped[bool] = mapped_column(default=False)
    """Whether its gradebook can open a learner's work (LTI: submission review)."""
    failures: Mapped[int] = mapped_column(default=0)
    """How many sendings in a row have failed, whichever worker sent (``services.breaker``)."""
    failing_since: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    """Set once so many have failed that it gets one letter at a time, and none before."""
    created_at: Mapped[datetime]


class Deployment(Base):
    """One deployment (LTI: deployment_id) of a registration; met at first launch."""

    __tablename__ = "deployment"
    __table_args__ = (UniqueConstraint("platform_id", "value"),)

    deployment_id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.platform_id", ondelete="CASCADE"))
    value: Mapped[str] = mapped_column(String(255))
    allows_anonymous: Mapped[bool | None]
    """None: as its registration does."""
    created_at: Mapped[datetime]
    notices_url: Mapped[str | None]
    """Where to ask for notices (LTI: platform notification service)."""
    notices_due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to ask (again); None once they were asked for."""

    platform: Mapped[Platform] = relationship()


class Invite(Base):
    """A single-use right to register one platform. Only a digest of its code is kept."""

    __tablename__ = "invite"

    invite_id: Mapped[int] = mapped_column(primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    accept: Mapped[bool] = mapped_column(default=False)
    """Whether the platform that uses it is active at once, without waiting to be accepted."""


class SigningKey(Base):
    """A key pair of the tool. The private half is sealed with the installation's secret."""

    __tablename__ = "signing_key"

    signing_key_id: Mapped[int] = mapped_column(primary_key=True)
    kid: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]
    announced: Mapped[bool] = mapped_column(default=False)
    """Published, but not signed with yet: platforms cache key sets."""
    retired_at: Mapped[datetime | None]


class PlatformKeySet(Base):
    """A platform's public keys as fetched last, for processes that start while its key server is away."""

    __tablename__ = "platform_key_set"

    url_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[bytes]
    fetched_at: Mapped[datetime]


class AccessToken(Base):
    """A platform's access token, sealed, shared by all processes until it ends."""

    __tablename__ = "access_token"

    platform_id: Mapped[int] = mapped_column(
        ForeignKey("platform.platform_id", ondelete="CASCADE"), primary_key=True
    )
    scopes: Mapped[str] = mapped_column(String(500), primary_key=True)
    sealed: Mapped[bytes | None]
    """None while the first one is being fetched, or once the platform refused it."""
    expires_at: Mapped[datetime]
    fetching_until: Mapped[datetime | None]
    """Until then one asker fetches a new one, for which all others wait."""


class AdministratorLink(Base):
    """A one-time link to the administrator's pages, and then the session that it opened. Digests only."""

    __tablename__ = "administrator_link"

    administrator_link_id: Mapped[int] = mapped_column(primary_key=True)
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    cookie_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    """None until the link was used."""
    ends_at: Mapped[datetime]
    """When the link ends; once it was used, when the session does."""
