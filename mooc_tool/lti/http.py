"""How the tool speaks to other servers: with time-outs, a name, a cap, and only to public places.

An address comes from a platform or an administrator and may point anywhere: at this machine, at the metadata
of a cloud. The guard looks at the address really connected to, which no trick with names gets around.
"""

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.addresses import on_same_server
from mooc_tool.lti.families import GENERIC

TIME_OUTS = (3.05, 10.0)  # seconds to connect, and between two packets
WHOLE_ANSWER = 30.0  # seconds for an answer that drips
KEY_SET_CAP = 512 * 1024  # bytes; Brightspace's is over 64 KB
ANSWER_CAP = 32 * 1024 * 1024  # bytes; a roster of 7,200 takes 1.6 MB

_USER_AGENT = f"mooc-tool/{version('mooc-tool')} (LTI 1.3)"  # Canvas and Moodle refuse those without


@dataclass(frozen=True)
class Answer:
    """What a server said, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def fine(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    @property
    def throttled(self) -> bool:
        """Whether too much was asked: 429, or a family's own sign, which nobody uses for anything else."""
        return self.status == 429 or any(
            self.status == sign.status and self.headers.get(sign.header, "").strip() in sign.values
            for sign in GENERIC.throttles
        )

    @property
    def refuses_token(self) -> bool:
        """Whether a new token may help: 401, or 403 as Open edX says it."""
        return self.status == 401 or (self.status == 403 and not self.throttled)

    def json(self) -> object:
        """The body as JSON.

        :raises PlatformError: ``answer-unreadable``
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise PlatformError("answer-unreadable", words=self.words(), status=self.status) from error

    def words(self, limit: int = 500) -> str:
        """The body as one line of text, for people to read."""
        text = " ".join(self.body[: 8 * limit].decode("utf-8", "replace").split())
        return "".join(char for char in text if char.isprintable())[:limit]


def http_session(*, allow_private: bool) -> requests.Session:
    """A session to keep for the life of the process; threads may share it.

    ``allow_private`` lifts the guard against private and loopback addresses: for a test LMS.
    """
    session = _Session()
    adapter = _Adapter(pool_maxsize=32) if allow_private else _GuardedAdapter(pool_maxsize=32)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    session.headers["User-Agent"] = _USER_AGENT
    session.max_redirects = 3
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))  # Moodle would serve us one at a time
    session.trust_env = False  # else a .netrc would replace our bearer tokens
    return session


def exchange(
    session: requests.Session,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    data: bytes | Mapping[str, str] | None = None,
    cap: int = ANSWER_CAP,
) -> Answer:
    """One request and its whole answer; only GET follows redirects, and only on the same host.

    :raises TryLater: ``platform-unreachable``: no answer, or not a whole one
    :raises PlatformError: ``address-private``, ``address-insecure``, ``redirect-foreign``,
        ``answer-too-long``
    """
    follow = method == "GET"
    try:
        with session.request(
            method, url, headers=headers, data=data, stream=True, allow_redirects=follow
        ) as response:
            return Answer(response.status_code, response.headers, _read(response, cap), response.url)
    except requests.RequestException as error:
        raise TryLater("platform-unreachable", words=type(error).__name__) from error


def fetch_key_set(session: requests.Session, url: str) -> bytes:
    """The document at a key set's address: what ``keys.PlatformKeys`` asks for."""
    answer = exchange(session, "GET", url, headers={"Accept": "application/json"}, cap=KEY_SET_CAP)
    if not answer.fine:
        raise PlatformError("key-set-refused", words=answer.words(), status=answer.status)
    return answer.body


def _read(response: requests.Response, cap: int) -> bytes:
    """The body, undone from its compression, while it stays within ``cap`` bytes and the time given."""
    until = time.monotonic() + WHOLE_ANSWER
    body = bytearray()
    for part in response.iter_content(64 * 1024):
        body += part
        if len(body) > cap:
            raise PlatformError("answer-too-long", words=response.url, status=response.status_code)
        if time.monotonic() > until:
            raise requests.Timeout("the answer took too long")
    return bytes(body)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        target = super().get_redirect_target(resp)
        if target is not None and on_same_server(resp.url, target) is None:
            resp.close()
            raise PlatformError("redirect-foreign", words=target[:200], status=resp.status_code)
        return target


class _Adapter(HTTPAdapter):
    def send(self, request, stream=False, timeout=None, **rest):  # type: ignore[no-untyped-def,override]  # noqa: FBT002  # as in requests
        return super().send(request, stream=stream, timeout=timeout or TIME_OUTS, **rest)


class _GuardedAdapter(_Adapter):
    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self.poolmanager.pool_classes_by_scheme = {"http": _GuardedPool, "https": _GuardedTLSPool}


class _Guarded(HTTPConnection):
    encrypted = False  # tokens and scores are not sent for everybody on the way to read

    def _new_conn(self) -> socket.socket:
        """Refuse before the first byte is sent, TLS included."""
        connected = super()._new_conn()
        address = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
        if is_public(address) and self.encrypted:
            return connected
        connected.close()
        if is_public(address):
            raise PlatformError("address-insecure", words=self.host)
        raise PlatformError("address-private", words=self.host)


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(inner.is_global) and not inner.is_multicast


class _GuardedTLS(_Guarded, HTTPSConnection):
    encrypted = True


class _GuardedPool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _GuardedTLSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTLS
