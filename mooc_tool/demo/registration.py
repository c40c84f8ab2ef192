"""Dynamic registration (LTI Dynamic Registration 1.0), no Flask."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from mooc_tool.demo.addresses import token_url
from mooc_tool.demo.claims import FAMILY, VERSION
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state import scopes
from mooc_tool.demo.state.notice_handlers import KINDS
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.tools import Tool
from mooc_tool.demo.state.web_address import is_web_address

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
_NEEDED = {
    "application_type": "web",
    "token_endpoint_auth_method": "private_key_jwt",
}


def configuration(lms: Lms) -> dict[str, Any]:
    """What the platform says of itself."""
    return {
        "issuer": lms.address,
        "authorization_endpoint": f"{lms.address}/auth",
        "registration_endpoint": f"{lms.address}/registrations",
        "jwks_uri": f"{lms.address}/jwks",
        "token_endpoint": token_url(lms),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", *scopes.ALL],
        "response_types_supported": ["id_token"],
        "response_modes_supported": ["form_post"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email", "locale"],
        PLATFORM: {
            "product_family_code": FAMILY,
            "version": VERSION,
            "messages_supported": [
                {"type": "LtiResourceLinkRequest"},
                {"type": "LtiDeepLinkingRequest"},
                {"type": "LtiSubmissionReviewRequest"},
            ],
            "notice_types_supported": [{"type": kind} for kind in KINDS],
            "variables": [
                "User.id", "Person.name.full", "Context.id", "Context.title", "Context.id.history",
                "ResourceLink.id", "ResourceLink.title", "ResourceLink.id.history",
                "ToolPlatform.productFamilyCode",
            ],
        },
    }  # fmt: skip


def register(lms: Lms, header: str | None, document: object, now: datetime) -> dict[str, Any]:
    """Register the tool that a document describes; the document again, with its client id. Raises Refusal."""
    client_id = secrets.token_hex(8)
    with lms.store.together():
        lms.invites.use(header, client_id, now)
        if not isinstance(document, Mapping):
            raise _wrong("a JSON object is needed")
        tool = read_tool(document, client_id)
        lms.tools.register(tool)
    settings = {**document[TOOL], "deployment_id": tool.deployment_id}
    return {**document, "client_id": client_id, "scope": " ".join(tool.scopes), TOOL: settings}


def read_tool(document: Mapping[str, Any], client_id: str) -> Tool:
    """The tool that a registration document describes. Raises Refusal (400) that names the member."""
    for name, wanted in _NEEDED.items():
        if document.get(name) != wanted:
            raise _wrong(f"{name} must be {wanted}")
    settings = document.get(TOOL)
    if not isinstance(settings, Mapping):
        raise _wrong(f"{TOOL} must be an object")
    target = _url(settings, "target_link_uri")
    if settings.get("domain") != urlsplit(target).netloc:
        raise _wrong("domain must be the host (and port) of target_link_uri")
    asked = _text(document, "scope").split()
    return Tool(
        name=_text(document, "client_name"),
        login_url=_url(document, "initiate_login_uri"),
        target_url=target,
        keyset_url=_url(document, "jwks_uri"),
        redirect_urls=_redirect_urls(document.get("redirect_uris")),
        deep_link_url=_deep_link_url(settings.get("messages"), target),
        scopes=tuple(scope for scope in scopes.ALL if scope in asked),
        custom=_custom(settings.get("custom_parameters")),
        client_id=client_id,
    )


def _redirect_urls(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise _wrong("redirect_uris must be a list of addresses")
    return tuple(_url({"redirect_uris": one}, "redirect_uris") for one in value)


def _deep_link_url(messages: object, target: str) -> str:
    """Where deep linking goes: empty if the tool does not offer it."""
    if messages is None:
        return ""
    if not isinstance(messages, list) or not all(isinstance(one, Mapping) for one in messages):
        raise _wrong("messages must be a list of objects")
    for message in messages:
        if message.get("type") == "LtiDeepLinkingRequest":
            return _url({"target_link_uri": target, **message}, "target_link_uri")
    return ""


def _custom(value: object) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value.values()):
        raise _wrong("custom_parameters must map names to text")
    return dict(value)


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(f"{name} must be text")
    return value


def _url(document: Mapping[str, Any], name: str) -> str:
    value = _text(document, name)
    if not is_web_address(value) or urlsplit(value).fragment:
        raise _wrong(f"{name} must be an http or https address")
    return value


def _wrong(words: str) -> Refusal:
    return Refusal(400, "invalid_client_metadata", words)
