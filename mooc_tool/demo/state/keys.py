"""The platform's signing keys: the newest signs, those before stay published for a while."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import RSAAlgorithm

from mooc_tool.demo.state.store import Store

PUBLISHED = 3
"""How many keys the key set holds."""


@dataclass(frozen=True)
class SigningKey:
    """An RSA key and its name, the thumbprint of RFC 7638."""

    kid: str
    private: RSAPrivateKey

    def sign(self, claims: Mapping[str, object]) -> str:
        """A JWT over the claims, RS256, with the key's name in its header."""
        return jwt.encode(dict(claims), self.private, algorithm="RS256", headers={"kid": self.kid})

    def public(self) -> dict[str, str]:
        """The public half for a key set."""
        return {**_public_numbers(self.private), "kid": self.kid, "alg": "RS256", "use": "sig"}


class Keys:
    """The platform's keys, kept in the store and loaded once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._loaded: dict[str, SigningKey] = {}

    def active(self, now: datetime) -> SigningKey:
        """The key that signs; the first is made when it is first needed."""
        with self._store.together():
            return next(iter(self._newest()), None) or self.rotate(now)

    def rotate(self, now: datetime) -> SigningKey:
        """Make a new key, which signs from now on."""
        private = generate_private_key(public_exponent=65537, key_size=2048)
        key = SigningKey(_thumbprint(private), private)
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        with self._store.together():
            row = self._store.row("SELECT coalesce(max(number), 0) + 1 FROM signing_key")
            number = int(row[0]) if row else 1
            self._store.insert("signing_key", kid=key.kid, pem=pem, made_at=now.isoformat(), number=number)
            self._loaded[key.kid] = key
        return key

    def key_set(self, now: datetime) -> dict[str, list[dict[str, str]]]:
        """The published key set (RFC 7517), newest first."""
        self.active(now)
        return {"keys": [key.public() for key in self._newest()]}

    def _newest(self) -> list[SigningKey]:
        rows = self._store.rows("SELECT kid, pem FROM signing_key ORDER BY number DESC LIMIT ?", PUBLISHED)
        return [self._load(row["kid"], row["pem"]) for row in rows]

    def _load(self, kid: str, pem: str) -> SigningKey:
        if kid not in self._loaded:
            # We made it ourselves: proving it again takes longer than all the rest of a start.
            private = load_pem_private_key(pem.encode(), password=None, unsafe_skip_rsa_key_validation=True)
            if not isinstance(private, RSAPrivateKey):
                raise TypeError(f"key {kid} is not an RSA key")
            self._loaded[kid] = SigningKey(kid, private)
        return self._loaded[kid]


def _public_numbers(private: RSAPrivateKey) -> dict[str, str]:
    jwk = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    return {name: jwk[name] for name in ("e", "kty", "n")}


def _thumbprint(private: RSAPrivateKey) -> str:
    canonical = json.dumps(_public_numbers(private), sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).decode().rstrip("=")
