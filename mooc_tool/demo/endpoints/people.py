"""The choice of people and of language."""

from typing import get_args

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.signed_in import back, check_origin, sign_in, signed_in, somebody
from mooc_tool.demo.state.people import Locale

blueprint = Blueprint("people", __name__)
blueprint.before_request(check_origin)


@blueprint.get("/")
def home() -> Response | str:
    """Who do you want to be? Somebody already: the first course."""
    if signed_in():
        return redirect("/courses", 303)
    return render_template("demo/home.html")


@blueprint.post("/people/<user_id>")
def switch(user_id: str) -> Response:
    """Be somebody else."""
    person = current_lms().people.find(user_id)
    if person is None:
        abort(404)
    return sign_in(redirect(back("/courses"), 303), person)  # type: ignore[arg-type]  # Flask gives its own


@blueprint.post("/language/<locale>")
def speak(locale: Locale) -> Response:
    """Read, and launch, in another language."""
    if locale not in get_args(Locale):
        abort(404)
    current_lms().people.speak(somebody().user_id, locale)
    return redirect(back("/courses"), 303)
