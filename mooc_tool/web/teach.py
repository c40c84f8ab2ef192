"""The instructor's pages: results, scores on their way, certification report."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TypeVar

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.certificates.report_pdf import report_pdf
from mooc_tool.errors import PlatformError
from mooc_tool.services import (
    attending,
    certifying,
    deliveries,
    paging,
    quiz_reports,
    reporting,
    results,
    rosters,
)
from mooc_tool.services.item_analysis import LEAST
from mooc_tool.services.tokens import StoredTokens
from mooc_tool.web import current, printed_report, printing, tickets, viewer
from mooc_tool.web.bell import ring
from mooc_tool.web.language import gettext
from mooc_tool.web.learn import published

Row = TypeVar("Row")

blueprint = Blueprint("teach", __name__, url_prefix=tickets.PREFIX)
tickets.inside(blueprint)
blueprint.before_request(viewer.require_instructor)


@blueprint.get("/results", endpoint="results")
def results_page() -> ResponseReturnValue:
    """Who did what."""
    who = tickets.session()
    table = results.of_course(current.db(), who.course_id, published().pack, who.language)
    presence = attending.presence(current.db(), tickets.course(), current.tool().secret)
    leaf = _leaf(table.learners)
    return render_template("teach/results.html", results=table, leaf=leaf, presence=presence)


@blueprint.get("/members")
def members() -> ResponseReturnValue:
    """Whom the LMS lists, by name: those who have never come, and who is who of the others."""
    tool, code, found = current.tool(), "", None
    current.close_db()  # the platform is asked now
    tokens = StoredTokens(tool.database, tool.secret, current.now)
    try:
        found = attending.names(tool, tokens, tickets.session().course_id, current.now())
    except PlatformError as error:
        code = error.code
    page = render_template("teach/members.html", found=found, code=code, label_of=results.label_of)
    return page, HTTPStatus.BAD_GATEWAY if code else HTTPStatus.OK


@blueprint.post("/members/read")
@current.writes
def read_members() -> ResponseReturnValue:
    """Have the LMS's list read again."""
    rosters.ask(current.db(), tickets.session().course_id, current.now(), again=True)
    return redirect(url_for("teach.results"), 303)


@blueprint.get("/results/<int:person_id>")
def learner(person_id: int) -> ResponseReturnValue:
    """One learner's attempts, and their scores' way to the LMS."""
    who, pack, db = tickets.session(), published().pack, current.db()
    return render_template(
        "teach/learner.html",
        learner={
            "person_id": person_id,
            "label": results.label_of(person_id),
            "name": results.name_of(db, who.course_id, person_id),
            "attempts": results.attempts_of(db, who.course_id, person_id, pack, who.language),
            "letters": deliveries.of_course(db, who.course_id, pack, who.language, current.now(), person_id),
        },
    )


@blueprint.get("/results/<int:person_id>/attempts/<int:attempt_id>")
def attempt(person_id: int, attempt_id: int) -> ResponseReturnValue:
    """One attempt as it was: question, answer, the engine's own way, and the score computed again."""
    who, db = tickets.session(), current.db()
    found, score = results.marked_attempt(db, who.course_id, person_id, attempt_id)
    learner = {
        "person_id": person_id,
        "label": results.label_of(person_id),
        "name": results.name_of(db, who.course_id, person_id),
    }
    page = printing.record_page(found, score, last=True)
    return render_template("teach/attempt.html", learner=learner, **page)


@blueprint.get("/results/<int:person_id>/attempts/<int:attempt_id>/paper")
def paper(person_id: int, attempt_id: int) -> ResponseReturnValue:
    """The question of a learner's attempt on paper, without its solution."""
    found = results.attempt_of(current.db(), tickets.session().course_id, person_id, attempt_id)
    return printing.paper_of(found, url_for("teach.learner", person_id=person_id))


@blueprint.get("/quizzes")
def quizzes() -> ResponseReturnValue:
    """How each item of the quizzes went, and what was learnt between the two tests."""
    return render_template("teach/quizzes.html", reports=_quizzes(), least=LEAST)


@blueprint.get("/quizzes.csv")
def quizzes_csv() -> ResponseReturnValue:
    """The same for a spreadsheet."""
    headings = [
        gettext("Quiz"), gettext("Item"), gettext("Question"), gettext("Answers"), gettext("Share right"),
        gettext("Discrimination"), gettext("Choice"), gettext("Right"), gettext("Chosen"),
    ]  # fmt: skip
    content = quiz_reports.as_csv(_quizzes(), headings)
    return current.attachment(content, f"{gettext('quiz-items')}.csv", download=True)


@blueprint.get("/letters")
def letters() -> ResponseReturnValue:
    """What waits for the LMS, and what it answered."""
    who, db = tickets.session(), current.db()
    found = deliveries.of_course(db, who.course_id, published().pack, who.language, current.now())
    labels = {row.person_id: results.label_of(row.person_id) for row in found}
    counts = deliveries.counts(db, who.course_id)
    return render_template("teach/letters.html", letters=found, labels=labels, counts=counts)


@blueprint.post("/letters/<int:letter_id>/send")
@current.writes
def send_again(letter_id: int) -> ResponseReturnValue:
    """State a score anew and send it at once."""
    deliveries.send_again(current.db(), tickets.session().course_id, letter_id, current.now())
    ring()
    return redirect(url_for("teach.letters"), 303)


@blueprint.get("/report")
def report() -> ResponseReturnValue:
    """The certification report as a page."""
    whole = _report()
    columns = printed_report.dictionary()
    return render_template("teach/report.html", report=whole, leaf=_leaf(whole.rows), columns=columns)


@blueprint.get("/report.csv")
def report_csv() -> ResponseReturnValue:
    """The certification report for a spreadsheet."""
    headings = [column.heading for column in printed_report.dictionary()]
    content = reporting.as_csv(_report(), headings, printed_report.decisions())
    return current.attachment(content, f"{gettext('certification-report')}.csv", download=True)


@blueprint.get("/report.pdf", endpoint="report_pdf")
def report_document() -> ResponseReturnValue:
    """The certification report on a page, without any name."""
    content = report_pdf(printed_report.data(_report(), tickets.session().language))
    return current.attachment(content, f"{gettext('certification-report')}.pdf", download=True)


@blueprint.post("/certificates/<serial>/revoke")
@current.writes
def revoke(serial: str) -> ResponseReturnValue:
    """Revoke a certificate, with its reason."""
    why = request.form.get("why", "").replace("\0", "")
    certifying.revoke(current.db(), tickets.session().course_id, serial, why, current.now())
    return redirect(url_for("teach.report"), 303)


def _leaf(rows: Sequence[Row]) -> paging.Leaf[Row]:
    return paging.leaf(rows, request.args.get("page", 1, type=int))


def _quizzes() -> quiz_reports.QuizReports:
    who = tickets.session()
    return quiz_reports.of_course(current.db(), who.course_id, published().pack, who.language)


def _report() -> reporting.Report:
    who = tickets.session()
    return reporting.of_course(
        current.db(),
        tickets.course(),
        published().pack,
        institution=current.tool().settings.institution,
        language=who.language,
        now=current.now(),
    )
