"""Access tokens of platforms: sealed in the database for all processes, and held in memory."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from mooc_tool.lti.connector import Token
from mooc_tool.lti.sealing import seal, unseal
from mooc_tool.records import AccessToken, Database
from mooc_tool.services import locks


class StoredTokens:
    """A TokenStore. Each call is a short unit of its own: tokens are fetched while nothing is held open."""

    def __init__(self, database: Database, secret: bytes, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock
        self._held: dict[str, Token] = {}

    def get(self, name: str) -> Token | None:
        """The token kept under ``name``: "platform_id scope scope"."""
        held = self._held.get(name)
        if held is not None and held.expires_at > self._clock():
            return held
        with self._database.reading() as db:
            row = db.get(AccessToken, _key(name))
        if row is None:
            return None
        token = Token(unseal(row.sealed, self._secret).decode(), row.expires_at)
        self._held[name] = token
        return token

    def put(self, name: str, token: Token) -> None:
        """Keep ``token`` for all processes."""
        platform_id, scopes = _key(name)
        sealed = seal(token.value.encode(), self._secret)
        with self._database.writing() as db:
            row = locks.found_or_made(
                db,
                select(AccessToken).filter_by(platform_id=platform_id, scopes=scopes),
                lambda: AccessToken(
                    platform_id=platform_id, scopes=scopes, sealed=sealed, expires_at=token.expires_at
                ),
            )
            row.sealed, row.expires_at = sealed, token.expires_at
        self._held[name] = token

    def drop(self, name: str, token: Token) -> None:
        """Forget the token, which the platform refused; a newer one serves on."""
        if self._held.get(name) == token:
            self._held.pop(name, None)
        with self._database.writing() as db:
            row = db.get(AccessToken, _key(name), with_for_update=True)
            if row is not None and unseal(row.sealed, self._secret).decode() == token.value:
                db.delete(row)


def _key(name: str) -> tuple[int, str]:
    platform_id, _, scopes = name.partition(" ")
    return int(platform_id), scopes
