"""How a platform comes to be known: by invitation (dynamic registration or paste form) or by command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import NotFound
from mooc_tool.lti.addresses import is_url
from mooc_tool.lti.families import family_of
from mooc_tool.records import Deployment, Event, Invite, Platform, PlatformState
from mooc_tool.services import platforms, secrecy

INVITE_LIFE = timedelta(hours=24)

FIELDS = ("issuer", "client_id", "auth_url", "token_url", "keyset_url")
_LONGEST, _LONGEST_ADDRESS = 255, 1000
_FAMILY_LENGTH = 40


@dataclass(frozen=True)
class Registration:
    """What is needed to know a platform."""

    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    keyset_url: str
    name: str = ""
    family: str = "generic"
    token_audience: str | None = None
    deployment: str | None = None
    reviews: bool | None = None
    """Whether its gradebook opens learners' work; None: as its family does."""


def read(fields: Mapping[str, str]) -> Registration | dict[str, str]:
    """What a form says, or its faults by field: ``missing``, ``too-long``, ``no-address``, ``not-https``."""
    names = (*FIELDS, "name", "deployment_id")
    values = {name: fields.get(name, "").replace("\0", "").strip() for name in names}
    faults = {name: fault for name in values if (fault := _fault(name, values[name]))}
    if faults:
        return faults
    return Registration(
        issuer=values["issuer"],
        client_id=values["client_id"],
        auth_url=values["auth_url"],
        token_url=values["token_url"],
        keyset_url=values["keyset_url"],
        name=values["name"],
        deployment=values["deployment_id"] or None,
    )


def _fault(name: str, value: str) -> str | None:
    if not value:
        return "missing" if name in FIELDS else None
    is_address = name.endswith("_url")
    if len(value) > (_LONGEST_ADDRESS if is_address else _LONGEST):
        return "too-long"
    if not is_address:
        return None
    if not is_url(value):
        return "no-address"
    local = value.startswith(("http://localhost:", "http://127.0.0.1:"))
    return None if local or value.startswith("https://") else "not-https"


def add(db: Db, registration: Registration, state: PlatformState, now: datetime) -> Platform:
    """Write the platform down, or bring it up to date: issuer and client id say which one it is.

    A platform that is known keeps its state, so that an update never lets itself in.
    """
    row = _known(db, registration)
    if row is None:
        row = Platform(
            issuer=registration.issuer, client_id=registration.client_id, state=state, created_at=now
        )
        row.offers_review = family_of(registration.family).reviews
        db.add(row)
    if registration.reviews is not None:
        row.offers_review = registration.reviews
    row.name = registration.name or registration.issuer
    row.auth_url, row.token_url = registration.auth_url, registration.token_url
    row.keyset_url, row.token_audience = registration.keyset_url, registration.token_audience
    row.family = registration.family[:_FAMILY_LENGTH]
    db.flush()
    if registration.deployment:
        _add_deployment(db, row, registration.deployment, now)
    _note(db, "platform-registered", row, now)
    return row


def is_known(db: Db, registration: Registration) -> bool:
    """Whether a platform of that issuer and client id is there. A form must then not change it: with an
    invitation of one's own, one could put one's keys in the place of somebody else's.
    """
    return _known(db, registration) is not None


def _known(db: Db, registration: Registration) -> Platform | None:
    named = (Platform.issuer == registration.issuer, Platform.client_id == registration.client_id)
    return db.scalar(select(Platform).where(*named))


def _add_deployment(db: Db, row: Platform, value: str, now: datetime) -> None:
    known = select(Deployment.deployment_id).where(
        Deployment.platform_id == row.platform_id, Deployment.value == value
    )
    if db.scalar(known) is None:
        db.add(Deployment(platform_id=row.platform_id, value=value, created_at=now))


def invite(db: Db, now: datetime, *, accept: bool) -> str:
    """A code that registers one platform within a day. ``accept``: without waiting to be accepted."""
    code = secrecy.new_code()
    db.add(
        Invite(
            code_digest=secrecy.digest(code),
            created_at=now,
            expires_at=now + INVITE_LIFE,
            accept=accept,
        )
    )
    return code


def open_invite(db: Db, code: str, now: datetime) -> Invite:
    """An invitation that still holds. Raises NotFound."""
    found = db.scalar(select(Invite).where(Invite.code_digest == secrecy.digest(code)))
    if found is None or found.used_at is not None or now >= found.expires_at:
        raise NotFound("invite-unknown")
    return found


def use_invite(db: Db, code: str, registration: Registration, now: datetime) -> Platform:
    """Register a platform with an invitation, which is used up. Raises NotFound."""
    found = open_invite(db, code, now)
    used = db.execute(
        update(Invite)
        .where(Invite.invite_id == found.invite_id, Invite.used_at.is_(None))
        .values(used_at=now)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it; the stubs say Result
        raise NotFound("invite-unknown")
    state = PlatformState.ACTIVE if found.accept else PlatformState.PENDING
    return add(db, registration, state, now)


def all_platforms(db: Db) -> list[Platform]:
    """Every platform, oldest first."""
    return list(db.scalars(select(Platform).order_by(Platform.platform_id)))


def set_state(db: Db, platform_id: int, state: PlatformState, now: datetime) -> Platform:
    """Accept a platform, or turn it off. Raises NotFound."""
    row = _platform(db, platform_id)
    row.state = state
    _note(db, f"platform-{state.value}", row, now)
    return row


def set_options(
    db: Db, platform_id: int, now: datetime, *, anonymous: bool | None = None, review: bool | None = None
) -> Platform:
    """Let visitors without a name in; have columns open learners' work. None: as it is. Raises NotFound."""
    row = _platform(db, platform_id)
    row.allows_anonymous = row.allows_anonymous if anonymous is None else anonymous
    row.offers_review = row.offers_review if review is None else review
    if (anonymous, review) != (None, None):
        _note(db, "platform-set", row, now)
    return row


def set_visitors(db: Db, platform_id: int, deployment: str, now: datetime, *, anonymous: bool | None) -> None:
    """Let visitors without a name in at one deployment, or not; None: as its registration does.

    A deployment that nobody has launched from yet is noted. Raises NotFound.
    """
    row = _platform(db, platform_id)
    platforms.deployment_of(db, platform_id, deployment, now).allows_anonymous = anonymous
    _note(db, "platform-set", row, now)


def remove(db: Db, platform_id: int) -> None:
    """Forget a platform and all that hangs on it. Raises NotFound."""
    db.delete(_platform(db, platform_id))


def _platform(db: Db, platform_id: int) -> Platform:
    row = db.get(Platform, platform_id)
    if row is None:
        raise NotFound("platform-unknown", platform=platform_id)
    return row


def _note(db: Db, kind: str, row: Platform, now: datetime) -> None:
    db.add(Event(at=now, kind=kind, data={"platform": row.platform_id, "issuer": row.issuer}))
