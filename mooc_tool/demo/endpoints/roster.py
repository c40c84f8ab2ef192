"""The roster (NRPS 2.0): pages, filters, differences."""

from typing import Any

from flask import Response, request

from mooc_tool.demo.addresses import members_url
from mooc_tool.demo.claims import ROLES
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.paging import json_answer, link, must_accept, page_of, this_address
from mooc_tool.demo.endpoints.watching import require, service
from mooc_tool.demo.state.people import Member
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.scopes import ROSTER

CONTAINER = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

blueprint = service("roster")


@blueprint.get("/lti/courses/<int:course_id>/members")
def members(course_id: int) -> Response:
    """The members; ``since`` (of the differences link) gives what changed after that, the deleted too."""
    require(ROSTER)
    must_accept(CONTAINER)
    lms = current_lms()
    course = lms.courses.find(course_id)
    if course is None:
        raise Refusal(404, "unknown_course", "there is no such course")
    found = lms.people.members(course_id, since=_since())
    role = request.args.get("role")
    page = page_of([one for one in found if role is None or _has(one, role)])
    answer = json_answer(
        {
            "id": members_url(lms, course_id),
            "context": {"id": str(course_id), "label": course.label, "title": course.title},
            "members": [_document(one) for one in page.items],
        },
        CONTAINER,
    )
    if page.next_url:
        return link(answer, page.next_url, "next")
    return link(answer, this_address(since=str(lms.people.last_change(course_id))), "differences")


def _since() -> int | None:
    text = request.args.get("since")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal(400, "invalid_parameter", "since must come from a differences link")
    return int(text)


def _has(member: Member, role: str) -> bool:
    """Whether a member has a role, named in full or by its last word."""
    return any(role in (known, known.partition("#")[2]) for known in ROLES[member.person.role])


def _document(member: Member) -> dict[str, Any]:
    person = member.person
    document: dict[str, Any] = {
        "user_id": person.user_id,
        "status": member.status,
        "roles": list(ROLES[person.role]),
    }
    if current_lms().settings.names:
        document |= {
            "name": person.name, "given_name": person.given_name,
            "family_name": person.family_name, "email": person.email,
        }  # fmt: skip
    return document
