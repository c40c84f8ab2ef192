"""The signed launch message: PyLTI1p3's validation, each step checked as the Security Framework asks.

The order is the library's: state, form, nonce, registration, signature with times, deployment, message. Each
step is overridden for what the library accepts wrongly (a token without expiry, a second audience) or refuses
wrongly (a clock two seconds ahead). Nothing is stored: the caller keeps the attempt and consumes it after.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Never, Self, cast

import requests
from jwt import PyJWS, PyJWTError
from pylti1p3.cookie import CookieService
from pylti1p3.message_launch import MessageLaunch, TJwtData
from pylti1p3.request import Request
from pylti1p3.session import SessionService

from mooc_tool.errors import LaunchError, Mender
from mooc_tool.lti.claims import LTI, Claims
from mooc_tool.lti.jwks import ALGORITHMS
from mooc_tool.lti.keys import PlatformKeys
from mooc_tool.lti.login import Attempt
from mooc_tool.lti.tool_conf import Fields, NoCookies, OnePlatform

LEEWAY = 60  # seconds that clocks may differ
OLDEST = 3600  # seconds since the platform signed
MESSAGE_TYPES = ("LtiResourceLinkRequest", "LtiDeepLinkingRequest", "LtiSubmissionReviewRequest")

_LONGEST_TOKEN = 128 * 1024  # characters
_JWS = PyJWS(ALGORITHMS)
# The library wants these and would make a new HTTP session for each launch; the steps below use none of them.
_NO_SESSION = SessionService(Fields({}))
_NO_HTTP = requests.Session()


class SignedMessage(MessageLaunch[Request, OnePlatform, SessionService, CookieService]):
    """One answer of a platform to one login; ``validate`` raises LaunchError and nothing else."""

    def __init__(
        self,
        fields: Mapping[str, str],
        attempt: Attempt,
        keys: PlatformKeys,
        now: datetime,
    ) -> None:
        conf = OnePlatform(attempt.platform, attempt.deployment_id)
        super().__init__(Fields(fields), conf, _NO_SESSION, NoCookies(), requests_session=_NO_HTTP)
        self.set_auto_validation(enable=False)
        self._fields = fields
        self._attempt = attempt
        self._keys = keys
        self._now = now
        self._payload = b""

    @property
    def claims(self) -> Claims:
        """The body of the token; to be believed after ``validate`` only."""
        return Claims(cast(Mapping[str, object], self.get_launch_data()))

    def _get_request_param(self, key: str) -> str:
        return self._fields.get(key, "")

    def validate_state(self) -> Self:
        state = self._fields.get("state")
        if not state:
            raise LaunchError("launch-state-missing", "learner")
        if not _same(state, self._attempt.state):
            raise LaunchError("launch-state-mismatch", "learner")
        if self._fields.get("error"):
            raise platform_said_no(self._fields)
        return self

    def validate_jwt_format(self) -> Self:
        token = self._fields.get("id_token")
        if not token:
            raise LaunchError("id-token-missing")
        if len(token) > _LONGEST_TOKEN:
            raise LaunchError("id-token-unreadable", reason="too long")
        try:
            header, self._payload = _parts(token)
            said = [json.loads(part, parse_constant=_no_number) for part in (header, self._payload)]
        except (ValueError, RecursionError) as error:
            raise LaunchError("id-token-unreadable", reason=type(error).__name__) from error
        if not all(isinstance(part, dict) for part in said):
            raise LaunchError("id-token-unreadable", reason="no object")
        self.set_jwt(cast(TJwtData, {"header": said[0], "body": said[1]}))
        return self

    def validate_nonce(self) -> Self:
        nonce = self.claims.raw("nonce")
        if not isinstance(nonce, str) or not _same(nonce, self._attempt.nonce):
            raise LaunchError("id-token-nonce", "learner")
        return self

    def get_iss(self) -> str:
        return self.claims.identifier("iss") or ""

    def get_client_id(self) -> str:
        """The one audience that the token may be for: other ones only if it says that we asked (``azp``)."""
        ours = self._attempt.platform.client_id
        azp, aud = self.claims.raw("azp"), self.claims.raw("aud")
        if azp is not None and azp != ours:
            raise LaunchError("id-token-azp", expected=ours)
        audiences = aud if isinstance(aud, list) else [aud]
        others = any(audience != ours for audience in audiences)
        return ours if ours in audiences and (azp == ours or not others) else ""

    def validate_jwt_signature(self) -> Self:
        header: Mapping[str, object] = self._jwt["header"]
        kid, algorithm = header.get("kid"), header.get("alg")
        if not isinstance(kid, str) or not kid:
            raise LaunchError("id-token-kid-missing")
        if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
            raise LaunchError("id-token-algorithm", algorithm=str(algorithm)[:32])
        key = self._keys.find(self._attempt.platform.keyset_url, kid, algorithm, self._now)
        try:
            signed = _JWS.decode(self._fields["id_token"], key, [algorithm])
        except PyJWTError as error:
            raise LaunchError("id-token-signature") from error
        if signed != self._payload:
            raise LaunchError("id-token-signature")
        self._validate_times()
        return self

    def _validate_times(self) -> None:
        now = self._now.timestamp()
        expires, issued = self.claims.moment("exp"), self.claims.moment("iat")
        if expires is None or issued is None:
            raise LaunchError("id-token-times-missing")
        if now >= expires + LEEWAY:
            raise LaunchError("id-token-expired", "learner", seconds=round(now - expires))
        if max(issued, self.claims.moment("nbf") or issued) > now + LEEWAY:
            raise LaunchError("id-token-early", seconds=round(issued - now))
        if now - issued > OLDEST + LEEWAY:
            raise LaunchError("id-token-old", "learner", seconds=round(now - issued))

    def validate_deployment(self) -> Self:
        if not self.claims.identifier(LTI + "deployment_id"):
            raise LaunchError("deployment-missing")
        super().validate_deployment()
        return self

    def validate_message(self) -> Self:
        if self.claims.raw(LTI + "message_type") not in MESSAGE_TYPES:
            raise LaunchError("message-type", said=self.claims.words(LTI + "message_type", 64))
        if self.claims.raw(LTI + "version") != "1.3.0":
            raise LaunchError("version", said=self.claims.words(LTI + "version", 64))
        return self

    def save_launch_data(self) -> Self:
        return self


def platform_said_no(fields: Mapping[str, str]) -> LaunchError:
    """An error response of OpenID Connect (core, 3.1.2.6): the platform signed nobody in, and says why."""
    error = fields.get("error", "")
    mender: Mender = "learner" if error in ("login_required", "interaction_required") else "administrator"
    words = Claims(fields).words("error_description", 500)
    return LaunchError("platform-said-no", mender, error=Claims(fields).words("error", 64), words=words)


def _parts(token: str) -> tuple[bytes, bytes]:
    """Header and body, read once: PyJWT, which reads each sign by itself, does so when it verifies."""
    header, body, _ = token.encode("ascii").split(b".")
    return _decoded(header), _decoded(body)


def _decoded(part: bytes) -> bytes:
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())


def _no_number(name: str) -> Never:
    raise ValueError(f"{name} is no JSON")
