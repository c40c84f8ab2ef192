"""Secrets that leave the server, and the digests that stay."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode


def new_code() -> str:
    """An unguessable word of 22 characters, fit for a URL (128 bits)."""
    return secrets.token_urlsafe(16)


def digest(code: str) -> str:
    """What is stored instead of ``code``. Codes are random, so that no slow hash is needed."""
    return hashlib.sha256(code.encode()).hexdigest()


def same(code: str | None, stored: str) -> bool:
    """Whether ``code`` is the one whose digest was stored, in constant time."""
    return code is not None and hmac.compare_digest(digest(code), stored)


def keyed(secret: bytes, *words: str) -> bytes:
    """32 bytes that only the holder of ``secret`` can derive from ``words``."""
    return hmac.digest(secret, "\x1f".join(words).encode(), hashlib.sha256)


def signature(secret: bytes, *words: str) -> str:
    """A keyed mark of 22 characters, fit for a URL."""
    return urlsafe_b64encode(keyed(secret, *words)[:16]).decode().rstrip("=")
