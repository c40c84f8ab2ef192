"""Pages outside any session: front page, verification of certificates, duties of a public service, health."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from mooc_tool.certificates.serial import read_serial
from mooc_tool.records import migrating
from mooc_tool.services import verifying
from mooc_tool.web import current, language

blueprint = Blueprint("public", __name__)
_YEAR = 365 * 24 * 3600


@blueprint.get("/")
def front() -> ResponseReturnValue:
    """What this is, for somebody who came by its address."""
    return render_template("public/front.html", tool=tool_addresses())


@blueprint.get("/accessibilite")
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("public/accessibility.html")


@blueprint.get("/donnees-personnelles")
def privacy() -> ResponseReturnValue:
    """What is kept of learners, and how it is forgotten."""
    return render_template("public/privacy.html", name_days=current.tool().settings.name_days)


@blueprint.get("/verify")
def verify_form() -> ResponseReturnValue:
    """Ask for a serial number; lead to its page."""
    asked = request.args.get("serial", "").strip()
    if asked:
        return redirect(url_for("public.verify", serial=(read_serial(asked) or asked)[:40]), 303)
    return render_template("certify/verify.html", result=None)


@blueprint.get("/verify/<serial>")
def verify(serial: str) -> ResponseReturnValue:
    """What is known of a certificate."""
    result = verifying.look_up(current.db(), serial, language.current())
    return render_template("certify/verify.html", result=result), 404 if result.state == "unknown" else 200


@blueprint.post("/language", endpoint="language")
def choose_language() -> ResponseReturnValue:
    """Keep the reader's language for public pages."""
    response = redirect(current.own_path(request.form.get("next"), url_for("public.front")), 303)
    if (chosen := request.form.get("language")) in language.LANGUAGES:
        response.set_cookie(
            language.COOKIE, chosen, max_age=_YEAR, samesite="Lax", secure=current.tool().settings.secure
        )
    return response


@blueprint.get("/health", endpoint="health")
def health() -> ResponseReturnValue:
    """Whether the tool can work: its database answers and has this version's tables."""
    current.db().execute(text("SELECT 1"))
    ready = migrating.is_current(current.tool().database.engine)
    return jsonify(status="ok" if ready else "database behind"), 200 if ready else 503


def tool_addresses() -> dict[str, str]:
    """The addresses that an administrator copies into an LMS."""
    tool = current.tool()
    return {
        "login_url": tool.address(url_for("launch.login")),
        "launch_url": tool.address(url_for("launch.launch")),
        "keys_url": tool.address(url_for("launch.key_set")),
        "deep_linking_url": tool.address(url_for("launch.launch")),
    }
