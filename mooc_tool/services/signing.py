"""The tool's own key pairs: made, announced, signed with, retired; private halves sealed at rest.

A key that the calendar brings is published for a week before anything is signed with it, and one that retires
for a week after: whoever keeps a copy of the key set that long meets no signature of an unknown key.
"""

from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import SettingsError
from mooc_tool.lti.keys import ToolKey, key_bytes, key_set, load_key, make_key
from mooc_tool.lti.sealing import seal, unseal
from mooc_tool.records import BadgeKey, SigningKey

KEPT_AFTER_RETIREMENT = timedelta(days=7)
"""Platforms cache key sets: a retired key stays published that long."""
ANNOUNCED_FOR = timedelta(days=7)
"""... and a new one is published that long before it signs."""

_NEWEST = SigningKey.created_at.desc(), SigningKey.signing_key_id.desc()
_CURRENT = (
    select(SigningKey)
    .where(SigningKey.retired_at.is_(None), SigningKey.announced.is_(False))
    .order_by(*_NEWEST)
)
_ANNOUNCED = select(SigningKey).where(SigningKey.retired_at.is_(None), SigningKey.announced.is_(True))


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
        """The public key set (RFC 7517): the current key, the next one, and those retired not long ago."""
        return key_set([self._open(row) for row in db.scalars(select(SigningKey))])

    def badge(self, db: Db, kid: str | None = None) -> ToolKey | None:
        """The key of badges with this ``kid``; the one to sign with, where none is named."""
        newest = select(BadgeKey).order_by(BadgeKey.badge_key_id.desc())
        row = db.scalars(newest if kid is None else newest.where(BadgeKey.kid == kid)).first()
        return None if row is None else self._open(row)

    def _open(self, row: SigningKey | BadgeKey) -> ToolKey:
        with self._lock:
            if row.kid not in self._loaded:
                self._loaded[row.kid] = load_key(unseal(row.sealed, self._secret))
            return self._loaded[row.kid]


def ensure_key(db: Db, secret: bytes, now: datetime) -> None:
    """Make the first keys of an installation: for platforms, and for badges."""
    if db.scalar(select(SigningKey.kid).where(SigningKey.retired_at.is_(None)).limit(1)) is None:
        _add_key(db, secret, now)
    if db.scalar(select(BadgeKey.kid).limit(1)) is None:
        key = make_key()
        db.add(BadgeKey(kid=key.kid, sealed=seal(key_bytes(key), secret), created_at=now))


def rotate(db: Db, secret: bytes, now: datetime) -> str:
    """Sign with a new key from now on; the old ones stay published for a while. The new key's kid."""
    _retire(db, now)
    return _add_key(db, secret, now)


def rotate_when_due(db: Db, secret: bytes, days: int, now: datetime) -> None:
    """Announce a new key when the current one is ``days`` old (0: never); later, sign with it.

    Any number of workers may ask at once: they wait for one another at the current key.
    """
    _drop(db, now)
    current = db.scalars(_CURRENT.with_for_update()).first()
    announced = db.scalars(_ANNOUNCED).first()
    if announced is not None and now - announced.created_at >= ANNOUNCED_FOR:
        _retire(db, now)
        announced.announced, announced.retired_at = False, None
    elif (
        announced is None
        and current is not None
        and days
        and now - current.created_at >= timedelta(days=days)
    ):
        _add_key(db, secret, now, announced=True)


def _retire(db: Db, now: datetime) -> None:
    for row in db.scalars(select(SigningKey).where(SigningKey.retired_at.is_(None))):
        row.retired_at, row.announced = now, False
    _drop(db, now)


def _drop(db: Db, now: datetime) -> None:
    db.execute(delete(SigningKey).where(SigningKey.retired_at < now - KEPT_AFTER_RETIREMENT))


def _add_key(db: Db, secret: bytes, now: datetime, *, announced: bool = False) -> str:
    key = make_key()
    sealed = seal(key_bytes(key), secret)
    db.add(SigningKey(kid=key.kid, sealed=sealed, created_at=now, announced=announced, retired_at=None))
    return key.kid
