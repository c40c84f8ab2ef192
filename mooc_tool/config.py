"""The one table of settings: read from ``MOOC_TOOL_*`` variables, frozen, typed.

Whatever cannot be understood is refused at start with a sentence that says what to write instead;
``docs/reference/settings.md`` prints this table and a test holds the two together.
"""

import contextlib
import difflib
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from mooc_tool import paths
from mooc_tool.errors import SettingsError

PREFIX = "MOOC_TOOL_"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Settings(BaseModel):
    """What one installation decides. Every field is the variable ``MOOC_TOOL_<NAME>``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instance: Path = Field(
        default_factory=paths.instance,
        description="Folder the tool writes to: database, secret. Made with mode 0700.",
    )
    url: str = Field(
        "http://localhost:8000",
        description="Public address of the tool, as browsers and LMSs reach it: https, but on this machine.",
    )
    database: str = Field(
        "",
        description="SQLAlchemy URL. Empty: SQLite in the instance folder. "
        "PostgreSQL: postgresql+psycopg://user:password@host/name.",
    )
    secret: str = Field(
        "",
        description="Key that seals sessions, seeds and private keys (32 characters or more). "
        "Empty: made once and kept in the instance folder.",
    )
    host: str = Field("127.0.0.1", description="Address that `mooc-tool serve` listens on.")
    port: int = Field(8000, ge=1, le=65535, description="Port that `mooc-tool serve` listens on.")
    processes: int = Field(2, ge=1, le=64, description="Web processes of `mooc-tool serve`.")
    threads: int = Field(4, ge=1, le=64, description="Threads of each web process.")
    institution: str = Field("", description="Institution that certifies, printed on pages and certificates.")
    contact: str = Field("", description="Address (e-mail or page) where learners find help.")
    redis: str = Field(
        "",
        description="Redis URL. When set, a new score wakes the worker at once; "
        "otherwise the worker looks twice a second.",
    )
    sqlite_synchronous: Literal["NORMAL", "FULL"] = Field(
        "NORMAL", description="FULL if the last commits must also survive a power cut (slower writes)."
    )
    pool_size: int = Field(8, ge=1, le=100, description="PostgreSQL connections that each process keeps.")
    session_idle_minutes: int = Field(120, ge=5, description="A session unused for that long is closed.")
    session_hours: int = Field(
        12, ge=1, le=48, description="A session is closed after that long in any case."
    )
    name_days: int = Field(
        730, ge=1, description="Days after which a learner's name, kept for a certificate, is forgotten."
    )
    key_days: int = Field(
        365,
        ge=0,
        description="Days after which the worker makes a new key to sign with, published a week before "
        "its first use. 0: only `mooc-tool key rotate` does.",
    )
    allow_private_platforms: bool = Field(
        default=False,
        description="Let the tool call LMSs at private or loopback addresses, also over http. Tests only.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least level that is logged."
    )

    @field_validator("instance")
    @classmethod
    def _whole_path(cls, instance: Path) -> Path:
        return instance.expanduser().absolute()

    @field_validator("url")
    @classmethod
    def _public_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("write an address such as https://mooc.example.org")
        if parts.path.strip("/"):
            raise ValueError("write the address without a path: the tool needs a host name of its own")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("an LMS launches only tools on https: write https://...")
        return url.rstrip("/")

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, secret: str) -> str:
        if secret and len(secret) < 32:
            raise ValueError("write 32 characters or more, or leave it empty")
        return secret

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """The settings that ``environ`` holds.

        Raises SettingsError that names every variable that is unknown or wrong.
        """
        given = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in environ.items()
            if name.startswith(PREFIX) and value  # an empty variable is one that is not set
        }
        faults = [_unknown(name) for name in given if name not in cls.model_fields]
        if faults:
            raise SettingsError("setting-unknown", "\n".join(faults))
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise SettingsError("setting-wrong", "\n".join(_wrong(error))) from None

    @property
    def secure(self) -> bool:
        """Whether the public address is https."""
        return self.url.startswith("https:")

    @property
    def database_url(self) -> str:
        """The database to open: the one named, else SQLite in the instance folder."""
        return self.database or f"sqlite:///{self.instance / 'mooc-tool.sqlite3'}"

    def prepare_instance(self) -> None:
        """Make the instance folder. Raises SettingsError when it cannot be written to."""
        try:
            self.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.instance / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise SettingsError(
                "instance-unwritable",
                f"The instance folder {self.instance} cannot be written to ({error.strerror}). "
                f"Set {PREFIX}INSTANCE to a folder of yours.",
            ) from None

    def secret_bytes(self) -> bytes:
        """The installation's secret: the one set, else the one kept in the instance folder (made once)."""
        if self.secret:
            return self.secret.encode()
        kept = self.instance / "secret"
        if not kept.exists():
            _keep_new_secret(kept)
        return kept.read_text(encoding="ascii").encode()


def _keep_new_secret(kept: Path) -> None:
    """Write whole, then link: two processes that start together end with the same secret."""
    with tempfile.NamedTemporaryFile("w", dir=kept.parent, encoding="ascii") as draft:
        draft.write(secrets.token_hex(32))
        draft.flush()
        with contextlib.suppress(FileExistsError):
            kept.hardlink_to(draft.name)


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, Settings.model_fields, n=1)
    hint = f" Did you mean {PREFIX}{near[0].upper()}?" if near else ""
    return f"{PREFIX}{name.upper()} is no setting of this tool.{hint}"


def _wrong(error: ValidationError) -> list[str]:
    return [
        f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')} "
        f"(found: {_shown(str(fault['loc'][0]), fault['input'])})"
        for fault in error.errors()
    ]


def _shown(name: str, value: object) -> str:
    return "not shown" if name in {"secret", "database", "redis"} else repr(value)
