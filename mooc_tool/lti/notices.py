"""What a platform tells the tool by itself (platform notification service 1.0): verified like a launch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from mooc_tool.errors import LaunchError, Unreadable
from mooc_tool.lti.claims import LTI, Claims
from mooc_tool.lti.connector import Connector
from mooc_tool.lti.keys import PlatformKeys
from mooc_tool.lti.login import Attempt
from mooc_tool.lti.message import SignedMessage
from mooc_tool.lti.platform import Platform

SCOPE = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
HELLO, COURSE_COPIED = "LtiHelloWorldNotice", "LtiContextCopyNotice"
KINDS = (HELLO, COURSE_COPIED)
"""What the tool asks to be told of."""

_SERVICE = LTI + "platformnotificationservice"
_MOST = 100


@dataclass(frozen=True)
class Sender:
    """Who a notice says that it is from and for, before any of it is believed."""

    issuer: str
    client_ids: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A notice that the platform signed. ``context`` and ``origins`` only of a course that was copied."""

    id: str
    kind: str
    deployment_id: str
    context: str | None
    title: str
    origins: tuple[str, ...]


def read_envelope(body: bytes) -> tuple[str, ...]:
    """The signed notices of a request.

    :raises Unreadable: ``notices-unreadable``
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("notices-unreadable") from error
    entries = said.get("notices") if isinstance(said, dict) else None
    listed = entries if isinstance(entries, list) else []
    tokens = [entry.get("jwt") for entry in listed if isinstance(entry, dict)]
    texts = tuple(token for token in tokens if isinstance(token, str))
    if not texts or len(texts) > _MOST or len(texts) < len(listed):
        raise Unreadable("notices-unreadable")
    return texts


def sender_of(token: str, now: datetime) -> Sender:
    """Whose notice it claims to be, to find the platform by. Raises LaunchError if it cannot be read."""
    message = _SignedNotice(token, _NOBODY, _NO_KEYS, now)
    claims = message.validate_jwt_format().claims
    audience = claims.raw("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    return Sender(claims.identifier("iss") or "", tuple(one for one in audiences if isinstance(one, str)))


def read(token: str, platform: Platform, keys: PlatformKeys, now: datetime) -> Notice:
    """Check a notice as an id_token is, but for state and nonce, and read it.

    :raises LaunchError: the codes of a launch; ``notice-unreadable`` without id or type
    """
    attempt = Attempt(state="", nonce="", platform=platform, launch_url="")
    claims = _SignedNotice(token, attempt, keys, now).validate().claims
    notice = claims.section(LTI + "notice")
    identifier, kind = notice.identifier("id"), notice.words("type", 60)
    if identifier is None or kind is None:
        raise LaunchError("notice-unreadable")
    context = claims.section(LTI + "context")
    return Notice(
        identifier,
        kind,
        claims.identifier(LTI + "deployment_id") or "",
        context.identifier("id"),
        context.words("title") or context.words("label") or "",
        claims.identifiers(LTI + "origin_contexts"),
    )


def service_url(claims: Claims) -> str | None:
    """Where a launch says that notices can be asked for."""
    return claims.section(_SERVICE).url("platform_notification_service_url")


def ask(connector: Connector, url: str, kinds: Sequence[str], handler: str) -> None:
    """Have notices of these kinds sent to ``handler``.

    :raises PlatformError: refused
    """
    for kind in kinds:
        body: Mapping[str, str] = {"notice_type": kind, "handler": handler}
        connector.request("PUT", url, [SCOPE], data=json.dumps(body).encode())


_NOBODY = Attempt(state="", nonce="", platform=Platform(0, "", "", "", "", ""), launch_url="")


class _SignedNotice(SignedMessage):
    """A token that nobody asked for: no state, no nonce, no message of a launch."""

    def __init__(self, token: str, attempt: Attempt, keys: PlatformKeys, now: datetime) -> None:
        super().__init__({"id_token": token}, attempt, keys, now)

    def validate(self) -> Self:
        self.validate_jwt_format()
        self.validate_registration()
        self.validate_jwt_signature()
        return self.validate_deployment()


def _no_fetch(url: str) -> bytes:
    raise NotImplementedError(url)


_NO_KEYS = PlatformKeys(_no_fetch)
