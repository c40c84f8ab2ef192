"""Noting launches that fail, so that whoever runs the tool finds them by the reference on the page."""

import logging

from flask import g, request
from sqlalchemy.exc import SQLAlchemyError

from mooc_tool.services import outcomes
from mooc_tool.web import current

log = logging.getLogger(__name__)

_DOORS = {"launch", "legacy"}
"""The blueprints that LMSs send browsers to."""


def concerns(platform_id: int) -> None:
    """This request's launch is of that platform."""
    g.launching_platform = platform_id


def is_launch() -> bool:
    """Whether somebody is coming in by this request."""
    return request.blueprint in _DOORS


def failed(code: str, reference: str) -> None:
    """Write it down in a unit of its own: the launch's is undone. The page is shown even if that fails."""
    current.close_db()
    platform_id = g.get("launching_platform")
    try:
        with current.tool().database.writing() as db:
            outcomes.note(db, code, platform_id=platform_id, now=current.now(), reference=reference)
    except SQLAlchemyError as error:
        log.warning("outcome not noted", extra={"reference": reference, "error": type(error).__name__})
