"""The tools registered with the platform."""

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mooc_tool.demo.state import scopes
from mooc_tool.demo.state.store import Store


@dataclass(frozen=True)
class Tool:
    """One registration. ``redirect_urls`` are those that an id_token may be posted to."""

    name: str
    login_url: str
    target_url: str
    keyset_url: str
    redirect_urls: tuple[str, ...]
    deep_link_url: str = ""
    scopes: tuple[str, ...] = scopes.ALL
    custom: Mapping[str, str] = field(default_factory=dict)
    client_id: str = field(default_factory=lambda: secrets.token_hex(8))
    deployment_id: str = "1"

    @property
    def origin(self) -> str:
        """Scheme, host and port of the tool's pages."""
        parts = urlsplit(self.target_url)
        return f"{parts.scheme}://{parts.netloc}"


class Tools:
    """Registered tools by client id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def register(self, tool: Tool) -> Tool:
        """Register a tool, or replace the registration with the same client id."""
        columns = {
            "client_id": tool.client_id, "deployment_id": tool.deployment_id, "name": tool.name,
            "login_url": tool.login_url, "target_url": tool.target_url, "deep_link_url": tool.deep_link_url,
            "keyset_url": tool.keyset_url, "redirect_urls": json.dumps(tool.redirect_urls),
            "scopes": json.dumps(tool.scopes), "custom": json.dumps(dict(tool.custom)),
        }  # fmt: skip
        with self._store.together():
            known = self.find(tool.client_id)
            if known is None:
                self._store.insert("tool", **columns)
                return tool
            changes = ", ".join(f"{name} = ?" for name in columns)
            self._store.write(
                f"UPDATE tool SET {changes} WHERE client_id = ?",  # noqa: S608 - names are ours
                *columns.values(), tool.client_id,
            )
        return tool

    def find(self, client_id: str) -> Tool | None:
        """The tool with that client id."""
        row = self._store.row("SELECT * FROM tool WHERE client_id = ?", client_id)
        return _tool(row) if row else None

    def all(self) -> list[Tool]:
        """Every tool, oldest first."""
        return [_tool(row) for row in self._store.rows("SELECT * FROM tool ORDER BY rowid")]


def _tool(row: sqlite3.Row) -> Tool:
    return Tool(
        name=row["name"],
        login_url=row["login_url"],
        target_url=row["target_url"],
        keyset_url=row["keyset_url"],
        redirect_urls=tuple(json.loads(row["redirect_urls"])),
        deep_link_url=row["deep_link_url"],
        scopes=tuple(json.loads(row["scopes"])),
        custom=json.loads(row["custom"]),
        client_id=row["client_id"],
        deployment_id=row["deployment_id"],
    )
