"""Who is looking: the platform's own cookie, with no password, for this is a demonstration."""

from typing import NoReturn

from flask import Response, abort, redirect, request

from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.state.courses import Course
from mooc_tool.demo.state.people import Person

COOKIE = "demo-lms-person"


def signed_in() -> Person | None:
    """The person whom the browser's cookie names."""
    return current_lms().people.find(request.cookies.get(COOKIE, ""))


def sign_in(answer: Response, person: Person) -> Response:
    """Let this browser be that person from now on."""
    answer.set_cookie(COOKIE, person.user_id, httponly=True, samesite="Lax")
    return answer


def somebody() -> Person:
    """The person who is looking; the choice of people if nobody is."""
    person = signed_in()
    if person is None:
        _leave_for("/")
    return person


def teacher() -> Person:
    """The teacher, or 403."""
    person = somebody()
    if person.role != "teacher":
        abort(403)
    return person


def course_of(person: Person, course_id: int) -> Course:
    """A course in which the person is enrolled, or 404."""
    lms = current_lms()
    course = lms.courses.find(course_id)
    if course is None or lms.people.member(course_id, person.user_id) is None:
        abort(404)
    return course


def check_origin() -> None:
    """Forms of these pages come from these pages (403)."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin not in (None, request.host_url.rstrip("/")):
        abort(403)


def back(default: str) -> str:
    """Where a form asked to go afterwards, if that is a page of ours."""
    path = request.form.get("next", "")
    ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if ours and path.isprintable() else default


def _leave_for(path: str) -> NoReturn:
    abort(redirect(path, 303))
