"""What a request works with: the installation, its database session, the time."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from io import BytesIO
from typing import ParamSpec, TypeVar, cast

from flask import Flask, Response, current_app, g, request, send_file
from sqlalchemy.orm import Session as Db

from mooc_tool.services.tool import Tool

P = ParamSpec("P")
R = TypeVar("R")

_EXTENSION = "mooc_tool"
_WRITES = "writes"


def install(app: Flask, tool: Tool) -> None:
    """Give ``app`` its installation, and close a request's database session with the request."""
    remember(app, tool)

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        close_db()


def remember(app: Flask, tool: Tool) -> None:
    """Let ``tool()`` find this installation."""
    app.extensions[_EXTENSION] = tool


def tool() -> Tool:
    """The installation."""
    return cast(Tool, current_app.extensions[_EXTENSION])


def now() -> datetime:
    """The time of this request: one for all that it writes."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return cast(datetime, g.now)


def db() -> Db:
    """The request's database session: it reads, or writes where the view ``writes``."""
    if "db" not in g:
        g.db = tool().database.writer() if is_writing() else tool().database.reader()
    return cast(Db, g.db)


def is_writing() -> bool:
    """Whether this request's unit is one of writing."""
    if "written" in g:
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, _WRITES, False)


def writes(view: Callable[P, R]) -> Callable[P, R]:
    """Make the whole request one unit of writing: committed when ``view`` returns, undone when it raises.

    The session of the path is then read in the same unit: one transaction a request, not two.
    """

    @wraps(view)
    def in_one_unit(*args: P.args, **kwargs: P.kwargs) -> R:
        answer = view(*args, **kwargs)
        if is_writing():
            commit()
        return answer

    setattr(in_one_unit, _WRITES, True)
    return in_one_unit


def commit() -> None:
    """End the request's writing: what follows only reads, so that nobody waits while a page is made."""
    db().commit()
    close_db()
    g.written = True


def close_db() -> None:
    """End the request's unit: before a network call, or before another unit writes."""
    if (session := g.pop("db", None)) is not None:
        session.close()


def own_path(asked: str | None, otherwise: str) -> str:
    """``asked`` if it is a path of this site, so that no form redirects elsewhere."""
    is_path = asked is not None and asked.startswith("/") and asked[1:2] not in {"/", "\\"}
    return asked if is_path and asked else otherwise


def attachment(content: bytes, name: str, *, download: bool = False) -> Response:
    """A file made in memory, by the type that its name says."""
    return send_file(BytesIO(content), download_name=name, as_attachment=download)
