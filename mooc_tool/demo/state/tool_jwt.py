"""Reading a JWT that a tool signed: client assertions and deep linking answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt
from jwt.types import Options

from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.tool_keys import ToolKeys
from mooc_tool.demo.state.tools import Tool, Tools

_SIGNATURE_ONLY: Options = {
    "verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False,
    "verify_iss": False, "verify_sub": False, "verify_jti": False,
}  # fmt: skip
"""PyJWT's own checks of claims are off: the platform's clock is a parameter."""

LEEWAY = 60
LONGEST_LIFE = 3600


def sender(tools: Tools, token: str) -> Tool:
    """The tool that a JWT says it comes from, before anything of it is proved."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError as error:
        raise Refusal(400, "invalid_request", f"this is not a JWT: {error}") from error
    issuer = claims.get("iss")
    tool = tools.find(issuer) if isinstance(issuer, str) else None
    if tool is None:
        raise Refusal(400, "invalid_client", f"no tool is registered as {issuer!r}")
    return tool


def read(token: str, tool: Tool, keys: ToolKeys, audiences: tuple[str, ...], now: datetime) -> dict[str, Any]:
    """The claims, once signature, algorithm, audience and times are right."""
    claims = _signed(token, tool, keys)
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    if not set(audiences) & {one for one in named if isinstance(one, str)}:
        raise Refusal(400, "invalid_client", f"aud is {audience!r}, not {audiences[0]!r}")
    _check_times(claims, now.timestamp())
    return claims


def _signed(token: str, tool: Tool, keys: ToolKeys) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        kid = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(kid, str):
            raise Refusal(400, "invalid_client", "the header must name RS256 and a kid")
        key = keys.find(tool.keyset_url, kid)
        return jwt.decode(token, key, algorithms=["RS256"], options=_SIGNATURE_ONLY)
    except jwt.PyJWTError as error:
        raise Refusal(400, "invalid_client", f"the signature is not the tool's: {error}") from error


def _check_times(claims: Mapping[str, object], now: float) -> None:
    issued, expires = _moment(claims, "iat"), _moment(claims, "exp")
    if expires < now - LEEWAY:
        raise Refusal(400, "invalid_client", "exp is past")
    if issued > now + LEEWAY:
        raise Refusal(400, "invalid_client", "iat is in the future")
    if expires - issued > LONGEST_LIFE + LEEWAY:
        raise Refusal(400, "invalid_client", "it lives too long")


def _moment(claims: Mapping[str, object], name: str) -> float:
    value = claims.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Refusal(400, "invalid_client", f"{name} must be a number")
    return value
