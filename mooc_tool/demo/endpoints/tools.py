"""The administrator's page: tools, dynamic registration, settings."""

import json
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from mooc_tool.demo import registration
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.signed_in import check_origin, teacher
from mooc_tool.demo.oidc import with_query
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.web_address import is_web_address

pages = Blueprint("tools", __name__)
pages.before_request(check_origin)
services = Blueprint("registration", __name__)

CONFIGURATION = "/.well-known/openid-configuration"


@pages.get("/tools")
def tools() -> str:
    """Registered tools, a door for new ones, and the settings."""
    teacher()
    lms = current_lms()
    return render_template("demo/tools.html", tools=lms.tools.all(), settings=lms.settings)


@pages.post("/settings")
def change_settings() -> Redirect:
    """Switch what can be switched."""
    teacher()
    form = request.form
    try:
        current_lms().set(
            login_method=form.get("login_method", "GET"),
            storage=form.get("storage", "on"),
            names="names" in form,
            query="query" in form,
            multiple="multiple" in form,
            line_items="line_items" in form,
        )
    except ValueError:
        abort(400)
    return redirect("/tools", 303)


@pages.post("/tools/keys")
def rotate_keys() -> Redirect:
    """Sign with a new key."""
    teacher()
    current_lms().rotate_keys()
    return redirect("/tools", 303)


@pages.post("/tools/register")
def register() -> str:
    """The tool's registration page in a frame, with an invitation in its address."""
    teacher()
    lms = current_lms()
    url = request.form.get("url", "").strip()
    if not is_web_address(url):
        return render_template("demo/tools.html", tools=lms.tools.all(), settings=lms.settings, wrong_url=url)
    invited = with_query(
        url,
        {
            "openid_configuration": f"{lms.address}{CONFIGURATION}",
            "registration_token": lms.invites.make(lms.now()),
        },
    )
    g.framed = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    return render_template("demo/register.html", url=invited, origin=g.framed)


@services.get(CONFIGURATION)
def configuration() -> Response:
    """What the platform says of itself."""
    return jsonify(registration.configuration(current_lms()))


@services.post("/registrations")
def register_tool() -> Response:
    """Register a tool."""
    lms = current_lms()
    try:
        document = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "invalid_client_metadata", "the body is not JSON") from error
    return jsonify(registration.register(lms, request.headers.get("Authorization"), document, lms.now()))
