"""The platform as a Flask application."""

from types import ModuleType

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException

from mooc_tool import paths
from mooc_tool.demo.endpoints import (
    answering,
    control,
    courses,
    gradebook,
    key_set,
    launching,
    legacy,
    line_items,
    notices,
    people,
    results,
    roster,
    scores,
    token,
    tools,
)
from mooc_tool.demo.endpoints.current import current_lms, remember
from mooc_tool.demo.endpoints.cutting import Cutting
from mooc_tool.demo.endpoints.signed_in import signed_in
from mooc_tool.demo.endpoints.watching import refused
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.faults import SERVICES
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.web import formats, language

_PARTS: tuple[ModuleType, ...] = (
    people, courses, launching, answering, gradebook, key_set, token, line_items, scores, results, roster,
    legacy, notices,
)  # fmt: skip


def create_lms(lms: Lms, *, control_open: bool = False) -> Flask:
    """The application around a platform. ``control_open`` lets tests on this machine pull its strings."""
    app = Flask(
        "mooc_tool.demo",
        template_folder=str(paths.templates()),
        static_folder=str(paths.static() / "demo"),
        static_url_path="/static",
    )
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    remember(app.extensions, lms)
    for part in _PARTS:
        app.register_blueprint(part.blueprint)
    app.register_blueprint(tools.pages)
    app.register_blueprint(tools.services)
    if control_open:
        app.register_blueprint(control.blueprint)
    app.before_request(_speak)
    language.install(app)
    formats.install(app)
    app.context_processor(_for_every_page)
    app.after_request(_guard)
    app.register_error_handler(HTTPException, _say)
    app.register_error_handler(Refusal, refused)
    app.wsgi_app = Cutting(app.wsgi_app)  # type: ignore[method-assign]  # the way Flask documents it
    return app


def _speak() -> None:
    """The language of the person who looks; before anybody is chosen, the browser's wish."""
    person = signed_in()
    if person:
        g.language = person.locale


def _for_every_page() -> dict[str, object]:
    lms = current_lms()
    return {
        "me": signed_in(),
        "cast": lms.people.cast(),
        "tool_origins": sorted({tool.origin for tool in lms.tools.all()}),
        "storage": lms.settings.storage,
    }


def _guard(answer: Response) -> Response:
    """Strict headers on pages; frames and forms lead to registered tools only."""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if request.endpoint == "static" or request.blueprint in SERVICES:
        return answer
    origins = " ".join(sorted({tool.origin for tool in current_lms().tools.all()}))
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"form-action 'self' {origins}; frame-src 'self' {origins} {g.get('framed', '')}; "
        "frame-ancestors 'self'; base-uri 'none'"
    )
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _say(error: HTTPException) -> Response | tuple[str, int]:
    """A page for people; redirects and services keep their own words."""
    code = error.code or 500
    if error.response is not None or request.blueprint in SERVICES:
        return error.get_response()  # type: ignore[return-value]  # plain words are enough for a tool
    return render_template("demo/error.html", code=code), code
