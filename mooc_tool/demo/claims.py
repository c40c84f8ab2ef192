"""The claims of an id_token (LTI core 1.3 section 5.3, deep linking 2.0 section 4.4, submission review)."""

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mooc_tool.demo.addresses import line_item_url, line_items_url, members_url, notice_handlers_url
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state import scopes
from mooc_tool.demo.state.consumers import Consumer
from mooc_tool.demo.state.courses import Activity, Course
from mooc_tool.demo.state.launches import Launch
from mooc_tool.demo.state.notice_handlers import KINDS
from mooc_tool.demo.state.people import Person, Role
from mooc_tool.demo.state.tools import Tool

Claims = dict[str, Any]

LTI = "https://purl.imsglobal.org/spec/lti/claim"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim"
_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2"
_MESSAGE = {
    "resource": "LtiResourceLinkRequest",
    "deep-linking": "LtiDeepLinkingRequest",
    "submission-review": "LtiSubmissionReviewRequest",
}

ROLES: Mapping[Role, tuple[str, ...]] = {
    "teacher": (f"{_VOCABULARY}/membership#Instructor", f"{_VOCABULARY}/institution/person#Faculty"),
    "learner": (f"{_VOCABULARY}/membership#Learner", f"{_VOCABULARY}/institution/person#Student"),
}
FAMILY = "mooc-tool-demo"
VERSION = "1"


def id_token_claims(lms: Lms, launch: Launch, tool: Tool, nonce: str, now: datetime) -> Claims:
    """Everything that the tool is told in one launch. Raises LookupError if part of it is gone."""
    person, course = lms.people.find(launch.user_id), lms.courses.find(launch.course_id)
    if person is None or course is None:
        raise LookupError(launch.user_id)
    claims = _frame(lms, launch, tool, nonce, now) | _who(lms, person) | _where(lms, launch, person, course)
    activity = lms.courses.activity(launch.activity_id) if launch.activity_id else None
    if activity is not None:
        claims[f"{LTI}/resource_link"] = _present(
            id=str(activity.activity_id), title=activity.title, description=activity.text
        )
    claims[f"{LTI}/custom"] = custom_values(lms, tool, activity, person, course)
    if launch.kind == "deep-linking":
        return claims | {f"{DEEP_LINKING}/deep_linking_settings": _deep_linking_settings(lms, launch)}
    claims |= _services(lms, launch, tool, activity)
    if launch.for_user_id is not None:
        claims[f"{LTI}/for_user"] = _for_user(lms, launch.for_user_id)
    if lms.consumers.moved is not None:
        claims[f"{LTI}/lti1p1"] = _former(lms.consumers.moved, launch, claims)
    return claims


def _former(consumer: Consumer, launch: Launch, claims: Claims) -> dict[str, str]:
    """What the person and the link were under LTI 1.1, proved with its secret (migration guide)."""
    names = (f"{LTI}/deployment_id", "iss", "aud", "exp", "nonce")
    signed = "&".join(str(part) for part in (consumer.key, *(claims[name] for name in names)))
    mark = hmac.digest(consumer.secret.encode(), signed.encode(), "sha256")
    return {
        "user_id": consumer.user(launch.user_id),
        "oauth_consumer_key": consumer.key,
        "oauth_consumer_key_sign": base64.b64encode(mark).decode(),
        **({"resource_link_id": consumer.link(launch.activity_id)} if launch.activity_id else {}),
    }


def _frame(lms: Lms, launch: Launch, tool: Tool, nonce: str, now: datetime) -> Claims:
    issued = int(now.timestamp())
    return {
        "iss": lms.address,
        "aud": tool.client_id,
        "azp": tool.client_id,
        "iat": issued,
        "exp": issued + lms.settings.id_token_life,
        "nonce": nonce,
        f"{LTI}/message_type": _MESSAGE[launch.kind],
        f"{LTI}/version": "1.3.0",
        f"{LTI}/deployment_id": tool.deployment_id,
        f"{LTI}/target_link_uri": launch.target_url,
    }


def _who(lms: Lms, person: Person) -> Claims:
    settings = lms.settings
    claims: Claims = {"locale": person.locale, f"{LTI}/roles": list(ROLES[person.role])}
    claims |= {} if settings.anonymous else {"sub": person.user_id}
    if settings.names and not settings.anonymous:
        claims |= {
            "name": person.name, "given_name": person.given_name,
            "family_name": person.family_name, "email": person.email,
        }  # fmt: skip
    return claims


def _where(lms: Lms, launch: Launch, person: Person, course: Course) -> Claims:
    return {
        f"{LTI}/context": {
            "id": str(course.course_id), "label": course.label, "title": course.title,
            "type": [f"{_VOCABULARY}/course#CourseOffering"],
        },
        f"{LTI}/tool_platform": {
            "guid": lms.address, "name": "LMS de démonstration",
            "product_family_code": FAMILY, "version": VERSION,
        },
        f"{LTI}/launch_presentation": {
            "locale": person.locale, "document_target": launch.document_target,
            "return_url": f"{lms.address}/courses/{course.course_id}/return",
        },
    }  # fmt: skip


def _deep_linking_settings(lms: Lms, launch: Launch) -> Claims:
    settings = lms.settings
    return {
        "deep_link_return_url": f"{lms.address}/deep-linking/return",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "accept_multiple": settings.multiple,
        "accept_lineitem": settings.line_items,
        "auto_create": True,
        "data": launch.data,
    }


def _services(lms: Lms, launch: Launch, tool: Tool, activity: Activity | None) -> Claims:
    claims: Claims = {}
    grading = [scope for scope in tool.scopes if scope in scopes.GRADING]
    if grading:
        endpoint: Claims = {"scope": grading, "lineitems": line_items_url(lms, launch.course_id)}
        own = _own_line_item(lms, launch, tool, activity)
        claims[f"{AGS}/endpoint"] = endpoint | ({"lineitem": own} if own else {})
    if scopes.ROSTER in tool.scopes:
        claims[f"{NRPS}/namesroleservice"] = {
            "context_memberships_url": members_url(lms, launch.course_id), "service_versions": ["2.0"]
        }  # fmt: skip
    if scopes.NOTICES in tool.scopes:
        claims[f"{LTI}/platformnotificationservice"] = {
            "service_versions": ["1.0"],
            "platform_notification_service_url": notice_handlers_url(lms),
            "scope": [scopes.NOTICES],
            "notice_types_supported": list(KINDS),
        }
    return claims


def _own_line_item(lms: Lms, launch: Launch, tool: Tool, activity: Activity | None) -> str | None:
    """The line item under review, or the only one of the activity (AGS 2.0 section 3.1.3)."""
    if launch.line_item_id is not None:
        item = lms.line_items.find(launch.line_item_id)
        return line_item_url(lms, item) if item else None
    if activity is None:
        return None
    items = lms.line_items.of_course(
        launch.course_id, client_id=tool.client_id, activity_id=str(activity.activity_id)
    )
    return line_item_url(lms, items[0]) if len(items) == 1 else None


def _for_user(lms: Lms, user_id: str) -> Claims:
    person = lms.people.find(user_id)
    if person is None:
        raise LookupError(user_id)
    return {"user_id": user_id} | ({"name": person.name} if lms.settings.names else {})


def custom_values(
    lms: Lms, tool: Tool, activity: Activity | None, person: Person, course: Course
) -> dict[str, str]:
    """Custom parameters, the activity's above the tool's, variables filled in (core 1.3, appendix C)."""
    known = {
        "$User.id": person.user_id,
        "$Context.id": str(course.course_id),
        "$Context.title": course.title,
        "$Context.id.history": ",".join(map(str, lms.courses.course_history(course.course_id))),
        "$ToolPlatform.productFamilyCode": FAMILY,
    }
    if lms.settings.names:
        known["$Person.name.full"] = person.name
    if activity is not None:
        history = lms.courses.activity_history(activity.activity_id)
        known["$ResourceLink.id"] = str(activity.activity_id)
        known["$ResourceLink.title"] = activity.title
        known["$ResourceLink.id.history"] = ",".join(map(str, history))
    given = {**tool.custom, **(activity.custom if activity else {})}
    return {name: known.get(value, value) for name, value in given.items()}


def _present(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
