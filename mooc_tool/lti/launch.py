"""A launch: what the platform signed, checked and read into plain data.

LTI core 1.3, sections 5 and 6; deep linking 2.0, section 4.4; submission review 1.0. Our words for LTI's: the
caller translates context, resource link, line item and sub into its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mooc_tool.errors import LaunchError
from mooc_tool.lti.addresses import origin
from mooc_tool.lti.claims import DEEP_LINKING, ENDPOINT, LTI, ROSTER, Claims
from mooc_tool.lti.deep_linking import DeepLinkingSettings, read_settings
from mooc_tool.lti.families import Family, family_of
from mooc_tool.lti.former import Former, read_former
from mooc_tool.lti.keys import PlatformKeys
from mooc_tool.lti.login import Attempt
from mooc_tool.lti.message import SignedMessage, platform_said_no
from mooc_tool.lti.notices import service_url
from mooc_tool.lti.roles import Roles, read_roles

__all__ = ["Attempt", "Context", "Grading", "Kind", "Launch", "ResourceLink", "read", "state_of"]

Kind = Literal["resource", "deep-linking", "submission-review"]

_KINDS: dict[object, Kind] = {
    "LtiResourceLinkRequest": "resource",
    "LtiDeepLinkingRequest": "deep-linking",
    "LtiSubmissionReviewRequest": "submission-review",
}
_IDENTITY = ("name", "given_name", "family_name", "middle_name", "email")


@dataclass(frozen=True)
class Context:
    """The course."""

    id: str
    label: str | None
    title: str | None


@dataclass(frozen=True)
class ResourceLink:
    """The place in the course from which the learner came."""

    id: str
    title: str | None
    description: str | None


@dataclass(frozen=True)
class Grading:
    """Addresses of the grade services; ``line_item`` where the platform has one for this very place."""

    line_item: str | None
    line_items: str | None
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Launch:
    """One launch. ``sub`` is None for an anonymous learner; ``name`` is what the platform chose to give."""

    kind: Kind
    deployment_id: str
    sub: str | None
    roles: Roles
    context: Context | None
    resource_link: ResourceLink | None
    target_link_uri: str | None
    custom: Mapping[str, str]
    locale: str | None
    name: str | None
    grading: Grading | None
    members_url: str | None
    deep_linking: DeepLinkingSettings | None
    return_url: str | None
    document_target: str | None
    for_user: str | None
    family: str
    former: Former | None = None
    """Who the learner was under LTI 1.1, so it is said: to be believed once its signature is checked."""
    notices_url: str | None = None
    """Where the tool may ask to be told of things (LTI: platform notification service)."""
    visitor: bool = False
    """Whether ``sub`` is of our making, since the platform did not say who it is."""


def state_of(fields: Mapping[str, str]) -> str:
    """The state that a platform's answer brings back, to find the attempt by.

    :raises LaunchError: ``platform-said-no`` or ``launch-state-missing``
    """
    state = fields.get("state")
    if state:
        return state
    if fields.get("error"):
        raise platform_said_no(fields)
    raise LaunchError("launch-state-missing", "learner")


def read(
    fields: Mapping[str, str],
    attempt: Attempt,
    keys: PlatformKeys,
    now: datetime,
    *,
    anonymous: bool = False,
) -> Launch:
    """Check the platform's answer to ``attempt`` and read it.

    ``anonymous`` allows a launch without ``sub`` that tells nothing else of the person (core, 5.3.6.1).

    :raises LaunchError: for whatever the fields may hold; the codes are listed in docs/reference/lti.md
    """
    message = SignedMessage(fields, attempt, keys, now)
    message.validate()
    return _launch(message.claims, attempt, anonymous=anonymous)


def _launch(claims: Claims, attempt: Attempt, *, anonymous: bool) -> Launch:
    kind = _KINDS[claims.raw(LTI + "message_type")]
    grading = _grading(claims)
    presentation = claims.section(LTI + "launch_presentation")
    family = claims.section(LTI + "tool_platform").words("product_family_code", 64)
    return Launch(
        kind,
        claims.identifier(LTI + "deployment_id") or "",
        _subject(claims, anonymous=anonymous),
        _roles(claims, family_of(attempt.platform.family, family or "")),
        _context(claims),
        _resource_link(claims, kind),
        _target(claims, kind, attempt.launch_url),
        custom=claims.section(LTI + "custom").texts(),
        locale=presentation.language("locale") or claims.language("locale"),
        name=claims.person_name(),
        grading=grading,
        members_url=claims.section(ROSTER).url("context_memberships_url"),
        deep_linking=read_settings(claims.section(DEEP_LINKING + "deep_linking_settings"))
        if kind == "deep-linking"
        else None,
        return_url=presentation.link("return_url"),
        document_target=presentation.words("document_target", 32),
        for_user=_reviewed(claims, grading) if kind == "submission-review" else None,
        family=family.lower() if family else attempt.platform.family,
        former=read_former(claims),
        notices_url=service_url(claims),
    )


def _subject(claims: Claims, *, anonymous: bool) -> str | None:
    sub = claims.identifier("sub")
    person_known = any(map(claims.has, _IDENTITY)) or claims.section(LTI + "lis").has("person_sourcedid")
    if sub is None and person_known:
        raise LaunchError("subject-missing")
    if sub is None and not anonymous:
        raise LaunchError("anonymous-refused")
    return sub


def _roles(claims: Claims, family: Family) -> Roles:
    if not claims.has(LTI + "roles"):
        raise LaunchError("roles-missing")
    said = claims.identifiers(LTI + "roles")
    return read_roles(said, administrators_teach=family.administrators_teach)


def _context(claims: Claims) -> Context | None:
    context = claims.section(LTI + "context")
    identifier = context.identifier("id")
    if identifier is None:
        return None
    return Context(identifier, context.words("label"), context.words("title"))


def _resource_link(claims: Claims, kind: Kind) -> ResourceLink | None:
    link = claims.section(LTI + "resource_link")
    identifier = link.identifier("id")
    if identifier is not None:
        return ResourceLink(identifier, link.words("title"), link.words("description", 2000))
    if kind == "resource":
        raise LaunchError("resource-link-missing")
    return None


def _target(claims: Claims, kind: Kind, launch_url: str) -> str | None:
    """The signed address; the one of the login is only a hint, and Open edX's differs from it."""
    target = claims.url(LTI + "target_link_uri")
    if target is None:
        if kind == "resource":
            raise LaunchError("target-missing")
        return None
    if origin(target) != origin(launch_url):
        raise LaunchError("target-foreign", target=target, expected=launch_url)
    return target


def _grading(claims: Claims) -> Grading | None:
    if not claims.has(ENDPOINT):
        return None
    endpoint = claims.section(ENDPOINT)
    return Grading(endpoint.url("lineitem"), endpoint.url("lineitems"), endpoint.identifiers("scope"))


def _reviewed(claims: Claims, grading: Grading | None) -> str:
    """The person whose work an instructor opens from the gradebook."""
    user = claims.section(LTI + "for_user").identifier("user_id")
    if user is None:
        raise LaunchError("review-user-missing")
    if grading is None or grading.line_item is None:
        raise LaunchError("review-line-missing")
    return user
