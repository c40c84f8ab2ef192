"""The administrator's pages: platforms, launches, keys, scores on their way. Nothing of a person."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.errors import Unreadable
from mooc_tool.records import PlatformState
from mooc_tool.services import administering, outcomes, registering
from mooc_tool.web import current, said, tickets

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

_COOKIE = "__Host-administrator"
_VISITORS = {"": None, "in": True, "out": False}
_ENTRANCE = {"admin.entrance", "admin.enter"}


@blueprint.before_request
def _require_administrator() -> None:
    if request.method == "POST":
        tickets.refuse_foreign_form()
    if request.endpoint not in _ENTRANCE:
        administering.require_session(current.db(), request.cookies.get(_COOKIE), current.now())


@blueprint.get("/enter/<code>")
def entrance(code: str) -> ResponseReturnValue:
    """The link leads here. A button uses it up: what looks at links by itself must not."""
    administering.require_link(current.db(), code, current.now())
    return render_template("admin/entrance.html", code=code)


@blueprint.post("/enter/<code>")
@current.writes
def enter(code: str) -> ResponseReturnValue:
    """Use the link up; the session is this browser's."""
    cookie = administering.use_link(current.db(), code, current.now())
    response = redirect(url_for("admin.home"), 303)
    response.set_cookie(
        _COOKIE,
        cookie,
        max_age=administering.SESSION_LIFE,
        secure=True,
        httponly=True,
        samesite="Strict",
    )
    return response


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """How the tool stands, and the latest launches, or those of one reference."""
    reference = request.args.get("reference", "").strip()
    db = current.db()
    found = outcomes.recent(db, reference)
    return render_template(
        "admin/home.html",
        standing=administering.standing(db),
        launches=found,
        said={launch.code: said.said(launch.code, launch=True) for launch in found},
        reference=reference,
    )


@blueprint.post("/platforms/<int:platform_id>")
@current.writes
def set_state(platform_id: int) -> ResponseReturnValue:
    """Accept a platform, or turn it off."""
    wanted = request.form.get("state", "")
    if wanted not in {PlatformState.ACTIVE.value, PlatformState.OFF.value}:
        raise Unreadable("choice-missing")
    registering.set_state(current.db(), platform_id, PlatformState(wanted), current.now())
    return redirect(url_for("admin.home"), 303)


@blueprint.post("/platforms/<int:platform_id>/options")
@current.writes
def set_options(platform_id: int) -> ResponseReturnValue:
    """Let visitors without a name in, or not, and where; have columns open learners' work, or not."""
    db, now, ticked = current.db(), current.now(), request.form
    registering.set_options(
        db, platform_id, now, anonymous="anonymous" in ticked, review="review" in ticked
    )
    known = administering.deployments_of(db, platform_id)
    for deployment, visitors in zip(ticked.getlist("deployment"), ticked.getlist("visitors"), strict=False):
        if visitors not in _VISITORS or deployment not in known:
            raise Unreadable("choice-missing")
        if known[deployment] is not _VISITORS[visitors]:
            registering.set_visitors(db, platform_id, deployment, now, anonymous=_VISITORS[visitors])
    return redirect(url_for("admin.home", _anchor=f"platform-{platform_id}"), 303)


@blueprint.post("/leave")
@current.writes
def leave() -> ResponseReturnValue:
    """End the session."""
    administering.leave(current.db(), request.cookies[_COOKIE])
    response = redirect(url_for("public.front"), 303)
    response.delete_cookie(_COOKIE, secure=True, httponly=True, samesite="Strict")
    return response
