"""How the tool describes itself to a platform (dynamic registration 1.0, section 3.5; Canvas's additions)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mooc_tool.lti import lines, members, notices, scores
from mooc_tool.lti.families import Family, family_of

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"

_LINE_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly"
_RESULTS = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
_SCOPES = (lines.SCOPE, _LINE_READ, _RESULTS, scores.SCOPE, members.SCOPE)
_RARE_SCOPES = (notices.SCOPE,)  # asked of platforms that name it

_RESOURCE, _DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
REVIEW = "LtiSubmissionReviewRequest"
_USUAL = (_RESOURCE, _DEEP_LINKING)  # what a platform is asked for that does not say what it sends


@dataclass(frozen=True)
class ToolDescription:
    """The tool, as platforms show it; ``names`` and ``descriptions`` by language, English as the default."""

    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    home_url: str
    login_url: str
    launch_url: str
    keyset_url: str
    logo_url: str | None = None
    policy_url: str | None = None
    terms_url: str | None = None
    contacts: tuple[str, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[str, ...] = (_RESOURCE, _DEEP_LINKING, REVIEW)


def registration_request(
    tool: ToolDescription, family: str, scopes: frozenset[str], placements: Mapping[str, tuple[str, ...]]
) -> dict[str, object]:
    """What to post: no more scopes and messages than the platform knows, where it says which."""
    request: dict[str, object] = {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "token_endpoint_auth_method": "private_key_jwt",
        "initiate_login_uri": tool.login_url,
        "redirect_uris": [tool.launch_url],
        "jwks_uri": tool.keyset_url,
        "client_uri": tool.home_url,
        "logo_uri": tool.logo_url,
        "policy_uri": tool.policy_url,
        "tos_uri": tool.terms_url,
        "contacts": list(tool.contacts) or None,
        "scope": " ".join(one for one in (*_SCOPES, *_RARE_SCOPES) if one in (scopes or _SCOPES)),
        **_by_language("client_name", tool.names),
        TOOL: _tool_configuration(tool, family, placements),
    }
    return {name: value for name, value in request.items() if value is not None}


def _tool_configuration(
    tool: ToolDescription, family: str, placements: Mapping[str, tuple[str, ...]]
) -> dict[str, object]:
    known = [kind for kind in tool.messages if kind in (placements or _USUAL) or kind == _RESOURCE]
    ours = family_of(family)
    return {
        # Moodle compares it with host and port of the target.
        "domain": urlsplit(tool.launch_url).netloc,
        "target_link_uri": tool.launch_url,
        "custom_parameters": dict(tool.custom),
        "claims": ["iss", "sub", "name", "given_name", "family_name"],
        "messages": [_message(tool, kind, ours, placements.get(kind, ())) for kind in known],
        **_by_language("description", tool.descriptions),
        **ours.registration,
    }


def _message(tool: ToolDescription, kind: str, family: Family, offered: tuple[str, ...]) -> dict[str, object]:
    chosen = [placement for placement in family.placements if placement in offered]
    message: dict[str, object] = {"type": kind, "target_link_uri": tool.launch_url}
    if kind == _DEEP_LINKING and chosen:
        message["placements"] = chosen
    return message | _by_language("label", tool.names)


def _by_language(name: str, texts: Mapping[str, str]) -> dict[str, object]:
    default = texts.get("en") or next(iter(texts.values()), "")
    others = {f"{name}#{language}": text for language, text in texts.items() if language != "en"}
    return {name: default, **others}
