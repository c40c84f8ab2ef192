"""Who runs the tool, on its pages: let in by a link from the command line, shown how the tool stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import NotFound, SessionEnded
from mooc_tool.records import (
    AdministratorLink,
    Deployment,
    Letter,
    LetterState,
    LineWish,
    Person,
    Platform,
    SigningKey,
)
from mooc_tool.services import secrecy

LINK_LIFE = timedelta(minutes=10)
SESSION_LIFE = timedelta(hours=1)

_DEPLOYMENTS = select(Deployment.platform_id, Deployment.value, Deployment.allows_anonymous).order_by(
    Deployment.deployment_id
)


def make_link(db: Db, now: datetime) -> str:
    """A code that opens the pages once, within ten minutes."""
    code = secrecy.new_code()
    db.add(AdministratorLink(link_digest=secrecy.digest(code), ends_at=now + LINK_LIFE))
    return code


def require_link(db: Db, code: str, now: datetime) -> None:
    """Raise NotFound unless the code still opens the pages."""
    found = db.scalar(select(AdministratorLink).where(AdministratorLink.link_digest == secrecy.digest(code)))
    if found is None or found.cookie_digest is not None or now >= found.ends_at:
        raise NotFound("link-unknown")


def use_link(db: Db, code: str, now: datetime) -> str:
    """Use the link up; the value of the cookie of the session that it opens. Raises NotFound."""
    cookie = secrecy.new_code()
    used = db.execute(
        update(AdministratorLink)
        .where(
            AdministratorLink.link_digest == secrecy.digest(code),
            AdministratorLink.cookie_digest.is_(None),
            AdministratorLink.ends_at > now,
        )
        .values(cookie_digest=secrecy.digest(cookie), ends_at=now + SESSION_LIFE)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it; the stubs say Result
        raise NotFound("link-unknown")
    return cookie


def require_session(db: Db, cookie: str | None, now: datetime) -> None:
    """Raise SessionEnded unless the cookie is that of a session that goes on."""
    ends_at = cookie and db.scalar(
        select(AdministratorLink.ends_at).where(AdministratorLink.cookie_digest == secrecy.digest(cookie))
    )
    if not isinstance(ends_at, datetime) or now >= ends_at:
        raise SessionEnded("administration-over")


def leave(db: Db, cookie: str) -> None:
    """End the session."""
    digest = secrecy.digest(cookie)
    db.execute(delete(AdministratorLink).where(AdministratorLink.cookie_digest == digest))


def sweep(db: Db, now: datetime) -> None:
    """Forget links and sessions that are over."""
    db.execute(delete(AdministratorLink).where(AdministratorLink.ends_at <= now))


class DeploymentCard(NamedTuple):
    """A deployment, and whether visitors may come there (None: as its registration says)."""

    value: str
    allows_anonymous: bool | None


@dataclass(frozen=True)
class PlatformCard:
    """A platform, and what is on its way to it."""

    platform_id: int
    name: str
    issuer: str
    client_id: str
    family: str
    state: str
    deployments: tuple[DeploymentCard, ...]
    allows_anonymous: bool
    offers_review: bool
    letters: dict[str, int]
    """How many scores are in each state (``waiting``, ``sent``, ``refused``)."""
    failing_since: datetime | None
    """Since when it has answered no score, if it is let be for that (``breaker``)."""


@dataclass(frozen=True)
class KeyCard:
    """One of the tool's own keys. State: ``announced``, ``in use`` or ``retired``."""

    kid: str
    state: str
    created_at: datetime


@dataclass(frozen=True)
class Standing:
    """How the tool stands."""

    platforms: tuple[PlatformCard, ...]
    keys: tuple[KeyCard, ...]
    letters: dict[str, int]
    refusals: tuple[tuple[str, int], ...]
    """Why scores are refused or wait: code and how many, the most first."""
    wishes: int
    """Columns that are still to be made."""


def deployments_of(db: Db, platform_id: int) -> dict[str, bool | None]:
    """The deployments of a platform, and whether visitors may come there."""
    asked = select(Deployment.value, Deployment.allows_anonymous).where(Deployment.platform_id == platform_id)
    return {row.value: row.allows_anonymous for row in db.execute(asked)}


def standing(db: Db) -> Standing:
    """Platforms, keys and the outbox."""
    by_platform = _letters(db)
    deployments: dict[int, list[DeploymentCard]] = {}
    for platform_id, value, allowed in db.execute(_DEPLOYMENTS):
        deployments.setdefault(platform_id, []).append(DeploymentCard(value, allowed))
    platforms = tuple(
        PlatformCard(
            platform_id=row.platform_id,
            name=row.name,
            issuer=row.issuer,
            client_id=row.client_id,
            family=row.family,
            state=row.state.value,
            deployments=tuple(deployments.get(row.platform_id, ())),
            allows_anonymous=row.allows_anonymous,
            offers_review=row.offers_review,
            letters=by_platform.get(row.platform_id, {}),
            failing_since=row.failing_since if row.rests_until else None,
        )
        for row in db.scalars(select(Platform).order_by(Platform.platform_id))
    )
    whole = {
        state.value: sum(counts.get(state.value, 0) for counts in by_platform.values())
        for state in LetterState
    }
    wishes = db.scalar(select(func.count()).select_from(LineWish)) or 0
    return Standing(platforms, _keys(db), whole, _refusals(db), wishes)


def _letters(db: Db) -> dict[int, dict[str, int]]:
    rows = db.execute(
        select(Person.platform_id, Letter.state, func.count())
        .join(Person, Person.person_id == Letter.person_id)
        .group_by(Person.platform_id, Letter.state)
    )
    found: dict[int, dict[str, int]] = {}
    for platform_id, state, count in rows:
        found.setdefault(platform_id, {})[state.value] = count
    return found


def _refusals(db: Db) -> tuple[tuple[str, int], ...]:
    rows = db.execute(
        select(Letter.platform_code, func.count())
        .where(Letter.state != LetterState.SENT, Letter.platform_code.is_not(None))
        .group_by(Letter.platform_code)
        .order_by(func.count().desc())
    )
    return tuple((code or "", count) for code, count in rows)


def _keys(db: Db) -> tuple[KeyCard, ...]:
    def state(row: SigningKey) -> str:
        if row.retired_at is not None:
            return "retired"
        return "announced" if row.announced else "in use"

    rows = db.scalars(select(SigningKey).order_by(SigningKey.created_at.desc()))
    return tuple(KeyCard(row.kid, state(row), row.created_at) for row in rows)
