"""Line items: the columns of the platform's gradebook (assignment and grade services 2.0, section 3.2)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mooc_tool.errors import PlatformError
from mooc_tool.lti.addresses import is_url, with_query
from mooc_tool.lti.connector import Connector

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
_ONE = "application/vnd.ims.lis.v2.lineitem+json"
REVIEWABLE = ("Submitted", "Completed")  # activity progress from which on there is something to see
_MANY = "application/vnd.ims.lis.v2.lineitemcontainer+json"


@dataclass(frozen=True)
class LineSpec:
    """A column as we want it. Always give ``resource_link_id``: Open edX shows no other in its gradebook.

    Platforms take a whole ``maximum`` of 1 to 100, a ``tag`` of 50 characters, a ``label`` of 100.
    """

    label: str
    maximum: float
    tag: str | None = None
    resource_id: str | None = None
    resource_link_id: str | None = None
    reviewable: bool = False
    """Whether its gradebook may open a learner's work here (submission review 1.0, section 3.2)."""


class Held(NamedTuple):
    """A line item as the platform holds it; ``label`` may be another than ours."""

    url: str
    label: str


def find_or_create(connector: Connector, line_items_url: str, spec: LineSpec) -> Held:
    """The line item of this tag, resource and resource link; made only if there is none.

    An item of the same tag and resource that is bound to no link serves too (some platforms drop the link).

    :raises PlatformError: the platform refused, or answered something else (``answer-unreadable``)
    """
    found = _find(connector, line_items_url, spec)
    if found:
        return found
    body = json.dumps(_members(spec)).encode()
    answer = connector.request("POST", line_items_url, [SCOPE], data=body, content_type=_ONE, accept=_ONE)
    return _held(answer.json())


def rename(connector: Connector, line_url: str, before: str, after: str) -> bool:
    """Give the line item another label, unless it is not called ``before`` (then it is somebody else's).

    All else that it holds stays, known to us or not: PUT replaces everything, so GET comes first.

    :raises PlatformError: as ``find_or_create``
    """
    held = connector.request("GET", line_url, [SCOPE], accept=_ONE).json()
    if not isinstance(held, dict):
        raise PlatformError("answer-unreadable", words=str(held)[:200])
    if held.get("label") != before:
        return bool(held.get("label") == after)  # the answer to another try may have been lost
    said = {name: value for name, value in held.items() if value is not None}  # Open edX takes no null back
    body = json.dumps(said | {"label": after}).encode()
    connector.request("PUT", line_url, [SCOPE], data=body, content_type=_ONE, accept=_ONE)
    return True


def whole(number: float) -> float:
    """The number without a decimal point if it needs none: Open edX and Moodle take only such maxima."""
    return int(number) if number == int(number) else number


def _find(connector: Connector, line_items_url: str, spec: LineSpec) -> Held | None:
    """Some platforms ignore the filters, and Moodle's paging breaks with ``limit``: all is compared here."""
    wanted = {"tag": spec.tag, "resource_id": spec.resource_id}
    url = with_query(line_items_url, {name: value for name, value in wanted.items() if value})
    unbound = None
    for answer in connector.pages(url, [SCOPE], accept=_MANY):
        page = answer.json()
        for held in page if isinstance(page, list) else []:
            if not isinstance(held, Mapping) or not _same(held, spec):
                continue
            if (held.get("resourceLinkId") or None) == spec.resource_link_id:
                return _held(held)
            if not held.get("resourceLinkId"):
                unbound = unbound or _held(held)
    return unbound


def _same(held: Mapping[str, object], spec: LineSpec) -> bool:
    return (held.get("tag") or None, held.get("resourceId") or None) == (spec.tag, spec.resource_id)


def _members(spec: LineSpec) -> dict[str, object]:
    members = {
        "label": spec.label,
        "scoreMaximum": whole(spec.maximum),
        "tag": spec.tag,
        "resourceId": spec.resource_id,
        "resourceLinkId": spec.resource_link_id,
        "submissionReview": {"reviewableStatus": list(REVIEWABLE)} if spec.reviewable else None,
    }
    return {name: value for name, value in members.items() if value is not None}


def _held(said: object) -> Held:
    address = said.get("id") if isinstance(said, Mapping) else None
    if not isinstance(said, Mapping) or not isinstance(address, str) or not is_url(address):
        raise PlatformError("answer-unreadable", words=str(said)[:200])
    return Held(address, str(said.get("label", "")))
