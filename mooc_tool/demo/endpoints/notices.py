"""The service by which tools say where they want to be told of what."""

from collections.abc import Mapping

from flask import Response, request

from mooc_tool.demo import notices
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.paging import json_answer, sent_json
from mooc_tool.demo.endpoints.watching import require, service
from mooc_tool.demo.state.notice_handlers import HELLO, KINDS
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.scopes import NOTICES
from mooc_tool.demo.state.tools import Tool
from mooc_tool.demo.state.web_address import is_web_address

_JSON = "application/json"

blueprint = service("notices")


@blueprint.route("/lti/notice-handlers", methods=["GET", "PUT"])
def handlers() -> Response:
    """The tool's handlers; PUT sets one, or takes it away, and a new one is greeted."""
    lms, tool = current_lms(), _caller()
    if request.method == "GET":
        return json_answer(_said(tool), _JSON)
    kind, handler = _asked(sent_json(_JSON), tool)
    lms.notice_handlers.set(tool.client_id, kind, handler)
    if kind == HELLO:
        notices.hello(lms, tool)
    return json_answer({"notice_type": kind, "handler": handler}, _JSON)


def _caller() -> Tool:
    tool = current_lms().tools.find(require(NOTICES).client_id)
    if tool is None:
        raise Refusal(401, "invalid_token", "this tool is no longer registered")
    return tool


def _asked(document: object, tool: Tool) -> tuple[str, str]:
    said = document if isinstance(document, Mapping) else {}
    kind, handler = said.get("notice_type"), said.get("handler")
    if kind not in KINDS:
        raise Refusal(400, "invalid_notice_type", f"notice_type must be one of {', '.join(KINDS)}")
    ours = isinstance(handler, str) and is_web_address(handler) and handler.startswith(f"{tool.origin}/")
    if handler != "" and not ours:
        raise Refusal(400, "invalid_handler", "handler must be an address of the tool's own, or empty")
    return str(kind), str(handler)


def _said(tool: Tool) -> dict[str, object]:
    kept = current_lms().notice_handlers.of_tool(tool.client_id)
    return {
        "client_id": tool.client_id,
        "deployment_id": tool.deployment_id,
        "notice_handlers": [{"notice_type": kind, "handler": kept[kind]} for kind in kept],
    }
