"""The result service (AGS 2.0 section 3.3)."""

from typing import Any

from flask import Response, request

from mooc_tool.demo.addresses import line_item_url, results_url
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.line_items import own_line_item
from mooc_tool.demo.endpoints.paging import json_answer, link, must_accept, page_of
from mooc_tool.demo.endpoints.watching import require, service
from mooc_tool.demo.state.gradebook import Receipt
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.scopes import RESULT_READONLY

MANY = "application/vnd.ims.lis.v2.resultcontainer+json"

blueprint = service("results")


@blueprint.get("/lti/courses/<int:course_id>/line-items/<int:line_item_id>/results")
def results(course_id: int, line_item_id: int) -> Response:
    """What stands in a column; filter user_id."""
    item = own_line_item(course_id, line_item_id, require(RESULT_READONLY))
    must_accept(MANY)
    wanted = request.args.get("user_id")
    standing = current_lms().gradebook.column(line_item_id).values()
    graded = [
        receipt
        for receipt in standing
        if receipt.score.given is not None
        and receipt.score.grading_progress == "FullyGraded"
        and wanted in (None, receipt.score.user_id)
    ]
    page = page_of(graded)
    documents = [_result(item, receipt) for receipt in page.items]
    return link(json_answer(documents, MANY), page.next_url, "next")


def _result(item: LineItem, receipt: Receipt) -> dict[str, Any]:
    """The grade on the line item's own scale."""
    lms, score = current_lms(), receipt.score
    return {
        "id": results_url(lms, item, score.user_id),
        "scoreOf": line_item_url(lms, item),
        "userId": score.user_id,
        "resultScore": (score.given or 0.0) * item.maximum / (score.maximum or item.maximum),
        "resultMaximum": item.maximum,
        "comment": score.comment,
    }
