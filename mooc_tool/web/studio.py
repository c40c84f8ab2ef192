"""The studio: an instructor changes the course's texts, looks at them, publishes them."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.errors import Closed
from mooc_tool.packs.page import Addresses, Page
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.quizzes import exercise_path
from mooc_tool.services import authoring, file_cards, proofreading, publishing
from mooc_tool.services.authoring import Desk
from mooc_tool.services.differences import difference
from mooc_tool.web import current, frozen_rule, language, picking, tickets, viewer
from mooc_tool.web.language import gettext
from mooc_tool.web.language import mark as _

blueprint = Blueprint("studio", __name__, url_prefix=tickets.PREFIX)
tickets.inside(blueprint)
blueprint.before_request(viewer.require_instructor)
blueprint.add_url_rule("/pick", "pick", picking.pick)
blueprint.add_url_rule("/pick", "place", picking.place, methods=["POST"])
blueprint.add_url_rule("/studio/course.imscc", "cartridge", picking.cartridge)

_DONE = {
    "published": _("Published: learners read this edition from now on."),
    "discarded": _("The changes to this text are thrown away."),
}


@blueprint.get("/studio")
def home() -> ResponseReturnValue:
    """The course's texts, what is wrong with them, and the editions."""
    db, desk = current.db(), _desk()
    problems = proofreading.problems(desk, current.now().date())
    frozen = publishing.frozen(db, desk.course, desk.published.pack, desk.pack)
    done = _DONE.get(request.args.get("done", ""))
    files = file_cards.all_cards(desk, problems, language.current())
    return render_template(
        "studio/home.html",
        pages=file_cards.by_page(files),
        page_languages=desk.pack.languages,
        tables=[file for file in files if file.kind != "page"],
        read_only=authoring.read_only(desk),
        drafts=sorted(desk.drafts),
        problems=[(problem, _sentence(problem)) for problem in problems],
        openable={file.path for file in files},
        history=publishing.history(db, desk.course),
        offer=publishing.offer(db, current.tool().library, desk.course),
        frozen=frozen,
        rule_change=frozen_rule.said,
        can_publish=bool(desk.drafts) and not problems and not frozen,
        notices=[("good", gettext(done))] if done else [],
    )


@blueprint.get("/studio/file/<path:path>")
def edit(path: str) -> ResponseReturnValue:
    """A text, its preview, and what is wrong with it."""
    desk = _desk()
    return _edit_page(desk, path, authoring.version_of(desk, path), saved="saved" in request.args)


@blueprint.post("/studio/file/<path:path>")
@current.writes
def save(path: str) -> ResponseReturnValue:
    """Keep the text as a draft, right or wrong. If somebody was faster, show both texts."""
    desk, version = _held_desk(), request.form.get("version", "")
    try:
        authoring.save_file(current.db(), desk, path, _typed(), version, current.now())
    except Closed:
        return _edit_page(_with_typed(desk, path), path, authoring.version_of(desk, path), theirs=desk), 409
    return redirect(url_for("studio.edit", path=path, saved=1), 303)


@blueprint.post("/studio/preview/<path:path>")
def preview(path: str) -> ResponseReturnValue:
    """The same page for a text that is not saved."""
    return _edit_page(_with_typed(_desk(), path), path, request.form.get("version", ""))


@blueprint.post("/studio/discard/<path:path>")
@current.writes
def discard(path: str) -> ResponseReturnValue:
    """Throw the changes to a text away."""
    authoring.discard(current.db(), _held_desk(), path, request.form.get("version", ""))
    return redirect(url_for("studio.home", done="discarded"), 303)


@blueprint.post("/studio/publish")
def publish() -> ResponseReturnValue:
    """Give learners the drafts."""
    who, tool = tickets.session(), current.tool()
    current.close_db()
    publishing.publish(tool.database, tool.library, who.course_id, who.person_id, current.now())
    return _published()


@blueprint.post("/studio/editions/<int:number>")
@current.writes
def go_back(number: int) -> ResponseReturnValue:
    """Give learners an older edition again."""
    who = tickets.session()
    course, shelf = _held_desk().course, current.tool().library
    publishing.go_back(current.db(), shelf, course, number, who.person_id, current.now())
    return _published()


@blueprint.post("/studio/newer")
@current.writes
def take() -> ResponseReturnValue:
    """Take the version of the course that came with the tool."""
    who, course, shelf = tickets.session(), _held_desk().course, current.tool().library
    publishing.take(current.db(), shelf, course, who.person_id, current.now())
    return _published()


def _published() -> ResponseReturnValue:
    return redirect(url_for("studio.home", done="published"), 303)


def _desk() -> Desk:
    return authoring.open_desk(current.db(), tickets.course(), current.tool().library)


def _held_desk() -> Desk:
    return authoring.hold_desk(current.db(), tickets.session().course_id, current.tool().library)


def _typed() -> str:
    return request.form.get("text", "")


def _with_typed(desk: Desk, path: str) -> Desk:
    authoring.require(desk, path)
    return desk.with_text(path, _typed())


def _edit_page(
    desk: Desk, path: str, version: str, *, saved: bool = False, theirs: Desk | None = None
) -> str:
    """``theirs``: the texts as somebody else saved them meanwhile."""
    card, text = file_cards.card(desk, path, language.current()), authoring.text_of(desk, path)
    problems = proofreading.problems_of(desk, path, current.now().date())
    return render_template(
        "studio/edit.html",
        file=card,
        text=text,
        version=version,
        problems=[(problem, _sentence(problem)) for problem in problems],
        preview=_preview(desk, path, card.language),
        exercises=desk.pack.exercises,
        exercise_files={name: exercise_path(name, desk.files) for name in desk.pack.exercises},
        changes=difference(authoring.published_text(desk, path), text),
        conflict=difference(authoring.text_of(theirs, path), text) if theirs else None,
        saved=saved,
    )


def _preview(desk: Desk, path: str, spoken: str) -> Page | None:
    catalogue = language.catalogue(spoken)
    addresses = Addresses(
        page=lambda slug: url_for("studio.edit", path=f"{spoken}/{slug}.md"),
        figure=lambda name: url_for("learn.figure", name=name),
    )
    return proofreading.preview(
        desk, path, lambda sentence: catalogue.get(sentence, (sentence,))[0], addresses
    )


def _sentence(problem: Problem) -> str:
    return problem.said(gettext)
