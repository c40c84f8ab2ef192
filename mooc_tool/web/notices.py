"""Where platforms send notices: verified, written down, answered at once (notification service 1.0)."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from mooc_tool.errors import ToolError
from mooc_tool.lti.notices import read, read_envelope, sender_of
from mooc_tool.services import notices
from mooc_tool.web import current
from mooc_tool.web.bell import ring
from mooc_tool.web.failures import status_of

blueprint = Blueprint("notices", __name__)
blueprint.register_error_handler(ToolError, lambda error: (jsonify(error=error.code), status_of(error)))


@blueprint.post(notices.HANDLER)
def receive() -> ResponseReturnValue:
    """All notices of a request, or none: one that is forged spoils the rest."""
    tool, now = current.tool(), current.now()
    found = []
    for token in read_envelope(request.get_data()):
        platform = notices.platform_of(current.db(), sender_of(token, now))
        current.close_db()
        found.append((platform.platform_id, read(token, platform, tool.platform_keys, now)))
    with tool.database.writing() as db:
        for platform_id, notice in found:
            notices.keep(db, platform_id, notice, now)
    ring()
    return "", 204
