"""From a login announced by a platform to a session: begun, expected, admitted.

The network is never called inside a transaction: web reads the attempt, has the launch checked by the LTI
room (which may fetch the platform's keys), then writes everything at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import LaunchError
from mooc_tool.lti.addresses import serialized_origin
from mooc_tool.lti.claims import is_text
from mooc_tool.lti.launch import Attempt as LtiAttempt
from mooc_tool.lti.launch import Launch
from mooc_tool.lti.login import LoginRequest, start, start_again
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.records import LaunchAttempt, Platform
from mooc_tool.records.base import Moment
from mooc_tool.services import anonymity, arrivals, entering, moving, platforms, secrecy
from mooc_tool.services.entering import Admitted
from mooc_tool.services.tool import Tool

LIFE = timedelta(seconds=600)
LONGEST_FRAME = 100


# built once: every launch asks them
_NOTE = insert(LaunchAttempt)
_BY_STATE = (
    select(
        *platforms.AS_LTI,
        anonymity.SOMEWHERE.label("allows_anonymous"),
        LaunchAttempt.nonce,
        LaunchAttempt.browser_digest,
        LaunchAttempt.deployment,
        LaunchAttempt.login_hint,
        LaunchAttempt.message_hint,
        LaunchAttempt.storage_target,
        LaunchAttempt.expires_at,
        LaunchAttempt.used_at,
    )
    .join(LaunchAttempt, LaunchAttempt.platform_id == Platform.platform_id)
    .where(LaunchAttempt.state == bindparam("state"))
)
_USE = (
    update(LaunchAttempt)
    .where(LaunchAttempt.state == bindparam("begun"), LaunchAttempt.used_at.is_(None))
    # the hints say who it was; nobody asks again
    .values(used_at=bindparam("now", type_=Moment()), login_hint="", message_hint=None)
)


@dataclass(frozen=True)
class Storage:
    """Where the platform's page keeps a login's secret (LTI: platform storage)."""

    frame: str
    origin: str
    key: str


@dataclass(frozen=True)
class Begun:
    """Where to send the browser, and the secret that it is given to show again."""

    url: str
    state: str
    browser_secret: str
    storage: Storage | None


@dataclass(frozen=True)
class Expected:
    """A login that is under way."""

    state: str
    lti: LtiAttempt
    request: LoginRequest
    browser_digest: str
    allows_anonymous: bool
    """Somewhere on this platform: ``admit`` knows where."""
    storage: Storage | None

    def same_browser(self, browser_secret: str | None) -> bool:
        """Whether this browser is the one that began the login."""
        return secrecy.same(browser_secret, self.browser_digest)


def begin(db: Db, request: LoginRequest, *, launch_url: str, now: datetime) -> Begun:
    """Note a login and say where the browser goes. Raises LaunchError."""
    platform = platforms.find(db, request.issuer, request.client_id)
    started = start(request, platform, launch_url)
    browser_secret = secrecy.new_code()
    asked = request.storage_target or ""
    frame = asked if 0 < len(asked) <= LONGEST_FRAME else None
    noted = {
        "state": started.state,
        "nonce": started.nonce,
        "browser_digest": secrecy.digest(browser_secret),
        "platform_id": platform.platform_id,
        "deployment": request.deployment_id,
        "login_hint": request.login_hint,
        "message_hint": request.message_hint,
        "storage_target": frame,
        "expires_at": now + LIFE,
    }
    db.connection().execute(_NOTE, noted)
    return Begun(started.url, started.state, browser_secret, _storage(started.state, frame, platform))


def begin_again(db: Db, state: str, *, launch_url: str, now: datetime) -> Begun:
    """The same login once more, in a window of its own where cookies are first-party."""
    request = expected(db, state, launch_url=launch_url, now=now).request
    return begin(db, request, launch_url=launch_url, now=now)


def platform_address(expectation: Expected) -> str:
    """Where a login that is under way sends the browser."""
    begun = expectation.lti
    return start_again(expectation.request, begun.platform, begun.launch_url, begun)


def expected(db: Db, state: str, *, launch_url: str, now: datetime) -> Expected:
    """The login that a launch answers. Raises LaunchError: unknown, used, over."""
    attempt = _attempt(db, state, now)
    platform = platforms.read_lti(attempt)
    request = LoginRequest(
        issuer=platform.issuer,
        client_id=platform.client_id,
        login_hint=attempt.login_hint,
        message_hint=attempt.message_hint,
        target_link_uri=launch_url,
        deployment_id=attempt.deployment,
        storage_target=None,
    )
    return Expected(
        state=state,
        lti=LtiAttempt(state, attempt.nonce, platform, launch_url, attempt.deployment),
        request=request,
        browser_digest=attempt.browser_digest,
        allows_anonymous=attempt.allows_anonymous,
        storage=_storage(state, attempt.storage_target, platform),
    )


def _storage(state: str, frame: str | None, platform: LtiPlatform) -> Storage | None:
    """The key is derived from the state, which travels: only the value kept under it is secret."""
    if frame is None:
        return None
    key = secrecy.digest(f"storage {state}")[:32]
    return Storage(frame, serialized_origin(platform.auth_url), key)


def _attempt(db: Db, state: str, now: datetime) -> Row[*tuple[Any, ...]]:
    if not is_text(state):  # which a database may refuse to look for
        raise LaunchError("launch-state-unknown", "learner")
    attempt = db.connection().execute(_BY_STATE, {"state": state}).one_or_none()
    if attempt is None:
        raise LaunchError("launch-state-unknown", "learner")
    if attempt.used_at is not None:
        raise LaunchError("launch-replayed", "learner")
    if now >= attempt.expires_at:
        raise LaunchError("launch-expired", "learner")
    return attempt


def admit(db: Db, expectation: Expected, launch: Launch, tool: Tool, now: datetime) -> Admitted:
    """Use the attempt up and open a session. Raises LaunchError when another launch was faster."""
    used = db.connection().execute(_USE, {"begun": expectation.state, "now": now})
    if used.rowcount != 1:
        raise LaunchError("launch-replayed", "learner")
    platform = expectation.lti.platform
    launch = anonymity.named(db, platform.platform_id, launch) if launch.sub is None else launch
    moving.carry_over(db, platform.platform_id, launch, tool.secret, now)
    arrival = arrivals.receive(db, platform.platform_id, launch, now)
    return entering.enter(db, platform, launch, arrival, tool, now)


def sweep(db: Db, now: datetime) -> None:
    """Forget logins that are over."""
    db.execute(delete(LaunchAttempt).where(LaunchAttempt.expires_at <= now))
