"""Sessions in the path: ``/s/<token>/...``, hardened by a cookie of that path once the browser keeps it.

A third-party frame may be refused every cookie, so that the path alone must do. The cookie is Partitioned
(kept per embedding site) and limited to the session's own path: it is sent with that session's requests only.
"""

from datetime import datetime
from typing import Any, cast

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from mooc_tool.errors import Refused
from mooc_tool.records import Course
from mooc_tool.services import sessions
from mooc_tool.services.sessions import Visit
from mooc_tool.web import current, headers

PREFIX = "/s/<token>"
COOKIE = "__Secure-session"
_inside: set[str] = set()  # names of the blueprints whose addresses carry a token
_ABSENT_ORIGINS = {"null"}  # a frame sandboxed without allow-same-origin


def session() -> Visit:
    """The session of this request."""
    return cast(Visit, g.session)


def course() -> Course:
    """The course of the session, to look further from."""
    return current.db().get_one(Course, session().course_id)


def set_cookie(response: BaseResponse, ticket: sessions.Ticket) -> None:
    """Offer the browser the cookie that hardens the session."""
    response.set_cookie(
        COOKIE,
        ticket.cookie,
        path=f"/s/{ticket.token}",
        max_age=current.tool().limits.whole,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )


def page(ticket: sessions.Ticket, endpoint: str, **values: Any) -> str:
    """The address of a page in a session that was just opened."""
    return url_for(endpoint, token=ticket.token, **values)


def inside(blueprint: Blueprint) -> None:
    """Put ``blueprint`` inside a session: its pages need a living one, its addresses carry the token."""
    _inside.add(blueprint.name)

    @blueprint.url_value_preprocessor
    def _take_token(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.token = (values or {}).pop("token", "")

    @blueprint.before_request
    def _require_session() -> None:
        require(g.token)


def is_inside(endpoint: str) -> bool:
    """Whether an endpoint's addresses carry a token."""
    return endpoint.partition(".")[0] in _inside


def carry_token(endpoint: str, values: dict[str, Any]) -> None:
    """Give the token of this request to addresses inside the session (for ``app.url_defaults``)."""
    if is_inside(endpoint) and "token" in g:
        values.setdefault("token", g.token)


def require(token: str) -> None:
    """Find the session, or raise SessionEnded; refuse forms that another site posts."""
    tool, now = current.tool(), current.now()
    cookie = request.cookies.get(COOKIE)
    if request.method == "POST":
        refuse_foreign_form()
    found = sessions.find(current.db(), token, cookie, secret=tool.secret, limits=tool.limits, now=now)
    if sessions.must_touch(found, cookie, now):
        _touch(found, cookie, now)
    g.session = found
    g.language = found.language
    headers.allow_frames(found.frames)


def _touch(found: Visit, cookie: str | None, now: datetime) -> None:
    if current.is_writing():
        sessions.touch(current.db(), found, cookie, now)
        return
    with current.tool().database.writing() as db:
        sessions.touch(db, found, cookie, now)


def refuse_foreign_form() -> None:
    """Raise Refused for a form that another site posts."""
    origin = request.headers.get("Origin")
    own = current.tool().settings.url
    if origin is not None and origin not in _ABSENT_ORIGINS and origin != own:
        raise Refused("form-from-elsewhere", origin=origin)
