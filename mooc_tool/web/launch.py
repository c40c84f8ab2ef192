"""The door for LMSs: login, launch, key set (LTI 1.3 core, Security Framework section 5.1)."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.errors import LaunchError
from mooc_tool.lti.launch import Launch, read, state_of
from mooc_tool.lti.login import read_login
from mooc_tool.records import Target
from mooc_tool.services import launching
from mooc_tool.web import current, headers, tickets

blueprint = Blueprint("launch", __name__, url_prefix="/lti")

_COOKIE = "__Secure-login-"
_COOKIE_PATH = "/lti"
_KEY_SET_SECONDS = 300


@blueprint.route("/login", methods=["GET", "POST"])
@current.writes
def login() -> ResponseReturnValue:
    """The platform announces a launch: note it, give the browser a secret, ask the platform to sign in."""
    begun = launching.begin(
        current.db(), read_login(request.values), launch_url=launch_url(), now=current.now()
    )
    return _send_to_platform(begun)


@blueprint.get("/window/<state>")
@current.writes
def window(state: str) -> ResponseReturnValue:
    """The same login in a window of its own, where the browser keeps our cookie."""
    begun = launching.begin_again(current.db(), state, launch_url=launch_url(), now=current.now())
    return _send_to_platform(begun)


@blueprint.post("/launch")
def launch() -> ResponseReturnValue:
    """The platform's signed answer: checked, then a session is opened and its first page shown."""
    tool, now = current.tool(), current.now()
    fields = request.form
    expectation = launching.expected(current.db(), state_of(fields), launch_url=launch_url(), now=now)
    secret = request.cookies.get(_cookie_name(expectation.state))
    if secret is None and "error" not in fields:
        return _offer_window(expectation)
    if not expectation.same_browser(secret):
        raise LaunchError("launch-other-browser", "learner")
    current.close_db()
    signed = read(fields, expectation.lti, tool.platform_keys, now, anonymous=expectation.allows_anonymous)
    return _open(expectation, signed)


@blueprint.get("/keys.json")
def key_set() -> Response:
    """The tool's public keys (RFC 7517)."""
    response = jsonify(current.tool().keyring.published(current.db()))
    response.headers["Cache-Control"] = f"public, max-age={_KEY_SET_SECONDS}"
    return response


def launch_url() -> str:
    """Where platforms post launches: the one redirect URI of the tool."""
    return current.tool().address(url_for("launch.launch"))


def _send_to_platform(begun: launching.Begun) -> ResponseReturnValue:
    response = redirect(begun.url)
    response.set_cookie(
        _cookie_name(begun.state),
        begun.browser_secret,
        path=_COOKIE_PATH,
        max_age=launching.LIFE,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
    return response


def _cookie_name(state: str) -> str:
    """One cookie a login: several activities of a page may be launched at once."""
    return _COOKIE + state[:12]


def _offer_window(expectation: launching.Expected) -> ResponseReturnValue:
    headers.allow_frames("*")
    return render_template("lti/new_window.html", open_url=url_for("launch.window", state=expectation.state))


def _open(expectation: launching.Expected, signed: Launch) -> ResponseReturnValue:
    tool = current.tool()
    with tool.database.writing() as db:
        admitted = launching.admit(db, expectation, signed, tool, current.now())
    response = redirect(_first_page(admitted), code=303)
    tickets.set_cookie(response, admitted.ticket)
    response.delete_cookie(
        _cookie_name(expectation.state),
        path=_COOKIE_PATH,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
    return response


def _first_page(admitted: launching.Admitted) -> str:
    first, ticket = admitted.first_page, admitted.ticket
    if admitted.record.deep_linking is not None:
        return tickets.page(ticket, "studio.pick")
    if first.target is Target.EXERCISE:
        return tickets.page(ticket, "learn.exercise", slug=first.slug)
    if first.target is Target.UNIT:
        return tickets.page(ticket, "learn.unit", slug=first.slug)
    return tickets.page(ticket, "learn.home")
