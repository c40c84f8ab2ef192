"""The learner's pages: course, unit, exercise, attempt."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.errors import NotFound
from mooc_tool.exercises.kind import Faults
from mooc_tool.records import Attempt
from mooc_tool.services import practice, progress
from mooc_tool.services.library import Published
from mooc_tool.web import cards, current, language, tickets
from mooc_tool.web.bell import ring

blueprint = Blueprint("learn", __name__, url_prefix=tickets.PREFIX)
tickets.inside(blueprint)


def published() -> Published:
    """The course as this session's course holds it."""
    return current.tool().library.get(current.db(), tickets.session().course.revision_id)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """The course: weeks, units, progress, what the certificate still needs."""
    who, content = tickets.session(), published()
    overview = progress.overview(current.db(), who, content)
    return render_template("learn/home.html", home=overview, certificate=overview.certificate)


@blueprint.get("/unit/<slug>")
def unit(slug: str) -> ResponseReturnValue:
    """A unit's page."""
    content, who = published(), tickets.session()
    page = current.tool().library.page(content, slug, who.language, language.gettext)
    if progress.not_yet_read(current.db(), who, slug):
        with current.tool().database.writing() as db:
            progress.note_read(db, who, slug, current.now())
    return render_template("learn/unit.html", unit=cards.unit(current.db(), who, content, page, slug))


@blueprint.get("/figures/<path:name>")
@blueprint.get("/unit/figures/<path:name>", endpoint="unit_figure")
def figure(name: str) -> ResponseReturnValue:
    """A picture of the course."""
    content = published().files.get(f"figures/{name}")
    if content is None:
        raise NotFound("page-unknown")
    return current.attachment(content, name)


@blueprint.get("/exercise/<slug>")
def exercise(slug: str) -> ResponseReturnValue:
    """An exercise and one's attempts at it."""
    content, who = published(), tickets.session()
    stands = practice.standing(current.db(), who, practice.exercise_of(content, slug))
    return render_template("learn/exercise.html", **cards.exercise_page(stands, content, who.language))


@blueprint.post("/exercise/<slug>/attempts")
@current.writes
def start(slug: str) -> ResponseReturnValue:
    """Open an attempt, or go on with the one that is open."""
    content, tool = published(), current.tool()
    attempt = practice.open_attempt(
        current.db(),
        tickets.session(),
        content,
        practice.exercise_of(content, slug),
        secret=tool.secret,
        now=current.now(),
    )
    return redirect(url_for("learn.attempt", attempt_id=attempt.attempt_id), 303)


@blueprint.get("/attempt/<int:attempt_id>")
def attempt(attempt_id: int) -> ResponseReturnValue:
    """An attempt, at whatever stage it is."""
    return _attempt_page(practice.attempt_of(current.db(), tickets.session(), attempt_id))


@blueprint.post("/attempt/<int:attempt_id>/predict")
@current.writes
def predict(attempt_id: int) -> ResponseReturnValue:
    """Commit the prediction."""
    found = practice.hold_attempt(current.db(), tickets.session(), attempt_id)
    faults = practice.predict(found, _fields())
    return _attempt_page(found, faults) if faults else _to(found)


@blueprint.post("/attempt/<int:attempt_id>/answer")
@current.writes
def answer(attempt_id: int) -> ResponseReturnValue:
    """Mark the answer; the score is on its way to the LMS when this returns."""
    who = tickets.session()
    found = practice.hold_attempt(current.db(), who, attempt_id)
    faults = practice.answer(current.db(), who, published(), found, _fields(), current.now())
    if faults:
        return _attempt_page(found, faults)
    ring()
    return _to(found)


@blueprint.post("/language", endpoint="language")
@current.writes
def choose_language() -> ResponseReturnValue:
    """Read the course in another language."""
    chosen = request.form.get("language")
    if chosen in language.LANGUAGES:
        progress.set_language(current.db(), tickets.session(), chosen)
    return redirect(current.own_path(request.form.get("next"), url_for("learn.home")), 303)


def _fields() -> dict[str, list[str]]:
    return request.form.to_dict(flat=False)


def _to(found: Attempt) -> ResponseReturnValue:
    return redirect(url_for("learn.attempt", attempt_id=found.attempt_id), 303)


def _attempt_page(found: Attempt, faults: Faults = ()) -> ResponseReturnValue:
    who, content = tickets.session(), published()
    page = cards.attempt_page(current.db(), who, content, found)
    typed = _fields() if faults else {}
    body = render_template("learn/attempt.html", fields=typed, faults=faults, **page)
    return body, 422 if faults else 200
