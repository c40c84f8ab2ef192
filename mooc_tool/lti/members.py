"""The roster of a course (names and role provisioning services 2.0)."""

from collections.abc import Mapping
from dataclasses import dataclass

from mooc_tool.errors import PlatformError
from mooc_tool.lti.addresses import with_query
from mooc_tool.lti.claims import Claims
from mooc_tool.lti.connector import Connector
from mooc_tool.lti.roles import Roles, read_roles

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
_CONTAINER = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@dataclass(frozen=True)
class Member:
    """Somebody in the course. ``status``: ``Active``, ``Inactive`` or ``Deleted``; ``name`` only if given."""

    user: str
    roles: Roles
    status: str
    name: str | None


def members(connector: Connector, url: str, resource_link_id: str | None = None) -> list[Member]:
    """All members, page by page; with ``resource_link_id`` those who may open that link.

    :raises PlatformError: the platform refused, or answered something else (``answer-unreadable``)
    """
    first = with_query(url, {"rlid": resource_link_id}) if resource_link_id else url
    found: list[Member] = []
    for page in connector.pages(first, [SCOPE], accept=_CONTAINER):
        entries = page.get("members") if isinstance(page, Mapping) else None
        if not isinstance(entries, list):
            raise PlatformError("answer-unreadable", words=str(page)[:200])
        found += [member for entry in entries if (member := _member(entry))]
    return found


def _member(entry: object) -> Member | None:
    """None for an entry without a user that could be named: one bad entry must not hide a course."""
    user = entry.get("user_id") if isinstance(entry, Mapping) else None
    if not isinstance(entry, Mapping) or not isinstance(user, str) or not 0 < len(user) <= 255:
        return None
    listed = entry.get("roles")
    roles = [role for role in listed if isinstance(role, str)] if isinstance(listed, list) else []
    told = Claims(entry)
    return Member(user, read_roles(roles), told.words("status", 16) or "Active", told.person_name())
