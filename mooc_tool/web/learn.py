"""The learner's pages: course, unit, exercise, attempt."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.errors import NotFound
from mooc_tool.exercises.kind import Faults, Shown
from mooc_tool.packs.endmatter import in_order
from mooc_tool.services import practice, progress
from mooc_tool.services.library import Published
from mooc_tool.web import cards, current, fragment, headers, language, tickets
from mooc_tool.web.bell import ring

blueprint = Blueprint("learn", __name__, url_prefix=tickets.PREFIX)
tickets.inside(blueprint)


def published() -> Published:
    """The course as this session's course holds it."""
    return current.tool().library.get(current.db(), tickets.session().revision_id)


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
    headers.allow_films(content.pack, [part.film for part in page.parts if part.film])
    return render_template("learn/unit.html", unit=cards.unit(current.db(), who, content, page, slug))


@blueprint.get("/week/<int:number>")
def week(number: int) -> ResponseReturnValue:
    """A week in one piece, to print or to keep for reading offline."""
    content, who = published(), tickets.session()
    found = content.pack.week(number)
    if found is None:
        raise NotFound("page-unknown")
    pages = current.tool().library.week(content, found, who.language, language.gettext)
    words = in_order({term.id: term for page in pages for term in page.terms}.values(), who.language)
    sheets = tuple(zip(found.units, pages, strict=True))
    return render_template("learn/week.html", pack=content.pack, week=found, sheets=sheets, words=words)


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
    """An exercise: its question until the first answer, then one's attempts at it."""
    content, who = published(), tickets.session()
    stands = practice.standing(current.db(), who, practice.exercise_of(content, slug))
    if stands.tries_used:
        return render_template("learn/exercise.html", **cards.exercise_page(stands, content, who.language))
    if stands.open_attempt is not None:
        return attempt_page(practice.attempt_of(current.db(), who, stands.open_attempt.attempt_id), stands)
    return attempt_page(_opened(stands), stands)


@blueprint.post("/exercise/<slug>/attempts")
def start(slug: str) -> ResponseReturnValue:
    """Open an attempt, or go on with the one that is open."""
    exercise = practice.exercise_of(published(), slug)
    opened = _opened(practice.standing(current.db(), tickets.session(), exercise))
    return redirect(url_for("learn.attempt", attempt_id=opened.attempt_id), 303)


@blueprint.get("/attempt/<int:attempt_id>")
def attempt(attempt_id: int) -> ResponseReturnValue:
    """An attempt, at whatever stage it is."""
    found = practice.attempt_of(current.db(), tickets.session(), attempt_id)
    return attempt_page(found, standing(found))


@blueprint.post("/attempt/<int:attempt_id>/predict", defaults={"stage": "prediction"})
@blueprint.post("/attempt/<int:attempt_id>/<stage>/predict")
@current.writes
def predict(attempt_id: int, stage: str) -> ResponseReturnValue:
    """Commit the prediction, or a stage before the last."""
    found = practice.hold_attempt(current.db(), tickets.session(), attempt_id)
    return _reply(found, practice.predict(current.db(), found, _fields(), stage))


@blueprint.post("/attempt/<int:attempt_id>/answer")
def answer(attempt_id: int) -> ResponseReturnValue:
    """Mark the answer; the score is on its way to the LMS when this returns."""
    who, content, database = tickets.session(), published(), current.tool().database
    found = practice.attempt_of(current.db(), who, attempt_id)
    current.close_db()
    faults = practice.answer(database, who, content, found, _fields(), current.now())
    reply = _reply(found, faults)
    if not faults:
        ring()
    return reply


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


def _reply(found: practice.Try, faults: Faults | None) -> ResponseReturnValue:
    """The form again with its faults; or on to the attempt by GET, so that a reload sends nothing again. To
    the page's own script, which asks for a part and sends nothing again, the next stage at once.
    """
    stands = standing(found)
    if current.is_writing():
        current.commit()
    address = url_for("learn.attempt", attempt_id=found.attempt_id)
    if not faults and not fragment.is_asked():
        return redirect(address, 303)
    return fragment.at(address, *attempt_page(found, stands, faults or ()))


def _opened(stands: practice.Standing) -> practice.Try:
    content, tool = published(), current.tool()
    current.close_db()
    return practice.open_attempt(
        tool.database, tickets.session(), content, stands, secret=tool.secret, now=current.now()
    )


def standing(found: practice.Try) -> practice.Standing:
    """Where the learner stands with the exercise of an attempt."""
    exercise = practice.exercise_of(published(), found.exercise)
    return practice.standing(current.db(), tickets.session(), exercise)


def attempt_page(
    found: practice.Try, stands: practice.Standing, faults: Faults = (), tried: Shown | None = None
) -> tuple[str, int]:
    """An attempt at whatever stage it is, and the status. With faults, or with the view of something
    ``tried``, the form holds what was typed.
    """
    who, content = tickets.session(), published()
    page = cards.attempt_page(current.db(), who, content, found, stands)
    if tried is not None:
        page["view"] = tried
    typed = _fields() if faults or tried is not None else {}
    body = render_template("learn/attempt.html", fields=typed, faults=faults, **page)
    return body, 422 if faults else 200
