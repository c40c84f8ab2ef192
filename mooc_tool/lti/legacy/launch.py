"""A launch by LTI 1.1: a form that the platform signed with a secret that both sides know.

LTI 1.1 implementation guide, sections 3 and 4. There is no login before it, so that what keeps it from being
sent twice is a nonce: the caller remembers it until ``usable_until``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mooc_tool.errors import LaunchError
from mooc_tool.lti.claims import Claims
from mooc_tool.lti.families import Family, family_of
from mooc_tool.lti.launch import Context, Launch, ResourceLink
from mooc_tool.lti.legacy.consumer import Consumer
from mooc_tool.lti.legacy.signature import METHOD, Fields, is_signed
from mooc_tool.lti.roles import Roles, read_roles

WINDOW = timedelta(minutes=5)  # that clocks and slow browsers may take

_MESSAGE = "basic-lti-launch-request"
_VERSIONS = ("LTI-1p0", "LTI-1p1", "LTI-1p2")
_LONGEST_SOURCE = 4096
_CUSTOM = "custom_"
_COURSE_ROLE = "urn:lti:role:ims/lis/"
_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/membership"


@dataclass(frozen=True)
class ResultPlace:
    """Where a score for this learner and this link goes: the cell of a gradebook, not the column."""

    service_url: str
    source: str


@dataclass(frozen=True)
class LegacyLaunch:
    """A launch that is signed and in time. ``launch.sub`` is LTI 1.1's ``user_id``."""

    launch: Launch
    nonce: str
    usable_until: datetime
    result: ResultPlace | None


def consumer_key(fields: Fields) -> str:
    """The key by which the platform names itself, to find its secret.

    :raises LaunchError: ``consumer-key-missing``, ``claim-unreadable``, ``field-repeated``
    """
    key = Claims(_by_name(fields)).identifier("oauth_consumer_key")
    if key is None:
        raise LaunchError("consumer-key-missing")
    return key


def read(
    fields: Fields, url: str, consumer: Consumer, now: datetime, *, family: str = "generic"
) -> LegacyLaunch:
    """Check a launch posted to ``url`` and read it; ``family`` is what the platform was registered as.

    :raises LaunchError: the codes are listed in docs/reference/lti.md
    """
    told = Claims(_by_name(fields))
    if told.raw("oauth_signature_method") != METHOD:
        raise LaunchError("oauth-method", said=told.words("oauth_signature_method", 32))
    if not is_signed(fields, url, consumer):
        raise LaunchError("oauth-signature")
    at = _timestamp(told, now)
    nonce = told.identifier("oauth_nonce")
    if nonce is None:
        raise LaunchError("oauth-nonce-missing")
    if told.raw("lti_message_type") != _MESSAGE:
        raise LaunchError("message-type", said=told.words("lti_message_type", 64))
    if told.raw("lti_version") not in _VERSIONS:
        raise LaunchError("version", said=told.words("lti_version", 64))
    launch = _launch(told, _custom(_by_name(fields)), family)
    return LegacyLaunch(launch, nonce, at + WINDOW, _result(told))


def _by_name(fields: Fields) -> dict[str, str]:
    """The fields by name; one that says two things says nothing."""
    found: dict[str, str] = {}
    for name, value in fields:
        if found.setdefault(name, value) != value:
            raise LaunchError("field-repeated", field=name[:64])
    return found


def _timestamp(told: Claims, now: datetime) -> datetime:
    said = told.raw("oauth_timestamp")
    if not isinstance(said, str) or not (said.isascii() and said.isdigit() and len(said) <= 11):
        raise LaunchError("oauth-timestamp")
    at = datetime.fromtimestamp(int(said), UTC)
    if now - at > WINDOW:
        raise LaunchError("oauth-expired", "learner", seconds=round((now - at).total_seconds()))
    if at - now > WINDOW:
        raise LaunchError("oauth-early", seconds=round((at - now).total_seconds()))
    return at


def _launch(told: Claims, custom: Mapping[str, str], registered: str) -> Launch:
    link = told.identifier("resource_link_id")
    if link is None:
        raise LaunchError("resource-link-missing")
    user = told.identifier("user_id")
    if user is None:
        raise LaunchError("subject-missing")
    family = told.words("tool_consumer_info_product_family_code", 64)
    return Launch(
        kind="resource",
        deployment_id="",  # LTI 1.1 has none: the caller files it under one of its own
        sub=user,
        roles=_roles(told.raw("roles"), family_of(registered, family or "")),
        context=_context(told),
        resource_link=ResourceLink(
            link, told.words("resource_link_title"), told.words("resource_link_description", 2000)
        ),
        target_link_uri=None,
        custom=custom,
        locale=told.language("launch_presentation_locale"),
        name=_name(told),
        grading=None,
        members_url=None,
        deep_linking=None,
        return_url=told.link("launch_presentation_return_url"),
        document_target=told.words("launch_presentation_document_target", 32),
        for_user=None,
        family=family.lower() if family else registered,
    )


def _context(told: Claims) -> Context | None:
    identifier = told.identifier("context_id")
    if identifier is None:
        return None
    return Context(identifier, told.words("context_label"), told.words("context_title"))


def _custom(found: Mapping[str, str]) -> dict[str, str]:
    """Custom parameters without the prefix that LTI 1.1 gives them."""
    named = {name[len(_CUSTOM) :]: value for name, value in found.items() if name.startswith(_CUSTOM)}
    return Claims(named).texts()


def _roles(said: object, family: Family) -> Roles:
    """Roles separated by commas: short names, or URNs whose scope says what they are about (appendix A)."""
    listed = str(said).split(",") if said else []
    modern = [_modern(role.strip()) for role in listed]
    return read_roles(modern, administrators_teach=family.administrators_teach)


def _modern(role: str) -> str:
    """The role as LTI 1.3 writes it; Open edX calls a learner Student."""
    if role in ("Student", f"{_COURSE_ROLE}Student"):
        return "Learner"
    if not role.startswith(_COURSE_ROLE):
        return role
    name, _, sub = role.removeprefix(_COURSE_ROLE).partition("/")
    return f"{_VOCABULARY}/{name}#{sub}" if sub else f"{_VOCABULARY}#{name}"


def _name(told: Claims) -> str | None:
    parts = [told.words("lis_person_name_given", 120), told.words("lis_person_name_family", 120)]
    return told.words("lis_person_name_full") or " ".join(part for part in parts if part) or None


def _result(told: Claims) -> ResultPlace | None:
    url = told.url("lis_outcome_service_url")
    source = told.identifier("lis_result_sourcedid", _LONGEST_SOURCE)
    return ResultPlace(url, source) if url and source else None
