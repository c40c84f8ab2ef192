"""Dynamic registration 1.0: the tool makes itself known to a platform, at an administrator's invitation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard
from urllib.parse import urlsplit

import requests

from mooc_tool.errors import PlatformError
from mooc_tool.lti.addresses import is_url, origin
from mooc_tool.lti.claims import is_text
from mooc_tool.lti.families import family_of, may_configure
from mooc_tool.lti.http import Answer, exchange
from mooc_tool.lti.tool_description import REVIEW, TOOL, ToolDescription, registration_request

_CAP = 256 * 1024  # bytes
_LONGEST_ID = 255  # LTI core 1.3, section 5.3; what is kept of a platform is no longer
_PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"


@dataclass(frozen=True)
class Configuration:
    """What a platform says of itself (OpenID Connect discovery, with LTI's part)."""

    issuer: str
    auth_url: str
    token_url: str
    keyset_url: str
    registration_url: str
    token_audience: str | None
    family: str
    scopes: frozenset[str]
    placements: Mapping[str, tuple[str, ...]]  # by message type


@dataclass(frozen=True)
class Registered:
    """What to keep of a registration; ``deployment_id`` only where the platform made one at once (Moodle)."""

    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    keyset_url: str
    token_audience: str | None
    family: str
    deployment_id: str | None
    reviews: bool
    """Whether its gradebook opens a learner's work (LTI: submission review)."""


def read_configuration(
    http: requests.Session, url: str, token: str | None, *, allow_private: bool = False
) -> Configuration:
    """Fetch the platform's configuration; it must be served by the host that it names as issuer.

    ``allow_private`` takes addresses without TLS too: for a test LMS.

    :raises PlatformError: ``address-insecure``, ``configuration-unreadable``, ``configuration-issuer``, ...
    """
    _secure(url, allow_private=allow_private)
    answer = exchange(http, "GET", url, headers=_headers(token), cap=_CAP)
    if not answer.fine:
        raise PlatformError("configuration-refused", words=answer.words(), status=answer.status)
    said = _object(answer, "configuration-unreadable")
    issuer = _address(said, "issuer")
    if not (_is_id(issuer) and may_configure(origin(url)[1], origin(issuer)[1])):
        raise PlatformError("configuration-issuer", words=issuer)
    configuration = _configuration(said, issuer)
    for address in (configuration.auth_url, configuration.token_url, configuration.keyset_url):
        _secure(address, allow_private=allow_private)
    _secure(configuration.registration_url, allow_private=allow_private)
    return configuration


def register(
    http: requests.Session, configuration: Configuration, token: str | None, tool: ToolDescription
) -> Registered:
    """Ask the platform to register the tool; the administrator may still have to accept it there.

    :raises PlatformError: ``registration-refused``, ``registration-unreadable``, ...
    """
    request = registration_request(tool, configuration.family, configuration.scopes, configuration.placements)
    headers = _headers(token) | {"Content-Type": "application/json"}
    data = json.dumps(request).encode()
    answer = exchange(http, "POST", configuration.registration_url, headers=headers, data=data, cap=_CAP)
    if not answer.fine:
        raise PlatformError("registration-refused", words=answer.words(), status=answer.status)
    said = _object(answer, "registration-unreadable")
    client_id, ours = said.get("client_id"), said.get(TOOL)
    if not _is_id(client_id):
        raise PlatformError("registration-unreadable", words="client_id")
    deployment_id = ours.get("deployment_id") if isinstance(ours, Mapping) else None
    return Registered(
        configuration.issuer,
        client_id,
        configuration.auth_url,
        configuration.token_url,
        configuration.keyset_url,
        configuration.token_audience,
        configuration.family,
        deployment_id if _is_id(deployment_id) else None,
        REVIEW in configuration.placements or family_of(configuration.family).reviews,
    )


def _configuration(said: Mapping[str, object], issuer: str) -> Configuration:
    lti = said.get(_PLATFORM)
    platform = lti if isinstance(lti, Mapping) else {}
    family = platform.get("product_family_code")
    audience = said.get("authorization_server")
    return Configuration(
        issuer,
        _address(said, "authorization_endpoint"),
        _address(said, "token_endpoint"),
        _address(said, "jwks_uri"),
        _address(said, "registration_endpoint"),
        audience if is_text(audience) else None,
        family.lower()[:64] if isinstance(family, str) and family else "generic",
        frozenset(_texts(said.get("scopes_supported"))),
        _placements(platform.get("messages_supported")),
    )


def _placements(messages: object) -> dict[str, tuple[str, ...]]:
    entries = messages if isinstance(messages, list) else []
    known = (entry for entry in entries if isinstance(entry, Mapping))
    return {str(entry.get("type")): _texts(entry.get("placements")) for entry in known}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _is_id(value: object) -> TypeGuard[str]:
    return is_text(value) and len(value) <= _LONGEST_ID


def _address(said: Mapping[str, object], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not is_url(value):
        raise PlatformError("configuration-unreadable", words=name)
    return value


def _secure(url: str, *, allow_private: bool) -> None:
    if not is_url(url) or not (allow_private or urlsplit(url).scheme == "https"):
        raise PlatformError("address-insecure", words=url[:200])


def _object(answer: Answer, code: str) -> Mapping[str, object]:
    content = answer.json()
    if not isinstance(content, Mapping):
        raise PlatformError(code, words=answer.words(), status=answer.status)
    return content


def _headers(token: str | None) -> dict[str, str]:
    return {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
