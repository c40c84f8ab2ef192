"""What comes back from tools through the browser: authorization requests and deep linking answers."""

from flask import Blueprint, render_template, request

from mooc_tool.demo import deep_linking, oidc
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.signed_in import signed_in
from mooc_tool.demo.state.refusal import Refusal

blueprint = Blueprint("answering", __name__)


@blueprint.route("/auth", methods=["GET", "POST"])
def auth() -> str | tuple[str, int]:
    """Answer an authorization request with a form that posts itself to the tool."""
    lms = current_lms()
    person = signed_in()
    try:
        posting = oidc.authorize(lms, request.values, person.user_id if person else None, lms.now())
    except oidc.UntrustedRequest as error:
        return render_template("demo/refused.html", name=str(error), words=""), 400
    return render_template("demo/posting.html", posting=posting)


@blueprint.post("/deep-linking/return")
def chosen() -> str | tuple[str, int]:
    """Take what the teacher chose in the tool."""
    lms = current_lms()
    try:
        found = deep_linking.receive(lms, request.form.get("JWT", ""), lms.now())
    except Refusal as refusal:
        return render_template("demo/refused.html", name="JWT", words=refusal.words), refusal.status
    return render_template(
        "demo/back.html",
        url=f"/courses/{found.launch.course_id}",
        message=found.message,
        activities=found.activities,
    )
