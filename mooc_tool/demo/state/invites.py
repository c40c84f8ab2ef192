"""Invitations to register a tool: one registration each, for an hour."""

import hashlib
import secrets
from datetime import datetime, timedelta

from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.store import Store

LIFE = timedelta(hours=1)


class Invites:
    """Registration tokens. Only digests are stored."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, now: datetime) -> str:
        """A new registration token."""
        token = secrets.token_urlsafe(24)
        self._store.insert("invite", digest=_digest(token), expires_at=(now + LIFE).isoformat())
        return token

    def use(self, header: str | None, client_id: str, now: datetime) -> None:
        """Use up the token of an ``Authorization`` header for a registration. Raises Refusal (401)."""
        scheme, _, token = (header or "").partition(" ")
        used = scheme.lower() == "bearer" and self._store.write(
            "UPDATE invite SET client_id = ? WHERE digest = ? AND client_id IS NULL AND expires_at > ?",
            client_id, _digest(token.strip()), now.isoformat(),
        )
        if not used:
            raise Refusal(401, "invalid_token", "the registration token is unknown, used or expired")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
