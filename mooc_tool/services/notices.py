"""Notices of platforms: written down at once, each once; worked, and asked for, by the worker."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.errors import LaunchError, PlatformError, TryLater
from mooc_tool.lti import notices
from mooc_tool.lti.connector import Connector, TokenStore
from mooc_tool.lti.notices import Sender
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.records import Deployment, Notice, Platform, PlatformState
from mooc_tool.records.base import Moment
from mooc_tool.services import copying, locks, platforms
from mooc_tool.services.tool import Tool

log = logging.getLogger(__name__)

HANDLER = "/lti/notices"
KEPT = timedelta(days=90)
"""A repeat is known as one for that long."""
_AGAIN_SOON, _AGAIN_LATE = timedelta(minutes=10), timedelta(days=7)
_MOST = 20


def platform_of(db: Db, sender: Sender) -> LtiPlatform:
    """The platform that a notice claims to be from. Raises LaunchError ``platform-unknown``."""
    row = db.scalar(
        select(Platform).where(
            Platform.issuer == sender.issuer,
            Platform.client_id.in_(sender.client_ids),
            Platform.state == PlatformState.ACTIVE,
        )
    )
    if row is None:
        raise LaunchError("platform-unknown", "administrator", issuer=sender.issuer)
    return platforms.as_lti(row)


def keep(db: Db, platform_id: int, notice: notices.Notice, now: datetime) -> None:
    """Write a notice down, unless it is known already."""
    locks.found_or_made(
        db,
        select(Notice).where(Notice.platform_id == platform_id, Notice.value == notice.id),
        lambda: Notice(
            platform_id=platform_id,
            value=notice.id,
            kind=notice.kind,
            data={
                "deployment": notice.deployment_id,
                "context": notice.context,
                "title": notice.title,
                "origins": list(notice.origins),
            },
            received_at=now,
        ),
    )


def offer(deployment: Deployment, url: str | None, now: datetime) -> None:
    """A launch says where notices can be asked for: ask, if that is new."""
    if url is not None and deployment.notices_url != url:
        deployment.notices_url, deployment.notices_due_at = url, now


_UNWORKED = select(Notice).where(Notice.worked_at.is_(None)).order_by(Notice.notice_id).limit(_MOST)
_DUE = (
    select(Deployment)
    .where(Deployment.notices_due_at <= bindparam("now", type_=Moment()))
    .options(joinedload(Deployment.platform))
    .limit(_MOST)
)


def work(tool: Tool, tokens: TokenStore, now: datetime) -> int:
    """Do what notices are about, and ask for those that platforms offer. Calls the network."""
    with tool.database.reading() as db:
        waiting = db.scalar(_UNWORKED) is not None
        due = list(db.scalars(_DUE, {"now": now}))
    done = _work_all(tool, now) if waiting else 0
    for deployment in due:
        _ask(tool, tokens, deployment, now)
    return done + len(due)


def _work_all(tool: Tool, now: datetime) -> int:
    with tool.database.writing() as db:
        rows = list(db.scalars(_UNWORKED.with_for_update(skip_locked=True)))
        for row in rows:
            if row.kind == notices.COURSE_COPIED and row.data["context"]:
                deployment = platforms.deployment_of(db, row.platform_id, row.data["deployment"], now)
                copying.by_notice(
                    db, deployment, row.data["context"], row.data["origins"], row.data["title"], now
                )
            row.worked_at = now
            log.info("notice", extra={"notice": row.notice_id, "kind": row.kind})
    return len(rows)


def _ask(tool: Tool, tokens: TokenStore, deployment: Deployment, now: datetime) -> None:
    with tool.database.writing() as db:  # whoever comes meanwhile leaves it to this one
        db.get_one(Deployment, deployment.deployment_id).notices_due_at = now + _AGAIN_SOON
    connector = Connector(platforms.as_lti(deployment.platform), tool.signing_key, tokens, tool.http, now)
    again: datetime | None = None
    try:
        notices.ask(connector, deployment.notices_url or "", notices.KINDS, tool.address(HANDLER))
    except TryLater:
        again = now + _AGAIN_SOON
    except PlatformError as error:
        log.info("notices refused", extra={"deployment": deployment.deployment_id, "code": error.code})
        again = now + _AGAIN_LATE
    with tool.database.writing() as db:
        db.get_one(Deployment, deployment.deployment_id).notices_due_at = again


def sweep(db: Db, now: datetime) -> None:
    """Forget old notices."""
    db.execute(delete(Notice).where(Notice.received_at <= now - KEPT))
