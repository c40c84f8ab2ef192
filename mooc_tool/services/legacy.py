"""Platforms that speak LTI 1.1: registered, let in, and their launches written down."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.errors import LaunchError, NotFound, Unreadable
from mooc_tool.lti.legacy.consumer import Consumer
from mooc_tool.lti.legacy.launch import LegacyLaunch, ResultPlace
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.lti.sealing import seal, unseal
from mooc_tool.records import (
    Deployment,
    LegacyCell,
    LegacyConsumer,
    LegacyLine,
    LegacyNonce,
    LegacyPerson,
    Line,
    Platform,
    PlatformState,
)
from mooc_tool.services import arrivals, entering, locks, moving, platforms
from mooc_tool.services.entering import Admitted
from mooc_tool.services.tool import Tool

_ISSUER = "urn:lti1p1:"


@dataclass(frozen=True)
class Registered:
    """A consumer that was registered; ``secret`` is shown once."""

    platform_id: int
    consumer: Consumer


@dataclass(frozen=True)
class Known:
    """The consumer that a launch names, as far as it is needed before anything is believed."""

    consumer_id: int
    consumer: Consumer
    platform: LtiPlatform
    deployment: str


def register(
    db: Db, key: str, given: str | None, name: str, family: str, tool_secret: bytes, now: datetime
) -> Registered:
    """Write a platform down that speaks LTI 1.1 only; it may not launch yet. Raises Unreadable: key taken."""
    if db.scalar(select(LegacyConsumer.consumer_id).where(LegacyConsumer.consumer_key == key)) is not None:
        raise Unreadable("consumer-taken", key=key)
    platform = Platform(
        issuer=f"{_ISSUER}{key}"[:255], client_id=key, name=name or key, family=family,
        auth_url="", token_url="", keyset_url="", state=PlatformState.ACTIVE, created_at=now,
    )  # fmt: skip
    db.add(platform)
    db.flush()
    deployment = Deployment(platform_id=platform.platform_id, value=key, created_at=now)
    secret = given or secrets.token_urlsafe(32)
    sealed = seal(secret.encode(), tool_secret)
    db.add(LegacyConsumer(consumer_key=key, sealed=sealed, deployment=deployment, created_at=now))
    db.flush()
    return Registered(platform.platform_id, Consumer(key, secret))


def change_secret(db: Db, key: str, given: str | None, tool_secret: bytes) -> Consumer:
    """Another secret for a consumer: one that leaked, or that nobody can unseal, opens nothing any more.

    Raises NotFound for a key that is nobody's.
    """
    row = db.scalar(select(LegacyConsumer).where(LegacyConsumer.consumer_key == key))
    if row is None:
        raise NotFound("consumer-key-unknown", key=key)
    secret = given or secrets.token_urlsafe(32)
    row.sealed = seal(secret.encode(), tool_secret)
    return Consumer(key, secret)


def let_launch(db: Db, platform_id: int, *, may: bool) -> list[str]:
    """Let the consumers of a platform launch, or not; their keys. Raises NotFound where it has none."""
    rows = db.scalars(
        select(LegacyConsumer).join(LegacyConsumer.deployment).where(Deployment.platform_id == platform_id)
    ).all()
    if not rows:
        raise NotFound("platform-unknown", platform=platform_id)
    for row in rows:
        row.may_launch = may
    return [row.consumer_key for row in rows]


def find(db: Db, key: str, tool_secret: bytes) -> Known:
    """The consumer of that key. Raises LaunchError: unknown, or not let in."""
    row = db.scalar(
        select(LegacyConsumer)
        .where(LegacyConsumer.consumer_key == key)
        .options(joinedload(LegacyConsumer.deployment).joinedload(Deployment.platform))
    )
    if row is None:
        raise LaunchError("consumer-unknown", "administrator", consumer=key)
    if not row.may_launch or row.deployment.platform.state is not PlatformState.ACTIVE:
        raise LaunchError("legacy-off", "tool", consumer=key)
    return Known(
        row.consumer_id,
        Consumer(key, unseal(row.sealed, tool_secret).decode()),
        platforms.as_lti(row.deployment.platform),
        row.deployment.value,
    )


def admit(db: Db, known: Known, signed: LegacyLaunch, tool: Tool, now: datetime) -> Admitted:
    """Use the nonce up and open a session. Raises LaunchError for a launch that was taken before."""
    _take(db, known.consumer_id, signed)
    user = signed.launch.sub or ""
    person = db.get(LegacyPerson, (known.consumer_id, user), options=[joinedload(LegacyPerson.person)])
    sub = person.person.sub if person else moving.unnamed(known.consumer_id, user)
    launch = replace(signed.launch, sub=sub, deployment_id=known.deployment)
    arrival = arrivals.receive(db, known.platform.platform_id, launch, now)
    if person is None:
        _remember(db, known.consumer_id, user, arrival.person_id)
    if signed.result is not None and arrival.placement_id is not None:
        _note_cell(db, known.consumer_id, arrival.placement_id, arrival.person_id, signed.result)
    return entering.enter(db, known.platform, launch, arrival, tool, now)


def _take(db: Db, consumer_id: int, signed: LegacyLaunch) -> None:
    nonce = LegacyNonce(consumer_id=consumer_id, nonce=signed.nonce, ends_at=signed.usable_until)
    try:
        with db.begin_nested():
            db.add(nonce)
    except IntegrityError:
        raise LaunchError("launch-replayed", "learner") from None


def _remember(db: Db, consumer_id: int, user: str, person_id: int) -> None:
    locks.found_or_made(
        db,
        select(LegacyPerson).filter_by(consumer_id=consumer_id, value=user),
        lambda: LegacyPerson(consumer_id=consumer_id, value=user, person_id=person_id),
    )


def _note_cell(db: Db, consumer_id: int, placement_id: int, person_id: int, result: ResultPlace) -> None:
    """A column that LTI 1.3 reaches stays with it."""
    line = locks.found_or_made(
        db,
        select(Line).filter_by(placement_id=placement_id, tag=""),
        lambda: Line(placement_id=placement_id, tag="", url=result.service_url, scopes=""),
    )
    legacy = db.get(LegacyLine, line.line_id)
    if legacy is None and line.scopes == "" and line.url == result.service_url:
        legacy = locks.found_or_made(
            db,
            select(LegacyLine).filter_by(line_id=line.line_id),
            lambda: LegacyLine(line_id=line.line_id, consumer_id=consumer_id),
        )
    if legacy is None:
        return
    line.url = result.service_url
    cell = locks.found_or_made(
        db,
        select(LegacyCell).filter_by(line_id=line.line_id, person_id=person_id),
        lambda: LegacyCell(line_id=line.line_id, person_id=person_id, source=result.source),
    )
    cell.source = result.source


def sweep(db: Db, now: datetime) -> None:
    """Forget launches that could not be sent again anyway."""
    db.execute(delete(LegacyNonce).where(LegacyNonce.ends_at <= now))
