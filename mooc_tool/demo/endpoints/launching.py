"""Launches: the pages around a tool, and the way to it."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from mooc_tool.demo import oidc
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.signed_in import check_origin, course_of, somebody, teacher
from mooc_tool.demo.state.courses import Activity
from mooc_tool.demo.state.launches import Launch, Window
from mooc_tool.demo.state.people import Person
from mooc_tool.demo.state.tools import Tool

blueprint = Blueprint("launching", __name__)
blueprint.before_request(check_origin)


@blueprint.get("/activities/<int:activity_id>")
def activity(activity_id: int) -> str:
    """A tool's activity in a frame."""
    person = somebody()
    found = _activity(person, activity_id)
    return render_template(
        "demo/activity.html", course=course_of(person, found.course_id), activity=found
    )


@blueprint.get("/activities/<int:activity_id>/launch")
def launch(activity_id: int) -> Response | str:
    """Go to the tool."""
    person = somebody()
    found = _activity(person, activity_id)
    return _begin(
        Launch(
            kind="resource",
            user_id=person.user_id,
            client_id=found.client_id,
            course_id=found.course_id,
            target_url=found.url,
            document_target=_window(),
            activity_id=activity_id,
        )
    )


@blueprint.get("/courses/<int:course_id>/choose/<client_id>")
def choose(course_id: int, client_id: str) -> str:
    """The tool's own page for choosing activities, in a frame."""
    course = course_of(teacher(), course_id)
    return render_template("demo/choose.html", course=course, tool=_tool(client_id))


@blueprint.get("/courses/<int:course_id>/choose/<client_id>/launch")
def launch_choice(course_id: int, client_id: str) -> Response | str:
    """Go to the tool to choose activities (deep linking)."""
    person = teacher()
    course_of(person, course_id)
    tool = _tool(client_id)
    return _begin(
        Launch(
            kind="deep-linking",
            user_id=person.user_id,
            client_id=client_id,
            course_id=course_id,
            target_url=tool.deep_link_url or tool.target_url,
            document_target=_window(),
        )
    )


@blueprint.get("/line-items/<int:line_item_id>/review/<user_id>")
def review(line_item_id: int, user_id: str) -> Response | str:
    """Go to the tool to look at a learner's work (submission review)."""
    person = teacher()
    lms = current_lms()
    item = lms.line_items.find(line_item_id)
    if item is None or lms.people.member(item.course_id, user_id) is None:
        abort(404)
    course_of(person, item.course_id)
    wanted = item.other.get("submissionReview")
    url = wanted.get("url") if isinstance(wanted, dict) else None
    return _begin(
        Launch(
            kind="submission-review",
            user_id=person.user_id,
            client_id=item.client_id,
            course_id=item.course_id,
            target_url=url if isinstance(url, str) else _tool(item.client_id).target_url,
            document_target="window",
            activity_id=item.activity_id,
            line_item_id=line_item_id,
            for_user_id=user_id,
        )
    )


def _begin(asked: Launch) -> Response | str:
    """Start the launch at the tool, by GET or POST as the settings say."""
    lms = current_lms()
    begun = lms.launches.begin(asked, lms.now())
    posting = oidc.login_initiation(lms, begun, _tool(asked.client_id))
    if lms.settings.login_method == "GET":
        return redirect(oidc.with_query(posting.url, posting.fields), 302)
    return render_template("demo/posting.html", posting=posting)


def _activity(person: Person, activity_id: int) -> Activity:
    found = current_lms().courses.activity(activity_id)
    if found is None:
        abort(404)
    course_of(person, found.course_id)
    return found


def _tool(client_id: str) -> Tool:
    tool = current_lms().tools.find(client_id)
    if tool is None:
        abort(404)
    return tool


def _window() -> Window:
    return "window" if request.args.get("target") == "window" else "iframe"
