"""The door for LMSs that speak LTI 1.1: one signed form, and the session is open."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.lti.legacy.launch import consumer_key, read
from mooc_tool.services import legacy
from mooc_tool.web import current, opening

blueprint = Blueprint("legacy", __name__, url_prefix="/lti/1.1")


@blueprint.post("/launch")
def launch() -> ResponseReturnValue:
    """The platform's signed launch: checked, then a session is opened and its first page shown."""
    tool, now = current.tool(), current.now()
    fields = (*request.form.items(multi=True), *request.args.items(multi=True))
    known = legacy.find(current.db(), consumer_key(fields), tool.secret)
    current.close_db()
    # the address as platforms know it, whatever a proxy made of it; its query is among the fields
    signed = read(fields, launch_url(), known.consumer, now, family=known.platform.family)
    with tool.database.writing() as db:
        admitted = legacy.admit(db, known, signed, tool, now)
    return opening.to_first_page(admitted)


def launch_url() -> str:
    """Where platforms that speak LTI 1.1 post launches."""
    return current.tool().address(url_for("legacy.launch"))
