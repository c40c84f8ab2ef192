"""The tool's own key pairs: made, published, rotated; private halves sealed at rest."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import SettingsError
from mooc_tool.lti.keys import ToolKey, key_bytes, key_set, load_key, make_key
from mooc_tool.lti.sealing import seal, unseal
from mooc_tool.records import SigningKey

KEPT_AFTER_RETIREMENT = timedelta(days=7)
"""Platforms cache key sets: a retired key stays published that long."""


_CURRENT = select(SigningKey).where(SigningKey.retired_at.is_(None)).order_by(SigningKey.created_at.desc())


class Keyring:
    """The keys of one process: unsealed and parsed once, since parsing a private key costs 35 ms."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._loaded: dict[str, ToolKey] = {}
        self._lock = Lock()

    def current(self, db: Db) -> ToolKey:
        """The key to sign with. Raises SettingsError when the installation has none."""
        row = db.scalars(_CURRENT).first()
        if row is None:
            raise SettingsError("no-signing-key", "There is no signing key yet: run `mooc-tool db upgrade`.")
        return self._open(row)

    def published(self, db: Db) -> dict[str, Any]:
        """The public key set (RFC 7517): current keys and those retired not long ago."""
        return key_set([self._open(row) for row in db.scalars(select(SigningKey))])

    def _open(self, row: SigningKey) -> ToolKey:
        with self._lock:
            if row.kid not in self._loaded:
                self._loaded[row.kid] = load_key(unseal(row.sealed, self._secret))
            return self._loaded[row.kid]


def ensure_key(db: Db, secret: bytes, now: datetime) -> None:
    """Make the first key of an installation."""
    if db.scalar(select(SigningKey.kid).where(SigningKey.retired_at.is_(None)).limit(1)) is None:
        _add_key(db, secret, now)


def rotate(db: Db, secret: bytes, now: datetime) -> str:
    """Sign with a new key from now on; the old ones stay published for a while. The new key's kid."""
    for row in db.scalars(select(SigningKey).where(SigningKey.retired_at.is_(None))):
        row.retired_at = now
    db.execute(delete(SigningKey).where(SigningKey.retired_at < now - KEPT_AFTER_RETIREMENT))
    return _add_key(db, secret, now)


def _add_key(db: Db, secret: bytes, now: datetime) -> str:
    key = make_key()
    db.add(SigningKey(kid=key.kid, sealed=seal(key_bytes(key), secret), created_at=now, retired_at=None))
    return key.kid
