"""Launches by LTI 1.1, and the service that takes their results."""

from flask import Response, abort, render_template, request

from mooc_tool.demo import legacy
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.launching import blueprint as pages
from mooc_tool.demo.endpoints.signed_in import course_of, somebody
from mooc_tool.demo.endpoints.watching import service
from mooc_tool.demo.state.refusal import Refusal

blueprint = service("outcomes")


@pages.get("/activities/<int:activity_id>/legacy-launch/<key>")
def legacy_launch(activity_id: int, key: str) -> str:
    """Go to the tool by LTI 1.1."""
    person, lms = somebody(), current_lms()
    activity, consumer = lms.courses.activity(activity_id), lms.consumers.find(key)
    if activity is None or consumer is None:
        abort(404)
    course_of(person, activity.course_id)
    return render_template("demo/posting.html", posting=legacy.launch(lms, consumer, activity, person))


@blueprint.post("/lti/outcomes")
def outcomes() -> Response:
    """Take a result."""
    lms = current_lms()
    try:
        legacy.receive(lms, request.headers.get("Authorization", ""), request.get_data(), lms.now())
    except Refusal as refusal:
        if refusal.status == 401:
            raise
        return Response(legacy.reply("failure", refusal.words), mimetype="application/xml")
    return Response(legacy.reply("success", "taken"), mimetype="application/xml")
