"""Login initiation and authorization requests (LTI Security Framework 1.0 section 5.1), no Flask."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from mooc_tool.demo.claims import id_token_claims
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.launches import Launch
from mooc_tool.demo.state.tools import Tool

_FIXED = {
    "scope": ("openid", "invalid_scope"),
    "response_type": ("id_token", "unsupported_response_type"),
    "response_mode": ("form_post", "invalid_request"),
    "prompt": ("none", "invalid_request"),
}
"""What a tool must ask for, and the error if it asks for something else."""


class UntrustedRequest(Exception):
    """An authorization request whose answer may not be sent anywhere: a page says why (400)."""


@dataclass(frozen=True)
class Posting:
    """A form for the browser to post."""

    url: str
    fields: Mapping[str, str]


def login_initiation(lms: Lms, launch: Launch, tool: Tool) -> Posting:
    """What starts a launch at the tool; sent by GET or POST as the settings say."""
    fields = {
        "iss": lms.address,
        "login_hint": launch.user_id,
        "lti_message_hint": message_hint(launch),
        "target_link_uri": launch.target_url,
        "client_id": tool.client_id,
        "lti_deployment_id": tool.deployment_id,
    }
    if lms.settings.storage != "off":
        fields["lti_storage_target"] = "_parent"
    return Posting(tool.login_url, fields)


def message_hint(launch: Launch) -> str:
    """The lti_message_hint: JSON with a space, to find out who does not echo it to the byte."""
    return json.dumps({"launch": launch.hint, "course": launch.course_id})


def with_query(url: str, fields: Mapping[str, str]) -> str:
    """The address with more parameters behind those that it has."""
    parts = urlsplit(url)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *fields.items()])
    return urlunsplit(parts._replace(query=query))


def authorize(lms: Lms, fields: Mapping[str, str], signed_in: str | None, now: datetime) -> Posting:
    """The answer to an authorization request: an id_token, or an OIDC error, for the tool's launch address.

    ``signed_in`` is the person whom the browser's cookie names, None if none came: a browser may keep it back
    in a frame, and then the one-use hint alone says who it is. Raises UntrustedRequest.
    """
    tool = lms.tools.find(fields.get("client_id", ""))
    if tool is None:
        raise UntrustedRequest("client_id")
    redirect_uri = fields.get("redirect_uri", "")
    if redirect_uri not in tool.redirect_urls:
        raise UntrustedRequest("redirect_uri")
    state = {"state": fields["state"]} if fields.get("state") else {}
    answer = _error(lms, fields, signed_in) or _id_token(lms, fields, tool, now)
    return Posting(redirect_uri, {**answer, **state})


def _error(lms: Lms, fields: Mapping[str, str], signed_in: str | None) -> dict[str, str] | None:
    for name, (wanted, code) in _FIXED.items():
        given = fields.get(name, "")
        if wanted not in given.split() if name == "scope" else given != wanted:
            return _says(code, f"{name} must be {wanted}")
    for name in ("state", "nonce", "login_hint", "lti_message_hint"):
        if not fields.get(name):
            return _says("invalid_request", f"{name} is missing")
    if lms.people.find(fields["login_hint"]) is None or signed_in not in (None, fields["login_hint"]):
        return _says("login_required", "login_hint is not the person who is signed in")
    return None


def _id_token(lms: Lms, fields: Mapping[str, str], tool: Tool, now: datetime) -> dict[str, str]:
    launch = _hinted(lms, fields["lti_message_hint"])
    if launch is None or (launch.user_id, launch.client_id) != (fields["login_hint"], tool.client_id):
        return _says("invalid_request", "lti_message_hint is no launch of this person to this tool")
    if lms.launches.take(launch.hint, now) is None:
        return _says("invalid_request", "this launch was used before or is too old")
    try:
        claims = id_token_claims(lms, launch, tool, fields["nonce"], now)
    except LookupError:
        return _says("access_denied", "the person or the course is gone")
    return {"id_token": lms.keys.active(now).sign(claims)}


def _hinted(lms: Lms, given: str) -> Launch | None:
    """The launch that a message hint names, if the hint came back as it was sent."""
    try:
        said = json.loads(given)
    except (ValueError, RecursionError):
        return None
    hint = said.get("launch") if isinstance(said, dict) else None
    launch = lms.launches.peek(hint) if isinstance(hint, str) else None
    return launch if launch and message_hint(launch) == given else None


def _says(error: str, description: str) -> dict[str, str]:
    return {"error": error, "error_description": description}
