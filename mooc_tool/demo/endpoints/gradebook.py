"""The gradebook."""

from flask import Blueprint, abort, render_template

from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.signed_in import check_origin, course_of, somebody, teacher

blueprint = Blueprint("gradebook", __name__)
blueprint.before_request(check_origin)

ROWS = 200


@blueprint.get("/courses/<int:course_id>/gradebook")
def gradebook(course_id: int) -> str:
    """Learners by line items for a teacher; their own grades for a learner."""
    person = somebody()
    lms = current_lms()
    course = course_of(person, course_id)
    items = lms.line_items.of_course(course_id)
    columns = {item.line_item_id: lms.gradebook.column(item.line_item_id) for item in items}
    learners = [
        member.person
        for member in lms.people.members(course_id)
        if member.person.role == "learner" and (person.role == "teacher" or member.person == person)
    ]
    return render_template(
        "demo/gradebook.html",
        course=course,
        items=items,
        learners=learners[:ROWS],
        more=max(0, len(learners) - ROWS),
        columns=columns,
    )


@blueprint.get("/courses/<int:course_id>/gradebook/<int:line_item_id>/<user_id>")
def history(course_id: int, line_item_id: int, user_id: str) -> str:
    """Everything received for one learner in one column, which may be gone by now."""
    course = course_of(teacher(), course_id)
    lms = current_lms()
    item = lms.line_items.find(line_item_id)
    learner = lms.people.find(user_id)
    if learner is None or (item is not None and item.course_id != course_id):
        abort(404)
    return render_template(
        "demo/history.html",
        course=course,
        item=item,
        learner=learner,
        receipts=lms.gradebook.history(line_item_id, user_id)[::-1],
    )


@blueprint.get("/courses/<int:course_id>/sent")
def sent(course_id: int) -> str:
    """What tools sent to the services."""
    course = course_of(teacher(), course_id)
    return render_template("demo/sent.html", course=course, calls=current_lms().log.newest())
