"""A platform announces a launch (OpenID Connect third-party initiated login); the browser goes to authorise.

1EdTech Security Framework 1.0, section 5.1.1. State and nonce are made here; the caller keeps them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from pylti1p3.cookie import CookieService
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.request import Request
from pylti1p3.session import SessionService

from mooc_tool.errors import LaunchError
from mooc_tool.lti.platform import Platform
from mooc_tool.lti.tool_conf import Fields, NoCookies, OnePlatform

_LONGEST = 255
_STATE = "state-"  # what the library's states begin with
_LONGEST_HINT = 16 * 1024  # Canvas sends a whole JWT as its hint


@dataclass(frozen=True)
class LoginRequest:
    """What the platform said. Nothing of it is signed: it serves to find the platform, and is echoed."""

    issuer: str
    login_hint: str
    target_link_uri: str | None
    client_id: str | None
    deployment_id: str | None
    message_hint: str | None
    storage_target: str | None


@dataclass(frozen=True)
class Started:
    """Where to send the browser, and the two secrets that the launch must bring back."""

    url: str
    state: str
    nonce: str


@dataclass(frozen=True)
class Attempt:
    """What the caller keeps between login and launch; ``launch_url`` is the tool's, as given to ``start``."""

    state: str
    nonce: str
    platform: Platform
    launch_url: str
    deployment_id: str | None = None


def read_login(fields: Mapping[str, str]) -> LoginRequest:
    """Read the fields of a login request, from a query or a form.

    :raises LaunchError: ``login-issuer-missing``, ``login-hint-missing``, ``login-unreadable``
    """
    issuer = _field(fields, "iss")
    if issuer is None:
        raise LaunchError("login-issuer-missing")
    login_hint = _field(fields, "login_hint", _LONGEST_HINT)
    if login_hint is None:
        raise LaunchError("login-hint-missing")
    return LoginRequest(
        issuer,
        login_hint,
        target_link_uri=_field(fields, "target_link_uri", _LONGEST_HINT),
        client_id=_field(fields, "client_id"),
        deployment_id=_field(fields, "lti_deployment_id"),
        message_hint=_field(fields, "lti_message_hint", _LONGEST_HINT),
        storage_target=_field(fields, "lti_storage_target"),
    )


def start(request: LoginRequest, platform: Platform, launch_url: str) -> Started:
    """The address of the platform's authorisation page; hints are echoed to the byte.

    :raises LaunchError: the request is of another platform (``id-token-issuer``, ``id-token-audience``)
    """
    return _Login(request, platform).started(launch_url)


def start_again(request: LoginRequest, platform: Platform, launch_url: str, begun: Attempt) -> str:
    """The same address as ``start`` gave for this attempt, which goes on."""
    return _Login(request, platform, begun).started(launch_url).url


def _field(fields: Mapping[str, str], name: str, longest: int = _LONGEST) -> str | None:
    value = fields.get(name) or None
    if value is not None and (len(value) > longest or "\0" in value):
        raise LaunchError("login-unreadable", field=name)
    return value


class _Login(OIDCLogin[Request, OnePlatform, SessionService, CookieService, str]):
    """The library's login with secrets of our own making, which the caller keeps instead of a session."""

    def __init__(self, request: LoginRequest, platform: Platform, begun: Attempt | None = None) -> None:
        fields = {
            "iss": request.issuer,
            "client_id": request.client_id or platform.client_id,
            "login_hint": request.login_hint,
            "lti_message_hint": request.message_hint or "",
        }
        self._kept = _Kept()
        self._begun = begun
        self._auth_url = platform.auth_url
        super().__init__(Fields(fields), OnePlatform(platform), _Nonces(self._kept), _States(self._kept))

    def started(self, launch_url: str) -> Started:
        # The library appends "?..." even to an address that has a query: "/auth?tenant=7?scope=openid".
        parameters = self._prepare_redirect_url(launch_url).removeprefix(f"{self._auth_url}?")
        join = "&" if "?" in self._auth_url else "?"
        return Started(f"{self._auth_url}{join}{parameters}", self._kept.state, self._kept.nonce)

    def get_redirect(self, url: str) -> Redirect[str]:
        raise NotImplementedError("the caller redirects")

    def _get_uuid(self) -> str:
        return self._begun.state.removeprefix(_STATE) if self._begun else secrets.token_urlsafe(32)

    def _generate_nonce(self) -> str:
        # the library's holds the machine's network address
        return self._begun.nonce if self._begun else secrets.token_urlsafe(32)


@dataclass
class _Kept:
    state: str = ""
    nonce: str = ""


class _Nonces(SessionService):
    def __init__(self, kept: _Kept) -> None:
        self._kept = kept

    def save_nonce(self, nonce: str) -> None:
        self._kept.nonce = nonce


class _States(NoCookies):
    def __init__(self, kept: _Kept) -> None:
        self._kept = kept

    def set_cookie(
        self, name: str, value: str | int, exp: int | None = 3600  # noqa: ARG002  # the library's signature
    ) -> None:
        self._kept.state = str(value)
