"""Pages to print: an attempt's question on paper, and the record of a marked attempt for an appeal."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Shown
from mooc_tool.records import Attempt, Score, Stage
from mooc_tool.services import appeals, practice, results
from mooc_tool.web import current, tickets
from mooc_tool.web.language import gettext
from mooc_tool.web.learn import published

blueprint = Blueprint("printing", __name__, url_prefix=tickets.PREFIX)
tickets.inside(blueprint)


@blueprint.get("/attempt/<int:attempt_id>/paper")
def paper(attempt_id: int) -> ResponseReturnValue:
    """One's own attempt on paper, whatever its stage."""
    who = tickets.session()
    attempt = results.attempt_of(current.db(), who.course_id, who.person_id, attempt_id)
    return paper_of(attempt, url_for("learn.attempt", attempt_id=attempt_id))


@blueprint.get("/attempt/<int:attempt_id>/record")
def record(attempt_id: int) -> ResponseReturnValue:
    """One's own marked attempt, its score computed again; an open one goes on where it is."""
    who, content, db = tickets.session(), published(), current.db()
    attempt = results.attempt_of(db, who.course_id, who.person_id, attempt_id)
    if attempt.stage is not Stage.MARKED:
        return redirect(url_for("learn.attempt", attempt_id=attempt_id), 303)
    stands = practice.standing(db, who, practice.exercise_of(content, attempt.exercise))
    score = db.get_one(Score, attempt_id)
    return render_template("learn/record.html", **record_page(attempt, score, last=stands.is_over))


def paper_of(attempt: Attempt, back: str) -> str:
    """The question of a stored attempt on paper; ``back`` leads to where it belongs."""
    return render_template(
        "print/paper.html",
        exercise=_exercise(attempt),
        instance=gettext("Try %(number)s") % {"number": attempt.number},
        back=back,
        pages=_asked(attempt),
        facts=published().pack.facts,
    )


def record_page(attempt: Attempt, score: Score, *, last: bool) -> dict[str, object]:
    """What templates/print/record.html prints; the whole solution only when ``last``."""
    return {
        "exercise": _exercise(attempt),
        "record": appeals.record(current.db(), attempt, score, last=last, now=current.now()),
        "pages": _asked(attempt),
        "facts": published().pack.facts,
    }


def _asked(attempt: Attempt) -> list[tuple[str, Shown]]:
    given = attempt.answer or attempt.prediction or {}
    return list(play.asked(attempt.kind, attempt.question, given))


def _exercise(attempt: Attempt) -> dict[str, str]:
    """What the course calls it; by its slug where the course no longer has it."""
    known = published().pack.exercises.get(attempt.exercise)
    title = known.titles[tickets.session().language] if known else attempt.exercise
    return {"slug": attempt.exercise, "title": title, "kind": attempt.kind}
