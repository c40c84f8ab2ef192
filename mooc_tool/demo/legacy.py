"""LTI 1.1 as a platform speaks it: launches and Basic Outcomes."""

import base64
import hashlib
import re
from datetime import datetime
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree as ET

from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client  # type: ignore[import-untyped]  # ships no types
from oauthlib.oauth1.rfc5849.signature import (  # type: ignore[import-untyped]  # as above
    collect_parameters,
    verify_hmac_sha1,
)

from mooc_tool.demo.lms import Lms
from mooc_tool.demo.oidc import Posting
from mooc_tool.demo.state.consumers import Consumer
from mooc_tool.demo.state.courses import Activity
from mooc_tool.demo.state.gradebook import Receipt
from mooc_tool.demo.state.people import Person
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.scores import Score

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_NAMESPACE = "{http://www.imsglobal.org/services/ltiv1p1/xsd/imsoms_v1p0}"


def outcomes_url(lms: Lms) -> str:
    """Where tools send results."""
    return f"{lms.address}/lti/outcomes"


def launch(lms: Lms, consumer: Consumer, activity: Activity, person: Person) -> Posting:
    """The signed form that opens the tool."""
    course = lms.courses.find(activity.course_id)
    fields = {
        "lti_message_type": "basic-lti-launch-request",
        "lti_version": "LTI-1p0",
        "resource_link_id": consumer.link(activity.activity_id),
        "resource_link_title": activity.title,
        "user_id": consumer.user(person.user_id),
        "roles": "Instructor" if person.role == "teacher" else "Student",
        "context_id": str(activity.course_id),
        "context_title": course.title if course else "",
        "launch_presentation_locale": person.locale,
        "launch_presentation_return_url": f"{lms.address}/courses/{activity.course_id}/return",
        "tool_consumer_info_product_family_code": "mooc-tool-demo",
        **({"lis_person_name_full": person.name} if lms.settings.names else {}),
        **{f"custom_{name}": value for name, value in activity.custom.items()},
        **_cell(lms, activity, person),
    }
    client = Client(consumer.key, client_secret=consumer.secret, signature_type=SIGNATURE_TYPE_BODY)
    _, _, body = client.sign(consumer.launch_url, "POST", urlencode(fields), _FORM)
    return Posting(consumer.launch_url, dict(parse_qsl(body, keep_blank_values=True)))


def _cell(lms: Lms, activity: Activity, person: Person) -> dict[str, str]:
    items = lms.line_items.of_course(activity.course_id, activity_id=str(activity.activity_id))
    if not items or person.role == "teacher":
        return {}
    source = f"{items[0].line_item_id}:{person.user_id}"
    return {"lis_outcome_service_url": outcomes_url(lms), "lis_result_sourcedid": source}


def receive(lms: Lms, authorization: str, body: bytes, now: datetime) -> Receipt:
    """Take a result: what arrives last stands. Raises Refusal."""
    _check(lms, authorization, body)
    try:
        root = ET.fromstring(body)  # noqa: S314 - a demonstration on this machine, and the sender is known
        source = root.findtext(f".//{_NAMESPACE}sourcedId") or ""
        share = float(root.findtext(f".//{_NAMESPACE}textString") or "")
    except (ET.ParseError, ValueError) as error:
        raise Refusal(400, "unreadable", str(error)) from error
    number, _, user_id = source.partition(":")
    item = lms.line_items.find(int(number)) if number.isdigit() else None
    if item is None or not 0 <= share <= 1:
        raise Refusal(400, "unknown_source", "no such sourcedId, or no share")
    given = share * item.maximum
    score = Score(user_id, now.isoformat(), given, item.maximum, "", "Completed", "FullyGraded")
    return lms.gradebook.receive(item, score, now)


def _check(lms: Lms, authorization: str, body: bytes) -> None:
    """The signature over the address and the body's hash."""
    given = dict(collect_parameters(headers={"Authorization": authorization}, exclude_oauth_signature=False))
    consumer = lms.consumers.find(given.get("oauth_consumer_key", ""))
    digest = base64.b64encode(hashlib.sha1(body).digest()).decode()  # noqa: S324 - as the standard says
    if consumer is None or given.get("oauth_body_hash") != digest:
        raise Refusal(401, "invalid_signature", "unknown key, or another body")
    signature = given.pop("oauth_signature", "")
    request = SimpleNamespace(
        http_method="POST", uri=outcomes_url(lms), params=list(given.items()), signature=signature
    )
    if not verify_hmac_sha1(request, consumer.secret):
        raise Refusal(401, "invalid_signature", "another secret")


def reply(code: str, words: str) -> str:
    """The envelope of an answer; ``words`` are our own."""
    tag = _NAMESPACE.strip("{}")
    plain = re.sub(r"[<&>]", " ", words)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><imsx_POXEnvelopeResponse xmlns="{tag}"><imsx_POXHeader>'
        "<imsx_POXResponseHeaderInfo><imsx_version>V1.0</imsx_version><imsx_statusInfo>"
        f"<imsx_codeMajor>{code}</imsx_codeMajor><imsx_severity>status</imsx_severity>"
        f"<imsx_description>{plain}</imsx_description></imsx_statusInfo></imsx_POXResponseHeaderInfo>"
        "</imsx_POXHeader><imsx_POXBody><replaceResultResponse/></imsx_POXBody></imsx_POXEnvelopeResponse>"
    )
