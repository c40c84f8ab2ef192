"""Access tokens of platforms: sealed in the database for all processes, and held in memory.

A new one is fetched by one asker at a time, wherever it runs; the others wait for what that one keeps.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import TryLater
from mooc_tool.lti.connector import Token
from mooc_tool.lti.sealing import seal, unseal
from mooc_tool.records import AccessToken, Database
from mooc_tool.services import locks

LEAD = timedelta(seconds=15)
"""Who fetches, does so alone for that long: more than one fetch takes; less than a killed one may cost."""
PATIENCE = 5.0  # seconds that the others wait
_LOOK_EVERY = 0.05  # seconds


class StoredTokens:
    """A TokenStore. Each call is a short unit of its own: tokens are fetched while nothing is held open."""

    def __init__(
        self,
        database: Database,
        secret: bytes,
        clock: Callable[[], datetime],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock
        self._wait = wait
        self._held: dict[str, Token] = {}

    def get(self, name: str) -> Token | None:
        """The token kept under ``name``: "platform_id scope scope"."""
        held = self._held.get(name)
        if held is not None and held.expires_at > self._clock():
            return held
        with self._database.reading() as db:
            row = db.get(AccessToken, _key(name))
        if row is None or row.sealed is None:
            return None
        token = Token(unseal(row.sealed, self._secret).decode(), row.expires_at)
        self._held[name] = token
        return token

    def renew(self, name: str, now: datetime, fetch: Callable[[], Token]) -> Token:
        """A token good at ``now``, fetched by us or by who was faster.

        Raises TryLater: what ``fetch`` raises, or ``platform-unreachable`` where another one waits in vain.
        """
        for _ in range(round(PATIENCE / _LOOK_EVERY)):
            token = self._good(name, now)
            if token is not None:
                return token
            until = self._take_lead(name)
            if until is not None:
                return self._lead(name, now, fetch, until)
            self._wait(_LOOK_EVERY)
        raise TryLater("platform-unreachable", words="another process waits for a token")

    def drop(self, name: str, token: Token) -> None:
        """Forget the token, which the platform refused; a newer one serves on."""
        if self._held.get(name) == token:
            self._held.pop(name, None)
        with self._database.writing() as db:
            row = db.get(AccessToken, _key(name), with_for_update=True)
            held = row and row.sealed and unseal(row.sealed, self._secret).decode()
            if row is not None and held == token.value:
                row.sealed = None

    def _good(self, name: str, now: datetime) -> Token | None:
        token = self.get(name)
        return token if token is not None and token.expires_at > now else None

    def _take_lead(self, name: str) -> datetime | None:
        """Until when we alone fetch; None while somebody else does."""
        now = self._clock()
        until = now + LEAD
        with self._database.writing() as db:
            self._row(db, name, until)
            is_free = or_(AccessToken.fetching_until.is_(None), AccessToken.fetching_until <= now)
            mine = update(AccessToken).where(*_at(name), is_free).values(fetching_until=until)
            return until if db.connection().execute(mine).rowcount == 1 else None

    def _lead(self, name: str, now: datetime, fetch: Callable[[], Token], until: datetime) -> Token:
        """Who fetched before us may have ended between our look and our lead."""
        try:
            token = self._good(name, now) or fetch()
        except BaseException:
            with self._database.writing() as db:
                led = (*_at(name), AccessToken.fetching_until == until)
                db.execute(update(AccessToken).where(*led).values(fetching_until=None))
            raise
        self._keep(name, token)
        return token

    def _keep(self, name: str, token: Token) -> None:
        with self._database.writing() as db:
            row = self._row(db, name, token.expires_at)
            row.sealed = seal(token.value.encode(), self._secret)
            row.expires_at, row.fetching_until = token.expires_at, None
        self._held[name] = token

    @staticmethod
    def _row(db: Db, name: str, expires_at: datetime) -> AccessToken:
        platform_id, scopes = _key(name)
        return locks.found_or_made(
            db,
            select(AccessToken).where(*_at(name)),
            lambda: AccessToken(platform_id=platform_id, scopes=scopes, expires_at=expires_at),
        )


def _at(name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    platform_id, scopes = _key(name)
    return AccessToken.platform_id == platform_id, AccessToken.scopes == scopes


def _key(name: str) -> tuple[int, str]:
    platform_id, _, scopes = name.partition(" ")
    return int(platform_id), scopes
