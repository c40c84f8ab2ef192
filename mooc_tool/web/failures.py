"""One table from classes of errors to statuses, and one page that says what is wrong and who can mend it."""

import logging
import secrets
from collections.abc import Sequence
from http import HTTPStatus

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from mooc_tool import errors
from mooc_tool.web import current, frozen_rule, launch_log, said
from mooc_tool.web.language import gettext

log = logging.getLogger(__name__)

STATUS: dict[type[errors.ToolError], HTTPStatus] = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.SessionEnded: HTTPStatus.UNAUTHORIZED,
    errors.Refused: HTTPStatus.FORBIDDEN,
    errors.Closed: HTTPStatus.CONFLICT,
    errors.Unreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.LaunchError: HTTPStatus.BAD_REQUEST,
    errors.PlatformError: HTTPStatus.BAD_GATEWAY,
    errors.TryLater: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.SettingsError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ToolError: HTTPStatus.BAD_REQUEST,
}

_HTTP_CODES = {NotFound: "page-unknown", MethodNotAllowed: "method-wrong", RequestEntityTooLarge: "too-large"}


def status_of(error: errors.ToolError) -> HTTPStatus:
    """The status of the nearest class in the table."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def install(app: Flask) -> None:
    """Answer every error of ``app`` with a page; addresses that are none end there."""
    app.register_error_handler(errors.ToolError, _foreseen)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _bug)
    app.before_request(_require_readable)


def _require_readable() -> None:
    """No address of ours holds NUL, which PostgreSQL refuses to look for."""
    if "\0" in request.path:
        raise errors.NotFound("page-unknown")


def _foreseen(error: errors.ToolError) -> ResponseReturnValue:
    reference = _reference()
    status = status_of(error)
    log.info("refused", extra={"code": error.code, "status": int(status), "reference": reference})
    comes_in = launch_log.is_launch() or isinstance(error, errors.LaunchError)
    if comes_in:
        launch_log.failed(error.code, reference)
    between_servers = isinstance(error, errors.LaunchError | errors.PlatformError)
    return _page(
        error.code,
        status,
        reference=reference if comes_in or between_servers else None,
        mender=error.mender if isinstance(error, errors.LaunchError) else None,
        words=str(error.data.get("words") or "") if between_servers else "",
        details=frozen_rule.told(error),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    return _page(_HTTP_CODES.get(type(error), "cannot"), HTTPStatus(error.code or 500))


def _database(error: OperationalError) -> ResponseReturnValue:
    reference = _reference()
    log.error("database", extra={"reference": reference}, exc_info=error)
    return _unforeseen("busy", HTTPStatus.SERVICE_UNAVAILABLE, reference)


def _bug(error: Exception) -> ResponseReturnValue:
    reference = _reference()
    log.error("bug", extra={"reference": reference}, exc_info=error)
    return _unforeseen("bug", HTTPStatus.INTERNAL_SERVER_ERROR, reference)


def _unforeseen(code: str, status: HTTPStatus, reference: str) -> ResponseReturnValue:
    if launch_log.is_launch():
        launch_log.failed(code, reference)
    return _page(code, status, reference=reference)


def _reference() -> str:
    return secrets.token_hex(4)


def _page(
    code: str,
    status: HTTPStatus,
    *,
    reference: str | None = None,
    mender: str | None = None,
    words: str = "",
    details: Sequence[str] = (),
) -> ResponseReturnValue:
    current.close_db()
    sentences = said.said(code, launch=mender is not None)
    # an ended session gives its page no frame: it must still be readable where it was asked for
    g.setdefault("frame_sources", "*")
    body = render_template(
        "errors/error.html",
        status=int(status),
        code=code,
        sentence=gettext(sentences.wrong),
        advice=gettext(sentences.advice),
        reference=reference,
        mender=mender,
        words=words,
        details=details,
    )
    return body, status
