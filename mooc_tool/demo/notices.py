"""Notices to tools (LTI platform notification service 1.0), no Flask: signed as an id_token is, sent once."""

import json
import secrets
from datetime import datetime
from typing import Any

import requests

from mooc_tool.demo.claims import LTI
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.courses import Course
from mooc_tool.demo.state.notice_handlers import COURSE_COPIED, HELLO
from mooc_tool.demo.state.service_log import ServiceCall
from mooc_tool.demo.state.tools import Tool

_LIFE = 300  # seconds


def hello(lms: Lms, tool: Tool) -> None:
    """Greet a tool that has just said where it wants its notices."""
    send(lms, tool, HELLO, {})


def course_copied(lms: Lms, copy: Course) -> None:
    """Tell every tool that wants to know that a course was copied."""
    told = {
        f"{LTI}/context": {"id": str(copy.course_id), "label": copy.label, "title": copy.title},
        f"{LTI}/origin_contexts": [str(one) for one in lms.courses.course_history(copy.course_id)],
    }
    for tool in lms.tools.all():
        send(lms, tool, COURSE_COPIED, told)


def send(lms: Lms, tool: Tool, kind: str, told: dict[str, Any]) -> None:
    """Send one notice, if the tool has a handler for its kind; what the tool answers is written down."""
    handler = lms.notice_handlers.of_tool(tool.client_id).get(kind)
    if handler is None:
        return
    now = lms.now()
    claims = _claims(lms, tool, kind, now) | told
    try:
        status, answer = lms.post(handler, {"notices": [{"jwt": lms.keys.active(now).sign(claims)}]})
    except requests.RequestException as error:
        status, answer = 0, type(error).__name__
    said = json.dumps(claims, ensure_ascii=False, indent=1)
    lms.log.add(
        ServiceCall(
            at=now, service="notice", client_id=tool.client_id, method="POST", path=handler, sent=said,
            status=status, answer=answer,
        )
    )  # fmt: skip


def _claims(lms: Lms, tool: Tool, kind: str, now: datetime) -> dict[str, Any]:
    issued = int(now.timestamp())
    return {
        "iss": lms.address,
        "aud": tool.client_id,
        "iat": issued,
        "exp": issued + _LIFE,
        f"{LTI}/version": "1.3.0",
        f"{LTI}/deployment_id": tool.deployment_id,
        f"{LTI}/notice": {"id": secrets.token_hex(8), "timestamp": now.isoformat(), "type": kind},
    }
