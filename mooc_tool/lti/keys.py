"""Keys on both sides: the tool's own, which it publishes, and those of the platforms, which it caches."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mooc_tool.errors import LaunchError, PlatformError
from mooc_tool.lti.jwks import PublicKey, VerificationKey, read_key_set

Fetch = Callable[[str], bytes]  # address of a key set -> document; may raise PlatformError

_FRESH = timedelta(hours=1)  # a known key is used that long without asking again
_STALE = timedelta(hours=24)  # ... and that long when the platform does not answer
_PAUSE = timedelta(seconds=10)  # between two fetches for unknown kids: a rotation is seen at once
_PAUSE_STALE = timedelta(minutes=5)  # between two vain refreshes of a set that still serves
_PATIENCE = 5.0  # seconds that a launch waits for another one's fetch


@dataclass(frozen=True)
class ToolKey:
    """A key pair of the tool's own. ``kid`` is the public key's thumbprint (RFC 7638)."""

    kid: str
    private: rsa.RSAPrivateKey


def make_key() -> ToolKey:
    """A new RSA pair of 2,048 bits, which every platform knows how to verify."""
    return _tool_key(rsa.generate_private_key(public_exponent=65537, key_size=2048))


def key_bytes(key: ToolKey) -> bytes:
    """The private key as DER, unencrypted: seal it before it rests (``sealing.seal``)."""
    return key.private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_key(content: bytes) -> ToolKey:
    """The key of ``key_bytes``. The pair is ours, so that the 35 ms of checking it are left out."""
    private = serialization.load_der_private_key(content, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError("not an RSA key")
    return _tool_key(private)


def public_jwk(key: ToolKey) -> dict[str, str]:
    """The public half as platforms read it."""
    return {"kid": key.kid, "alg": "RS256", "use": "sig"} | _members(key.private.public_key())


def key_set(keys: Iterable[ToolKey]) -> dict[str, list[dict[str, str]]]:
    """The key set to publish: the active key and those that may still be in use (RFC 7517)."""
    return {"keys": [public_jwk(key) for key in keys]}


@dataclass(frozen=True)
class KeySet:
    """A platform's key set as it was fetched (RFC 7517)."""

    document: bytes
    fetched_at: datetime


class KeySetStore(Protocol):
    """Where key sets are kept for all processes, and for those that start while a platform is away."""

    def get(self, url: str) -> KeySet | None:
        """The one of that address that was fetched last."""

    def put(self, url: str, key_set: KeySet) -> None:
        """Keep it in place of an older one."""


class NothingKept:
    """A KeySetStore that keeps nothing: each process for itself."""

    def get(self, _url: str) -> KeySet | None:
        """Nothing."""
        return None

    def put(self, _url: str, _key_set: KeySet) -> None:
        """Nothing happens."""


class PlatformKeys:
    """The platforms' public keys, parsed once and kept for the life of the process. Safe between threads."""

    def __init__(self, fetch: Fetch, store: KeySetStore | None = None) -> None:
        self._fetch = fetch
        self._store = store or NothingKept()
        self._sources: dict[str, _Source] = {}

    def find(self, url: str, kid: str, algorithm: str, now: datetime) -> PublicKey:
        """The key that may have signed, from memory where possible.

        :raises LaunchError: ``id-token-key-unknown``, or ``platform-keys-unreachable``
        """
        made = self._sources.get(url) or _Source(url, self._fetch, self._store)
        return self._sources.setdefault(url, made).find(kid, algorithm, now)


class _Source:
    """One address of a key set."""

    def __init__(self, url: str, fetch: Fetch, store: KeySetStore) -> None:
        self._url = url
        self._fetch = fetch
        self._store = store
        self._flight = Lock()  # held by the one that fetches
        self._keys: dict[str, tuple[VerificationKey, ...]] = {}
        self._fetched_at: datetime | None = None
        self._asked_at: datetime | None = None
        self._missed_at: datetime | None = None  # a set that was there lacked a key
        self._failure = ""

    def find(self, kid: str, algorithm: str, now: datetime) -> PublicKey:
        found = self._known(kid, algorithm, now)
        if found and not self._older_than(_FRESH, now):
            return found
        if found:
            self._refresh(kid, now, lambda: _over(self._asked_at, _PAUSE_STALE, now), patience=0)
        else:
            self._refresh(kid, now, lambda: self._misses(kid, algorithm, now), patience=_PATIENCE)
        found = self._known(kid, algorithm, now) or found
        if found:
            return found
        if self._failure:
            raise LaunchError("platform-keys-unreachable", url=self._url, failure=self._failure)
        raise LaunchError("id-token-key-unknown", url=self._url, kid=kid[:64], algorithm=algorithm)

    def _known(self, kid: str, algorithm: str, now: datetime) -> PublicKey | None:
        if self._older_than(_STALE, now):
            return None
        fitting = (key.public for key in self._keys.get(kid, ()) if algorithm in key.algorithms)
        return next(fitting, None)

    def _misses(self, kid: str, algorithm: str, now: datetime) -> bool:
        """Whether to ask for a key that is not known, once others have asked.

        The first set of all does not count: a platform may rotate its keys right after it was fetched.
        """
        if self._known(kid, algorithm, now):
            return False
        if self._fetched_at is None:
            return _over(self._asked_at, _PAUSE, now)
        due = _over(self._missed_at, _PAUSE, now)
        self._missed_at = now if due else self._missed_at
        return due

    def _older_than(self, age: timedelta, now: datetime) -> bool:
        return self._fetched_at is None or now - self._fetched_at > age

    def _refresh(self, kid: str, now: datetime, is_due: Callable[[], bool], patience: float) -> None:
        """Renew the set, if it is still due; who comes meanwhile waits for the one that does it."""
        if not self._flight.acquire(timeout=patience):
            self._failure = self._failure or "no answer yet"
            return
        try:
            if is_due():
                self._asked_at = now
                self._renew(kid, now)
        finally:
            self._flight.release()

    def _renew(self, kid: str, now: datetime) -> None:
        """Take what another process has fetched since, if it will do; else ask the platform."""
        kept = self._store.get(self._url)
        news = kept if kept and (self._fetched_at is None or kept.fetched_at > self._fetched_at) else None
        if news and now - news.fetched_at <= _FRESH and kid in read_key_set(news.document):
            self._adopt(news)
            return
        try:
            fetched = KeySet(self._fetch(self._url), now)
            self._adopt(fetched)
        except (PlatformError, ValueError) as error:
            if news:
                self._adopt(news)
            self._failure = str(error)[:200]
        else:
            self._store.put(self._url, fetched)

    def _adopt(self, key_set: KeySet) -> None:
        self._keys = dict(read_key_set(key_set.document))
        self._fetched_at = key_set.fetched_at
        self._failure = ""


def _over(last: datetime | None, pause: timedelta, now: datetime) -> bool:
    return last is None or now - last >= pause


def _tool_key(private: rsa.RSAPrivateKey) -> ToolKey:
    members = json.dumps(_members(private.public_key()), sort_keys=True, separators=(",", ":"))
    return ToolKey(_base64url(hashlib.sha256(members.encode()).digest()), private)


def _members(public: rsa.RSAPublicKey) -> dict[str, str]:
    """The members of a JWK that make its thumbprint."""
    numbers = public.public_numbers()
    return {"e": _whole(numbers.e), "kty": "RSA", "n": _whole(numbers.n)}


def _whole(number: int) -> str:
    return _base64url(number.to_bytes((number.bit_length() + 7) // 8))


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
