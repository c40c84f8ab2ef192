"""The roster of a course (names and role provisioning services 2.0)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.addresses import with_query
from mooc_tool.lti.answers import linked, meant
from mooc_tool.lti.claims import Claims, is_text
from mooc_tool.lti.connector import Connector
from mooc_tool.lti.http import Answer
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

    @property
    def learns(self) -> bool:
        """Whether this is a learner of the course at present."""
        return self.status == "Active" and self.roles.learner and not self.roles.instructor


@dataclass(frozen=True)
class Page:
    """Part of a roster. ``differences``: where to ask later what has changed, on the last page of some."""

    members: tuple[Member, ...]
    differences: str | None


def everybody(connector: Connector, url: str) -> Iterator[Page]:
    """The whole roster, page by page: as many members a page as the family gives at most.

    :raises PlatformError: the platform refused (``roster-too-large``), or answered something else
        (``answer-unreadable``)
    """
    most = connector.family.members_page
    return differences(connector, with_query(url, {"limit": str(most)}) if most else url)


def differences(connector: Connector, url: str) -> Iterator[Page]:
    """What has changed, by the address that an earlier reading ended with; errors as ``everybody``."""
    try:
        for answer in connector.pages(url, [SCOPE], accept=_CONTAINER):
            yield _page(answer)
    except TryLater:
        raise
    except PlatformError as error:
        raise meant(error, connector.family.meanings) from error


def _page(answer: Answer) -> Page:
    content = answer.json()
    entries = content.get("members") if isinstance(content, Mapping) else None
    if not isinstance(entries, list):
        raise PlatformError("answer-unreadable", words=str(content)[:200])
    members = tuple(member for entry in entries if (member := _member(entry)))
    return Page(members, linked(answer, "differences"))


def _member(entry: object) -> Member | None:
    """None for an entry without a user that could be named: one bad entry must not hide a course."""
    user = entry.get("user_id") if isinstance(entry, Mapping) else None
    if not isinstance(entry, Mapping) or not is_text(user) or len(user) > 255:
        return None
    listed = entry.get("roles")
    roles = [role for role in listed if isinstance(role, str)] if isinstance(listed, list) else []
    told = Claims(entry)
    return Member(user, read_roles(roles), told.words("status", 16) or "Active", told.person_name())
