"""Calls to a platform's services, with tokens shared by all processes (Security Framework 1.0, 4.1)."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast

import requests
from pylti1p3.service_connector import ServiceConnector

from mooc_tool.errors import PlatformError
from mooc_tool.lti.answers import accepted, linked, token_refused
from mooc_tool.lti.families import family_of
from mooc_tool.lti.http import Answer, exchange
from mooc_tool.lti.keys import ToolKey
from mooc_tool.lti.platform import Platform
from mooc_tool.lti.tool_conf import PlatformRegistration

_BACK = timedelta(seconds=5)  # Moodle refuses an ``iat`` in its future without leeway
_ASSERTION_LIFE = timedelta(seconds=60)
_USUAL_LIFE, _LONGEST_LIFE = 3600, 86_400  # seconds of a token
_MARGIN = 60  # seconds before its end that a token is no longer used
_MOST_PAGES = 1000


KeySource = Callable[[], ToolKey]
"""Gives the key to sign with, when it is needed: once for the many calls that a token serves."""


@dataclass(frozen=True)
class Token:
    """An access token; ``expires_at`` is when to stop using it."""

    value: str
    expires_at: datetime


class TokenStore(Protocol):
    """Where tokens are kept for all processes; a name stands for a registration and its scopes."""

    def get(self, name: str) -> Token | None:
        """The token kept under the name."""

    def renew(self, name: str, now: datetime, fetch: Callable[[], Token]) -> Token:
        """A token good at ``now``, kept for all: the one that ``fetch`` gives, or another asker's meanwhile.

        Of all that ask at once, in whatever process, one fetches and the others wait for it.

        :raises TryLater: what ``fetch`` raises, or ``platform-unreachable``: another one fetches too long
        """

    def drop(self, name: str, token: Token) -> None:
        """Forget this token; a newer one under the name stays."""


class Connector(ServiceConnector):
    """The services of one platform, for one piece of work begun at ``now``. Cheap to make."""

    def __init__(
        self, platform: Platform, key: KeySource, tokens: TokenStore, http: requests.Session, now: datetime
    ) -> None:
        super().__init__(PlatformRegistration(platform), http)
        self._key = key
        self._platform = platform
        self.family = family_of(platform.family)
        self._tokens = tokens
        self._now = now

    def request(
        self,
        method: str,
        url: str,
        scopes: Sequence[str],
        *,
        data: bytes | None = None,
        content_type: str = "application/json",
        accept: str = "application/json",
    ) -> Answer:
        """One call; a token that is refused is dropped, and the call tried once more with a new one.

        :raises TryLater: no answer, throttled, or a failure on the platform's side
        :raises PlatformError: refused for good
        """
        headers = {"Accept": accept} | ({"Content-Type": content_type} if data is not None else {})
        name = self._name(scopes)
        kept = self._kept(name)
        answer = self._call(method, url, headers, data, kept or self._renew(scopes))
        if kept and answer.refuses_token:
            self._tokens.drop(name, kept)
            answer = self._call(method, url, headers, data, self._renew(scopes))
        return accepted(answer, self._now)

    def pages(self, url: str, scopes: Sequence[str], accept: str) -> Iterator[Answer]:
        """Each page of a container, following ``Link: rel="next"`` with its case kept."""
        seen: set[str] = set()
        following: str | None = url
        while following and following not in seen and len(seen) < _MOST_PAGES:
            seen.add(following)
            answer = self.request("GET", following, scopes, accept=accept)
            yield answer
            following = linked(answer, "next")

    def get_access_token(self, scopes: Sequence[str]) -> str:
        """The token kept, or a new one."""
        token = self._kept(self._name(scopes)) or self._renew(scopes)
        return token.value

    def _name(self, scopes: Sequence[str]) -> str:
        return " ".join([str(self._platform.platform_id), *sorted(scopes)])

    def _kept(self, name: str) -> Token | None:
        token = self._tokens.get(name)
        return token if token and token.expires_at > self._now else None

    def _renew(self, scopes: Sequence[str]) -> Token:
        return self._tokens.renew(self._name(scopes), self._now, lambda: self._fetch(scopes))

    def _fetch(self, scopes: Sequence[str]) -> Token:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": self._assertion(),
            "scope": " ".join(sorted(scopes)),
        }
        headers = {"Accept": "application/json"}
        answer = exchange(
            self._requests_session, "POST", self._platform.token_url, headers=headers, data=form
        )
        return self._read_token(answer)

    def _assertion(self) -> str:
        client_id = self._platform.client_id
        claims: dict[str, str | int] = {
            "iss": client_id,
            "sub": client_id,
            "aud": self._platform.token_audience or self.family.token_audience or self._platform.token_url,
            "iat": int((self._now - _BACK).timestamp()),
            "exp": int((self._now + _ASSERTION_LIFE).timestamp()),
            "jti": secrets.token_urlsafe(24),
        }
        key = self._key()
        # the library says str; PyJWT takes a loaded key too, and need not parse it at each signature
        return self.encode_jwt(claims, cast(str, key.private), {"kid": key.kid})

    def _read_token(self, answer: Answer) -> Token:
        """A refusal is a fault of the set-up, not of what is to be sent: that waits until it is mended."""
        if not answer.fine:
            raise token_refused(answer, self._now)
        given = _members(answer)
        value = given.get("access_token")
        if not isinstance(value, str) or not value:
            raise token_refused(answer, self._now)
        seconds = _life(given.get("expires_in"))
        return Token(value, self._now + timedelta(seconds=seconds - min(_MARGIN, seconds / 2)))

    def _call(
        self, method: str, url: str, headers: dict[str, str], data: bytes | None, token: Token
    ) -> Answer:
        bearer = {"Authorization": f"Bearer {token.value}"}
        return exchange(self._requests_session, method, url, headers=headers | bearer, data=data)


def _members(answer: Answer) -> dict[str, object]:
    """The answer's JSON object; empty where it is none, such as the page of a platform in maintenance."""
    try:
        content = answer.json()
    except PlatformError:
        return {}
    return content if isinstance(content, dict) else {}


def _life(said: object) -> float:
    """``expires_in`` in seconds, or an hour where it is missing or odd."""
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 < said <= _LONGEST_LIFE:
        return _USUAL_LIFE
    return said
