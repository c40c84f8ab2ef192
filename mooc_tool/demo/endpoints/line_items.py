"""The line item service (AGS 2.0 section 3.2)."""

from dataclasses import replace

from flask import Response, request

from mooc_tool.demo.addresses import line_item_url
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.paging import json_answer, link, must_accept, page_of, sent_json
from mooc_tool.demo.endpoints.watching import require, service
from mooc_tool.demo.state.line_items import LineItem, read_line_item
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.scopes import LINE_ITEM, LINE_ITEM_READONLY
from mooc_tool.demo.state.tokens import Granted

ONE = "application/vnd.ims.lis.v2.lineitem+json"
MANY = "application/vnd.ims.lis.v2.lineitemcontainer+json"

blueprint = service("line-items")


@blueprint.get("/lti/courses/<int:course_id>/line-items")
def list_line_items(course_id: int) -> Response:
    """The tool's line items in a course; filters resource_link_id, resource_id, tag."""
    granted = require(LINE_ITEM, LINE_ITEM_READONLY)
    must_accept(MANY)
    lms = current_lms()
    _check_course(course_id)
    found = lms.line_items.of_course(
        course_id,
        client_id=granted.client_id,
        activity_id=request.args.get("resource_link_id"),
        resource_id=request.args.get("resource_id"),
        tag=request.args.get("tag"),
    )
    page = page_of(found)
    documents = [item.document(line_item_url(lms, item)) for item in page.items]
    return link(json_answer(documents, MANY), page.next_url, "next")


@blueprint.post("/lti/courses/<int:course_id>/line-items")
def create_line_item(course_id: int) -> Response:
    """Add a line item."""
    granted = require(LINE_ITEM)
    lms = current_lms()
    _check_course(course_id)
    item = lms.line_items.create(read_line_item(sent_json(ONE), course_id, granted.client_id))
    return json_answer(item.document(line_item_url(lms, item)), ONE, 201)


@blueprint.get("/lti/courses/<int:course_id>/line-items/<int:line_item_id>")
def get_line_item(course_id: int, line_item_id: int) -> Response:
    """One line item."""
    granted = require(LINE_ITEM, LINE_ITEM_READONLY)
    must_accept(ONE)
    item = own_line_item(course_id, line_item_id, granted)
    return json_answer(item.document(line_item_url(current_lms(), item)), ONE)


@blueprint.put("/lti/courses/<int:course_id>/line-items/<int:line_item_id>")
def put_line_item(course_id: int, line_item_id: int) -> Response:
    """Replace a line item: what is left out is gone."""
    granted = require(LINE_ITEM)
    lms = current_lms()
    own_line_item(course_id, line_item_id, granted)
    said = read_line_item(sent_json(ONE), course_id, granted.client_id)
    item = lms.line_items.replace(line_item_id, replace(said, line_item_id=line_item_id))
    return json_answer(item.document(line_item_url(lms, item)), ONE)


@blueprint.delete("/lti/courses/<int:course_id>/line-items/<int:line_item_id>")
def delete_line_item(course_id: int, line_item_id: int) -> Response:
    """Remove a line item."""
    own_line_item(course_id, line_item_id, require(LINE_ITEM))
    current_lms().line_items.remove(line_item_id)
    return Response(status=204)


def own_line_item(course_id: int, line_item_id: int, granted: Granted) -> LineItem:
    """The line item of that address if it is the caller's. Raises Refusal (404)."""
    item = current_lms().line_items.find(line_item_id)
    if item is None or item.course_id != course_id or item.client_id != granted.client_id:
        raise Refusal(404, "unknown_line_item", "there is no such line item")
    return item


def _check_course(course_id: int) -> None:
    if current_lms().courses.find(course_id) is None:
        raise Refusal(404, "unknown_course", "there is no such course")
