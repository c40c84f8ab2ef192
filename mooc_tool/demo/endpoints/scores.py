"""The score service (AGS 2.0 section 3.4)."""

from flask import Response

from mooc_tool.demo.addresses import results_url
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.line_items import own_line_item
from mooc_tool.demo.endpoints.paging import json_answer, sent_json
from mooc_tool.demo.endpoints.watching import require, service
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.scopes import SCORE
from mooc_tool.demo.state.scores import read_score

SENT = "application/vnd.ims.lis.v1.score+json"

blueprint = service("scores")


@blueprint.post("/lti/courses/<int:course_id>/line-items/<int:line_item_id>/scores")
def receive_score(course_id: int, line_item_id: int) -> Response:
    """Take a score; 409 if one of the same time or a later one is there already."""
    item = own_line_item(course_id, line_item_id, require(SCORE))
    lms = current_lms()
    receipt = lms.gradebook.receive(item, read_score(sent_json(SENT)), lms.now())
    if receipt.outcome != "applied":
        raise Refusal(409, "older_score", "a score of the same time or a later one is there already")
    url = results_url(lms, item, receipt.score.user_id)
    return json_answer({"resultUrl": url}, "application/json")
