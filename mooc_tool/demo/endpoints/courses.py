"""Courses and their activities."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from mooc_tool.demo import notices
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.signed_in import check_origin, course_of, somebody, teacher
from mooc_tool.demo.state.gradebook import Receipt

blueprint = Blueprint("courses", __name__)
blueprint.before_request(check_origin)


@blueprint.get("/courses")
def courses() -> Response | str:
    """The courses; straight into it if there is only one."""
    person = somebody()
    lms = current_lms()
    found = [one for one in lms.courses.all() if lms.people.member(one.course_id, person.user_id)]
    if len(found) == 1:
        return redirect(f"/courses/{found[0].course_id}", 303)
    return render_template("demo/courses.html", courses=found)


@blueprint.get("/courses/<int:course_id>")
def course(course_id: int) -> str:
    """A course with its activities and, for a learner, the grades so far."""
    person = somebody()
    lms = current_lms()
    found = course_of(person, course_id)
    grades: dict[int, list[Receipt]] = {}
    for item in lms.line_items.of_course(course_id):
        receipt = lms.gradebook.standing(item.line_item_id, person.user_id)
        if item.activity_id is not None and receipt is not None:
            grades.setdefault(item.activity_id, []).append(receipt)
    return render_template(
        "demo/course.html",
        course=found,
        activities=lms.courses.activities(course_id),
        tools=lms.tools.all(),
        grades=grades,
    )


@blueprint.get("/courses/<int:course_id>/return")
def come_back(course_id: int) -> str:
    """Where a tool sends people when they are done; perhaps inside its frame."""
    course_of(somebody(), course_id)
    return render_template("demo/back.html", url=f"/courses/{course_id}", message="", activities=None)


@blueprint.post("/courses/<int:course_id>/duplicate")
def duplicate(course_id: int) -> Response:
    """Copy a course."""
    course_of(teacher(), course_id)
    title = request.form.get("title", "").strip()
    if not title or len(title) > 200:
        abort(400)
    lms = current_lms()
    copy = lms.duplicate(course_id, title)
    notices.course_copied(lms, copy)
    return redirect(f"/courses/{copy.course_id}", 303)


@blueprint.post("/activities/<int:activity_id>/remove")
def remove(activity_id: int) -> Response:
    """Take an activity out of its course."""
    person = teacher()
    activity = current_lms().courses.activity(activity_id)
    if activity is None:
        abort(404)
    course_of(person, activity.course_id)
    current_lms().courses.remove_activity(activity_id)
    return redirect(f"/courses/{activity.course_id}", 303)
