"""What a learner may do with an open attempt before handing in: try something, take its table away."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, get_template_attribute, redirect, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.exercises import play
from mooc_tool.records import Stage
from mooc_tool.services import practice
from mooc_tool.services.sheets import as_csv
from mooc_tool.web import current, tickets
from mooc_tool.web.language import gettext
from mooc_tool.web.learn import attempt_page, standing

blueprint = Blueprint("workbench", __name__, url_prefix=tickets.PREFIX)
tickets.inside(blueprint)


@blueprint.post("/attempt/<int:attempt_id>/try")
def try_out(attempt_id: int) -> ResponseReturnValue:
    """The attempt's page with what comes of something tried in its form. Nothing is kept."""
    attempt = practice.attempt_of(current.db(), tickets.session(), attempt_id)
    if attempt.stage is not Stage.ANSWER:
        return redirect(url_for("learn.attempt", attempt_id=attempt_id), 303)
    tried = play.try_out(attempt.kind, attempt.question, request.form.to_dict(flat=False))
    if isinstance(tried, tuple):
        return attempt_page(attempt, standing(attempt), faults=tried)
    return attempt_page(attempt, standing(attempt), tried=tried)


@blueprint.get("/attempt/<int:attempt_id>/table.csv")
def table(attempt_id: int) -> ResponseReturnValue:
    """The question's table for a spreadsheet, its columns in the reader's language."""
    attempt = practice.attempt_of(current.db(), tickets.session(), attempt_id)
    return sheet_of(attempt.kind, attempt.question, str(attempt_id))


def sheet_of(kind: str, question: Mapping[str, Any], name: str) -> Response:
    """The table of a question as CSV; the words of its columns are in the kind's template."""
    sheet = play.sheet(kind, question)
    word = get_template_attribute(f"exercises/{kind}.html", "column")
    head = [str(word(column)) for column in sheet.columns]
    content = as_csv([head, *(map(str, row) for row in sheet.rows)])
    file = gettext("table")
    return current.attachment(content, f"{file}-{name}.csv", download=True)
