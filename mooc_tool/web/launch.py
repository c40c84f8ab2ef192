"""The door for LMSs: login, launch, key set (LTI 1.3 core, Security Framework section 5.1)."""

from flask import Blueprint, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from mooc_tool.lti.launch import Launch, read, state_of
from mooc_tool.lti.login import read_login
from mooc_tool.services import launching
from mooc_tool.services.entering import Admitted
from mooc_tool.web import addresses, current, ladder, launch_log, opening, tickets

blueprint = Blueprint("launch", __name__, url_prefix="/lti")

_KEY_SET_SECONDS = 300


@blueprint.route("/login", methods=["GET", "POST"])
@current.writes
def login() -> ResponseReturnValue:
    """The platform announces a launch: note it, give the browser a secret, ask the platform to sign in."""
    begun = launching.begin(
        current.db(), read_login(request.values), launch_url=launch_url(), now=current.now()
    )
    return ladder.send_to_platform(begun)


@blueprint.get("/login/<state>")
def onward(state: str) -> ResponseReturnValue:
    """Go on with a login if the browser kept its cookie; else say so before the platform's hint is used."""
    expectation = _expected(state)
    if not ladder.shows_cookie(expectation):
        return ladder.offer_window(expectation)
    return redirect(launching.platform_address(expectation))


@blueprint.get("/window/<state>")
@current.writes
def window(state: str) -> ResponseReturnValue:
    """The same login in a window of its own, where the browser keeps our cookie."""
    begun = launching.begin_again(current.db(), state, launch_url=launch_url(), now=current.now())
    return ladder.send_to_platform(begun)


@blueprint.post("/launch")
def launch() -> ResponseReturnValue:
    """The platform's signed answer: checked, then a session is opened and its first page shown."""
    expectation = _expected(state_of(request.form))
    by_cookie = ladder.shows_cookie(expectation)
    signed = _read(expectation)
    if not by_cookie:
        return ladder.next_rung(expectation, request.form)
    admitted = _admit(expectation, signed)
    response = opening.to_first_page(admitted)
    ladder.forget_cookie(response, expectation.state)
    return response


@blueprint.post("/launch/stored")
def stored() -> ResponseReturnValue:
    """The same answer, from our own page, with the secret that the platform's page kept: where to go."""
    expectation = _expected(state_of(request.form))
    ladder.require_stored_secret(expectation)
    admitted = _admit(expectation, _read(expectation))
    response = jsonify(next=opening.first_page(admitted))
    tickets.set_cookie(response, admitted.ticket)
    return response


@blueprint.get("/keys.json")
def key_set() -> Response:
    """The tool's public keys (RFC 7517)."""
    response = jsonify(current.tool().keyring.published(current.db()))
    response.headers["Cache-Control"] = f"public, max-age={_KEY_SET_SECONDS}"
    return response


def launch_url() -> str:
    """Where platforms post launches: the one redirect URI of the tool."""
    return current.tool().address(addresses.address("launch.launch"))


def _expected(state: str) -> launching.Expected:
    found = launching.expected(current.db(), state, launch_url=launch_url(), now=current.now())
    launch_log.concerns(found.lti.platform.platform_id)
    return found


def _read(expectation: launching.Expected) -> Launch:
    """Check the signed answer, with no transaction open: the platform's keys may have to be fetched."""
    current.close_db()
    return read(
        request.form,
        expectation.lti,
        current.tool().platform_keys,
        current.now(),
        anonymous=expectation.allows_anonymous,
    )


def _admit(expectation: launching.Expected, signed: Launch) -> Admitted:
    tool = current.tool()
    with tool.database.writing() as db:
        return launching.admit(db, expectation, signed, tool, current.now())
