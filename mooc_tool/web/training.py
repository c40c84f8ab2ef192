"""Training pages: an exercise on fresh data, at a level of one's choice; nothing of it is stored."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.errors import NotFound
from mooc_tool.exercises import play
from mooc_tool.packs.model import Exercise
from mooc_tool.services import practice, secrecy, training
from mooc_tool.services.training import Training, Turn
from mooc_tool.web import current, tickets
from mooc_tool.web.language import gettext
from mooc_tool.web.learn import published
from mooc_tool.web.workbench import sheet_of

blueprint = Blueprint("training", __name__, url_prefix=f"{tickets.PREFIX}/exercise/<slug>/training")
tickets.inside(blueprint)

_LONGEST_CODE = 22


@blueprint.get("/")
def levels(slug: str) -> ResponseReturnValue:
    """Which level to train at."""
    exercise = practice.exercise_of(published(), slug)
    offered = training.levels(exercise)
    if not offered:
        raise NotFound("page-unknown")
    return render_template("learn/levels.html", exercise=_shown(exercise), levels=offered)


@blueprint.get("/<level>/")
def start(slug: str, level: str) -> ResponseReturnValue:
    """Fresh data."""
    return redirect(url_for("training.page", slug=slug, level=level, code=secrecy.new_code()), 303)


@blueprint.get("/<level>/<code>")
def page(slug: str, level: str, code: str) -> ResponseReturnValue:
    """The first stage of a training."""
    opened = _opened(slug, level, code)
    return _page(opened, training.first(opened))


@blueprint.post("/<level>/<code>")
def go_on(slug: str, level: str, code: str) -> ResponseReturnValue:
    """The next stage, or the same with its faults."""
    opened = _opened(slug, level, code)
    turn = training.take(opened, request.form.to_dict(flat=False))
    return _page(opened, turn), 422 if turn.faults else 200


@blueprint.post("/<level>/<code>/try")
def try_out(slug: str, level: str, code: str) -> ResponseReturnValue:
    """The form for the answer with what came of something tried in it."""
    opened = _opened(slug, level, code)
    turn = training.try_out(opened, request.form.to_dict(flat=False))
    return _page(opened, turn), 422 if turn.faults else 200


@blueprint.get("/<level>/<code>/table.csv")
def table(slug: str, level: str, code: str) -> ResponseReturnValue:
    """The question's table for a spreadsheet."""
    opened = _opened(slug, level, code)
    return sheet_of(opened.exercise.kind, opened.question, code)


@blueprint.get("/<level>/<code>/paper")
def paper(slug: str, level: str, code: str) -> ResponseReturnValue:
    """The training's question on paper."""
    opened = _opened(slug, level, code)
    return render_template(
        "print/paper.html",
        exercise=_shown(opened.exercise),
        instance=f"{gettext('Training')} {code}",
        back=url_for("training.page", slug=slug, level=level, code=code),
        pages=list(play.asked(opened.exercise.kind, opened.question, {})),
        facts=published().pack.facts,
    )


def _opened(slug: str, level: str, code: str) -> Training:
    if len(code) > _LONGEST_CODE:
        raise NotFound("page-unknown")
    content = published()
    exercise = practice.exercise_of(content, slug)
    return training.open_training(content, exercise, level, code, current.tool().secret)


def _page(opened: Training, turn: Turn) -> str:
    return render_template(
        "learn/training.html",
        exercise=_shown(opened.exercise),
        level=opened.level,
        code=opened.code,
        turn=turn,
        facts=published().pack.facts,
    )


def _shown(exercise: Exercise) -> dict[str, object]:
    return {
        "slug": exercise.slug,
        "title": exercise.titles[tickets.session().language],
        "kind": exercise.kind,
        "predicts": "prediction" in play.stages(exercise.kind),
        "staged": play.is_staged(exercise.kind),
    }
