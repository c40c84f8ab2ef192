"""What the processes of an installation hold in common: settings, database, keys, course packs."""

from dataclasses import dataclass
from datetime import timedelta

import requests

from mooc_tool.config import Settings
from mooc_tool.errors import SettingsError
from mooc_tool.lti.http import fetch_key_set, http_session
from mooc_tool.lti.keys import PlatformKeys, ToolKey
from mooc_tool.records import Database, migrating
from mooc_tool.services.key_sets import StoredKeySets
from mooc_tool.services.library import Library
from mooc_tool.services.sessions import Limits
from mooc_tool.services.signing import Keyring


@dataclass(frozen=True)
class Tool:
    """One process's view of the installation."""

    settings: Settings
    database: Database
    secret: bytes
    keyring: Keyring
    library: Library
    http: requests.Session
    platform_keys: PlatformKeys

    @classmethod
    def open(cls, settings: Settings) -> "Tool":
        """Open what ``settings`` name. Raises SettingsError when the instance folder cannot be written to."""
        settings.prepare_instance()
        secret = settings.secret_bytes()
        http = http_session(allow_private=settings.allow_private_platforms)
        database = Database.of(settings)
        return cls(
            settings=settings,
            database=database,
            secret=secret,
            keyring=Keyring(secret),
            library=Library(),
            http=http,
            platform_keys=PlatformKeys(lambda url: fetch_key_set(http, url), StoredKeySets(database)),
        )

    def require_current(self) -> None:
        """Raise SettingsError unless the database has the tables of this version."""
        if not migrating.is_current(self.database.engine):
            raise SettingsError(
                "database-behind", "The database is not ready for this version: run `mooc-tool db upgrade`."
            )

    @property
    def limits(self) -> Limits:
        """How long sessions live."""
        return Limits(
            idle=timedelta(minutes=self.settings.session_idle_minutes),
            whole=timedelta(hours=self.settings.session_hours),
        )

    def signing_key(self) -> ToolKey:
        """The key to sign with. A unit of reading of its own. Raises SettingsError when there is none."""
        with self.database.reading() as db:
            return self.keyring.current(db)

    def address(self, path: str) -> str:
        """The public address of a path of the tool."""
        return f"{self.settings.url}{path}"
