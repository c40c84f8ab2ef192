"""The platforms that the tool knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import LaunchError
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.records import Deployment, Platform, PlatformState

AS_LTI = (
    Platform.platform_id,
    Platform.issuer,
    Platform.client_id,
    Platform.auth_url,
    Platform.token_url,
    Platform.keyset_url,
    Platform.token_audience,
    Platform.family,
)
"""The columns that ``read_lti`` reads, first in a selection."""


def read_lti(row: Sequence[Any]) -> LtiPlatform:
    """The platform as the LTI room knows it, from a row that begins with ``AS_LTI``."""
    return LtiPlatform(*row[: len(AS_LTI)])


def as_lti(row: Platform) -> LtiPlatform:
    """The platform as the LTI room knows it."""
    return LtiPlatform(
        platform_id=row.platform_id,
        issuer=row.issuer,
        client_id=row.client_id,
        auth_url=row.auth_url,
        token_url=row.token_url,
        keyset_url=row.keyset_url,
        token_audience=row.token_audience,
        family=row.family,
    )


_OF_ISSUER = (
    select(*AS_LTI, Platform.state)
    .where(Platform.issuer == bindparam("issuer"), Platform.auth_url != "")  # else LTI 1.1 only
    .limit(2)
)
_OF_CLIENT = _OF_ISSUER.where(Platform.client_id == bindparam("client"))


def find(db: Db, issuer: str, client_id: str | None) -> LtiPlatform:
    """The active platform that announces a launch.

    Many registrations may share an issuer (Canvas, Open edX): without a client id, only a lone one will do.
    Raises LaunchError: unknown, not yet accepted, ambiguous.
    """
    if client_id is None:
        rows = db.connection().execute(_OF_ISSUER, {"issuer": issuer}).all()
    else:
        rows = db.connection().execute(_OF_CLIENT, {"issuer": issuer, "client": client_id}).all()
    if not rows:
        raise LaunchError("platform-unknown", "administrator", issuer=issuer)
    if len(rows) > 1:
        raise LaunchError("platform-ambiguous", "administrator", issuer=issuer)
    if rows[0].state is not PlatformState.ACTIVE:
        raise LaunchError("platform-not-accepted", "tool", issuer=issuer)
    return read_lti(rows[0])


def deployment_of(db: Db, platform_id: int, value: str, now: datetime) -> Deployment:
    """The deployment that a signed launch names, noted when it is met for the first time."""
    found = db.scalar(
        select(Deployment).where(Deployment.platform_id == platform_id, Deployment.value == value)
    )
    if found is None:
        found = Deployment(platform_id=platform_id, value=value, created_at=now)
        db.add(found)
        db.flush()
    return found
