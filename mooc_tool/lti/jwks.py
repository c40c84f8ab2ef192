"""Reading a platform's key set (RFC 7517): the public keys that may sign an id_token, parsed once."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWTError
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

PublicKey = RSAPublicKey | EllipticCurvePublicKey

_RSA = frozenset({"RS256", "RS384", "RS512"})
_CURVES = {
    "secp256r1": frozenset({"ES256"}),
    "secp384r1": frozenset({"ES384"}),
    "secp521r1": frozenset({"ES512"}),
}
_RSA_BITS = 2048  # shorter ones are refused (NIST SP 800-131A)

_READERS: dict[str, Callable[[dict[str, object]], object]] = {
    "RSA": RSAAlgorithm.from_jwk,
    "EC": ECAlgorithm.from_jwk,
}

# The list is ours, never the token's: neither ``none`` nor a symmetric algorithm can be asked for.
ALGORITHMS = sorted(_RSA.union(*_CURVES.values()))


@dataclass(frozen=True)
class VerificationKey:
    """A public key and the algorithms that it may verify."""

    public: PublicKey
    algorithms: frozenset[str]


def read_key_set(document: bytes) -> Mapping[str, tuple[VerificationKey, ...]]:
    """The usable keys by ``kid``. Keys without kid, of another use or type, or broken are left out.

    :raises ValueError: the document is no key set at all
    """
    try:
        content = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise ValueError("no key set: not JSON") from error
    entries = content.get("keys") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise ValueError("no key set: no list of keys")
    found: dict[str, list[VerificationKey]] = defaultdict(list)
    for entry in entries:
        key = _read_key(entry) if isinstance(entry, dict) else None
        if key:
            found[entry["kid"]].append(key)
    return {kid: tuple(keys) for kid, keys in found.items()}


def _read_key(entry: Mapping[str, object]) -> VerificationKey | None:
    # Open edX names neither ``use`` nor ``alg``.
    if not isinstance(entry.get("kid"), str) or entry.get("use") not in (None, "sig"):
        return None
    try:
        public = _public_key(entry)
    except (PyJWTError, UnsupportedAlgorithm, ValueError, TypeError, KeyError):
        return None
    algorithms = _algorithms(public)
    if entry.get("alg") is not None:
        algorithms &= {str(entry["alg"])}
    return VerificationKey(public, algorithms) if public and algorithms else None


def _public_key(entry: Mapping[str, object]) -> PublicKey | None:
    public_only = {name: entry[name] for name in ("kty", "n", "e", "crv", "x", "y") if name in entry}
    if not all(isinstance(value, str) for value in public_only.values()):
        return None
    reader = _READERS.get(str(entry.get("kty")))
    key = reader(public_only) if reader else None
    return key if isinstance(key, RSAPublicKey | EllipticCurvePublicKey) else None


def _algorithms(key: PublicKey | None) -> frozenset[str]:
    if isinstance(key, RSAPublicKey):
        return _RSA if key.key_size >= _RSA_BITS else frozenset()
    if isinstance(key, EllipticCurvePublicKey):
        return _CURVES.get(key.curve.name, frozenset())
    return frozenset()
