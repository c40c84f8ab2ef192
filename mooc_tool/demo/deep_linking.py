"""Reading a deep linking answer and putting what was chosen into the course (deep linking 2.0), no Flask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mooc_tool.demo.claims import DEEP_LINKING, LTI
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state import tool_jwt
from mooc_tool.demo.state.courses import Activity
from mooc_tool.demo.state.launches import Launch
from mooc_tool.demo.state.line_items import LineItem, read_line_item
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.tools import Tool
from mooc_tool.demo.state.web_address import is_web_address

MOST_ITEMS = 200


@dataclass(frozen=True)
class Item:
    """One activity that a tool offers. ``line_item`` belongs to no activity yet."""

    title: str
    text: str
    url: str
    custom: Mapping[str, str]
    line_item: LineItem | None


@dataclass(frozen=True)
class Chosen:
    """What came of it: the new activities (none: cancelled) and the tool's message."""

    launch: Launch
    activities: tuple[Activity, ...]
    message: str


def receive(lms: Lms, token: str, now: datetime) -> Chosen:
    """Check a deep linking answer and do what it says, all of it or nothing. Raises Refusal."""
    tool = tool_jwt.sender(lms.tools, token)
    claims = tool_jwt.read(token, tool, lms.tool_keys, (lms.address,), now)
    _check_message(claims, tool)
    with lms.store.together():
        lms.tokens.see_once(tool.client_id, claims.get("nonce"), now)
        data = claims.get(f"{DEEP_LINKING}/data")
        launch = lms.launches.answer(data, now) if isinstance(data, str) else None
        if launch is None or launch.client_id != tool.client_id:
            raise Refusal(400, "invalid_request", "data belongs to no open request, or was answered before")
        items = _read_items(lms, claims.get(f"{DEEP_LINKING}/content_items"), tool, launch.course_id)
        activities = tuple(_place(lms, item, launch) for item in items)
    message = claims.get(f"{DEEP_LINKING}/msg")
    return Chosen(launch, activities, message if isinstance(message, str) else "")


def _check_message(claims: Mapping[str, Any], tool: Tool) -> None:
    wanted = {
        f"{LTI}/message_type": "LtiDeepLinkingResponse",
        f"{LTI}/version": "1.3.0",
        f"{LTI}/deployment_id": tool.deployment_id,
    }
    for name, value in wanted.items():
        if claims.get(name) != value:
            raise Refusal(400, "invalid_request", f"{name} must be {value}")


def _read_items(lms: Lms, documents: object, tool: Tool, course_id: int) -> list[Item]:
    if documents is None:
        return []
    if not isinstance(documents, list) or len(documents) > MOST_ITEMS:
        raise Refusal(400, "invalid_request", f"content_items must be a list of at most {MOST_ITEMS}")
    if len(documents) > 1 and not lms.settings.multiple:
        raise Refusal(400, "invalid_request", "one item only was asked for")
    line_items = lms.settings.line_items
    return [read_item(document, tool, course_id, line_items=line_items) for document in documents]


def read_item(document: object, tool: Tool, course_id: int, *, line_items: bool) -> Item:
    """One content item; with a line item only if those were asked for. Raises Refusal (400, 404)."""
    if not isinstance(document, Mapping) or document.get("type") != "ltiResourceLink":
        raise Refusal(400, "invalid_request", "items must be of type ltiResourceLink")
    url = _text(document, "url") or tool.target_url
    if not is_web_address(url):
        raise Refusal(400, "invalid_request", "url must be http or https")
    title = _text(document, "title")
    line_item = document.get("lineItem")
    if line_item is not None and not line_items:
        raise Refusal(400, "invalid_request", "line items were not asked for")
    return Item(
        title=title or tool.name,
        text=_text(document, "text"),
        url=url,
        custom=_custom(document.get("custom")),
        line_item=None if line_item is None else _line_item(line_item, title or tool.name, course_id, tool),
    )


def _line_item(document: object, title: str, course_id: int, tool: Tool) -> LineItem:
    if not isinstance(document, Mapping) or "resourceLinkId" in document:
        raise Refusal(400, "invalid_request", "lineItem must be an object without resourceLinkId")
    return read_line_item({"label": title, **document}, course_id, tool.client_id)


def _custom(document: object) -> dict[str, str]:
    if document is None:
        return {}
    if not isinstance(document, Mapping) or not all(isinstance(value, str) for value in document.values()):
        raise Refusal(400, "invalid_request", "custom must map names to text")
    return dict(document)


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if value is not None and not isinstance(value, str):
        raise Refusal(400, "invalid_request", f"{name} must be text")
    return value or ""


def _place(lms: Lms, item: Item, launch: Launch) -> Activity:
    activity = lms.courses.add_activity(
        launch.course_id, launch.client_id, item.title, item.url, text=item.text, custom=item.custom
    )
    if item.line_item is not None:
        lms.line_items.create(item.line_item.for_activity(activity.activity_id))
    return activity
