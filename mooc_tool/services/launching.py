"""From a login announced by a platform to a session: begun, expected, admitted.

The network is never called inside a transaction: web reads the attempt, has the launch checked by the LTI
room (which may fetch the platform's keys), then writes everything at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session as Db
from sqlalchemy.orm import joinedload

from mooc_tool.errors import LaunchError
from mooc_tool.lti.addresses import serialized_origin
from mooc_tool.lti.claims import is_text
from mooc_tool.lti.launch import Attempt as LtiAttempt
from mooc_tool.lti.launch import Launch
from mooc_tool.lti.login import LoginRequest, start, start_again
from mooc_tool.records import LaunchAttempt
from mooc_tool.services import anonymity, arrivals, entering, moving, platforms, secrecy
from mooc_tool.services.entering import Admitted
from mooc_tool.services.tool import Tool

LIFE = timedelta(seconds=600)
LONGEST_FRAME = 100


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
    browser_digest: str
    allows_anonymous: bool
    storage: Storage | None

    def same_browser(self, browser_secret: str | None) -> bool:
        """Whether this browser is the one that began the login."""
        return secrecy.same(browser_secret, self.browser_digest)


def begin(db: Db, request: LoginRequest, *, launch_url: str, now: datetime) -> Begun:
    """Note a login and say where the browser goes. Raises LaunchError."""
    row = platforms.find(db, request.issuer, request.client_id)
    started = start(request, platforms.as_lti(row), launch_url)
    browser_secret = secrecy.new_code()
    frame = request.storage_target or ""
    attempt = LaunchAttempt(
        state=started.state,
        nonce=started.nonce,
        browser_digest=secrecy.digest(browser_secret),
        platform=row,
        deployment=request.deployment_id,
        login_hint=request.login_hint,
        message_hint=request.message_hint,
        storage_target=frame if 0 < len(frame) <= LONGEST_FRAME else None,
        expires_at=now + LIFE,
        used_at=None,
    )
    db.add(attempt)
    return Begun(started.url, started.state, browser_secret, _storage(attempt))


def begin_again(db: Db, state: str, *, launch_url: str, now: datetime) -> Begun:
    """The same login once more, in a window of its own where cookies are first-party."""
    request = _request(_attempt(db, state, now), launch_url)
    return begin(db, request, launch_url=launch_url, now=now)


def platform_address(db: Db, expectation: Expected, now: datetime) -> str:
    """Where a login that is under way sends the browser."""
    launch_url, platform = expectation.lti.launch_url, expectation.lti.platform
    request = _request(_attempt(db, expectation.state, now), launch_url)
    return start_again(request, platform, launch_url, expectation.lti)


def _request(attempt: LaunchAttempt, launch_url: str) -> LoginRequest:
    return LoginRequest(
        issuer=attempt.platform.issuer,
        client_id=attempt.platform.client_id,
        login_hint=attempt.login_hint,
        message_hint=attempt.message_hint,
        target_link_uri=launch_url,
        deployment_id=attempt.deployment,
        storage_target=None,
    )


def expected(db: Db, state: str, *, launch_url: str, now: datetime) -> Expected:
    """The login that a launch answers. Raises LaunchError: unknown, used, over."""
    attempt = _attempt(db, state, now)
    lti = LtiAttempt(
        state=attempt.state,
        nonce=attempt.nonce,
        platform=platforms.as_lti(attempt.platform),
        launch_url=launch_url,
        deployment_id=attempt.deployment,
    )
    return Expected(
        state=attempt.state,
        lti=lti,
        browser_digest=attempt.browser_digest,
        allows_anonymous=attempt.platform.allows_anonymous,
        storage=_storage(attempt),
    )


def _storage(attempt: LaunchAttempt) -> Storage | None:
    """The key is derived from the state, which travels: only the value kept under it is secret."""
    if attempt.storage_target is None:
        return None
    key = secrecy.digest(f"storage {attempt.state}")[:32]
    return Storage(attempt.storage_target, serialized_origin(attempt.platform.auth_url), key)


_BY_STATE = (
    select(LaunchAttempt)
    .where(LaunchAttempt.state == bindparam("state"))
    .options(joinedload(LaunchAttempt.platform))
)


def _attempt(db: Db, state: str, now: datetime) -> LaunchAttempt:
    if not is_text(state):  # which a database may refuse to look for
        raise LaunchError("launch-state-unknown", "learner")
    attempt = db.scalar(_BY_STATE, {"state": state})
    if attempt is None:
        raise LaunchError("launch-state-unknown", "learner")
    if attempt.used_at is not None:
        raise LaunchError("launch-replayed", "learner")
    if now >= attempt.expires_at:
        raise LaunchError("launch-expired", "learner")
    return attempt


def admit(db: Db, expectation: Expected, launch: Launch, tool: Tool, now: datetime) -> Admitted:
    """Use the attempt up and open a session. Raises LaunchError when another launch was faster."""
    used = db.execute(
        update(LaunchAttempt)
        .where(LaunchAttempt.state == expectation.state, LaunchAttempt.used_at.is_(None))
        .values(used_at=now, login_hint="", message_hint=None)  # they say who it was; nobody asks again
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it; the stubs say Result
        raise LaunchError("launch-replayed", "learner")
    platform = expectation.lti.platform
    launch = anonymity.named(launch) if launch.sub is None else launch
    moving.carry_over(db, platform.platform_id, launch, tool.secret, now)
    arrival = arrivals.receive(db, platform.platform_id, launch, now)
    return entering.enter(db, platform, launch, arrival, tool, now)


def sweep(db: Db, now: datetime) -> None:
    """Forget logins that are over."""
    db.execute(delete(LaunchAttempt).where(LaunchAttempt.expires_at <= now))
