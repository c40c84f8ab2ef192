"""Access tokens for tools (LTI Security Framework 1.0 section 4: client credentials, private_key_jwt)."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mooc_tool.demo.state import tool_jwt
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.store import Store
from mooc_tool.demo.state.tool_keys import ToolKeys
from mooc_tool.demo.state.tools import Tool, Tools

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True)
class Granted:
    """What a valid access token allows."""

    client_id: str
    scopes: tuple[str, ...]


class Tokens:
    """Checks client assertions, issues tokens, reads them back. Only digests of tokens are stored."""

    def __init__(self, store: Store, tools: Tools, keys: ToolKeys) -> None:
        self._store = store
        self._tools = tools
        self._keys = keys

    def grant(
        self, form: Mapping[str, str], audiences: tuple[str, ...], life: int, now: datetime
    ) -> dict[str, object]:
        """Answer a token request with a token document (RFC 6749 section 5.1). Raises Refusal."""
        if form.get("grant_type") != "client_credentials":
            raise Refusal(400, "unsupported_grant_type", "grant_type must be client_credentials")
        if form.get("client_assertion_type") != ASSERTION:
            raise Refusal(400, "invalid_request", f"client_assertion_type must be {ASSERTION}")
        tool = self._authenticate(form.get("client_assertion", ""), audiences, now)
        scopes = tuple(scope for scope in form.get("scope", "").split() if scope in tool.scopes)
        if not scopes:
            raise Refusal(400, "invalid_scope", "none of these scopes is granted to the tool")
        token = secrets.token_urlsafe(32)
        self._store.insert(
            "token",
            digest=_digest(token), client_id=tool.client_id, scopes=json.dumps(scopes),
            expires_at=(now + timedelta(seconds=life)).astimezone(UTC).isoformat(),
        )  # fmt: skip
        return {
            "access_token": token, "token_type": "Bearer", "expires_in": life, "scope": " ".join(scopes)
        }  # fmt: skip

    def _authenticate(self, assertion: str, audiences: tuple[str, ...], now: datetime) -> Tool:
        tool = tool_jwt.sender(self._tools, assertion)
        claims = tool_jwt.read(assertion, tool, self._keys, audiences, now)
        if claims.get("sub") != tool.client_id:
            raise Refusal(400, "invalid_client", "sub must be the client id, as iss is")
        self.see_once(tool.client_id, claims.get("jti"), now)
        return tool

    def see_once(self, client_id: str, number: object, now: datetime) -> None:
        """Refuse a jti or nonce that the tool has used before."""
        if not isinstance(number, str) or not number:
            raise Refusal(400, "invalid_client", "jti or nonce is missing")
        added = self._store.write(
            "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", client_id, number, now.isoformat()
        )
        if not added:
            raise Refusal(400, "invalid_client", "this JWT was used before")

    def read(self, header: str | None, now: datetime) -> Granted:
        """What an ``Authorization`` header allows. Raises Refusal (401)."""
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refusal(401, "invalid_token", "an access token is needed")
        row = self._store.row("SELECT * FROM token WHERE digest = ?", _digest(token.strip()))
        if row is None or datetime.fromisoformat(row["expires_at"]) <= now:
            raise Refusal(401, "invalid_token", "the access token is unknown, revoked or expired")
        return Granted(row["client_id"], tuple(json.loads(row["scopes"])))

    def revoke(self, header: str | None = None) -> None:
        """Forget the token of an ``Authorization`` header, or every token."""
        token = (header or "").partition(" ")[2].strip()
        if token:
            self._store.write("DELETE FROM token WHERE digest = ?", _digest(token))
        else:
            self._store.write("DELETE FROM token")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
