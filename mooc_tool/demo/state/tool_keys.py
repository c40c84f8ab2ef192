"""The tools' public keys, fetched from their key sets and kept by kid."""

from collections.abc import Callable, Mapping
from threading import Lock

import jwt
import requests

from mooc_tool.demo.state.refusal import Refusal

Fetch = Callable[[str], object]
"""Gets a JSON document from an address; raises ``requests.RequestException`` or ``ValueError``."""

Post = Callable[[str, object], tuple[int, str]]
"""Posts a JSON document; status and body of the answer. Raises ``requests.RequestException``."""

TIME_OUT = (3.05, 5)


def fetch_json(url: str) -> object:
    """Get JSON over HTTP with a time-out."""
    answer = requests.get(url, timeout=TIME_OUT, headers={"Accept": "application/json"})
    answer.raise_for_status()
    return answer.json()


def post_json(url: str, document: object) -> tuple[int, str]:
    """Post JSON over HTTP with a time-out."""
    answer = requests.post(url, json=document, timeout=TIME_OUT)
    return answer.status_code, answer.text[:500]


class ToolKeys:
    """Keys by key set address and kid; an unknown kid fetches again, so that tools may rotate."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._lock = Lock()
        self._known: dict[str, dict[str, jwt.PyJWK]] = {}

    def find(self, keyset_url: str, kid: str) -> jwt.PyJWK:
        """The key of that name. Raises Refusal if the set cannot be had or lacks it."""
        with self._lock:
            known = self._known.get(keyset_url, {})
            if kid not in known:
                known = self._known[keyset_url] = self._read(keyset_url)
        if kid not in known:
            raise Refusal(400, "invalid_client", f"the tool's key set has no key {kid!r}")
        return known[kid]

    def _read(self, keyset_url: str) -> dict[str, jwt.PyJWK]:
        try:
            document = self._fetch(keyset_url)
        except (requests.RequestException, ValueError) as error:
            raise Refusal(400, "invalid_client", f"the tool's key set cannot be fetched: {error}") from error
        keys = document.get("keys") if isinstance(document, Mapping) else None
        if not isinstance(keys, list):
            raise Refusal(400, "invalid_client", "the tool's key set is no key set")
        return {key["kid"]: found for key in keys if (found := _usable(key))}


def _usable(key: object) -> jwt.PyJWK | None:
    """An RSA key with a name, for signatures; others are passed over (RFC 7517 section 5)."""
    if not isinstance(key, Mapping) or not isinstance(key.get("kid"), str) or key.get("kty") != "RSA":
        return None
    if key.get("use", "sig") != "sig":
        return None
    try:
        return jwt.PyJWK(dict(key), algorithm="RS256")
    except jwt.PyJWTError:
        return None
