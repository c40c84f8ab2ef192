"""Making a platform known by invitation: dynamic registration (LTI 1.0 of 2020), or its paste form."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.errors import Unreadable
from mooc_tool.lti import registration
from mooc_tool.lti.tool_description import ToolDescription
from mooc_tool.services import copying, registering
from mooc_tool.services.registering import Registration
from mooc_tool.web import current, headers
from mooc_tool.web.language import gettext, mark
from mooc_tool.web.public import tool_addresses

blueprint = Blueprint("register", __name__)

FAULTS = {
    "missing": mark("Fill in this field."),
    "too-long": mark("This is too long."),
    "no-address": mark("This is no web address: copy it again from your platform."),
    "known": mark(
        "This platform is registered already. Whoever runs this tool changes it: `mooc-tool platform add`."
    ),
    "not-https": mark("Write an address that begins with https://."),
}


@blueprint.get("/lti/register/<invite>", endpoint="dynamic")
def dynamic(invite: str) -> ResponseReturnValue:
    """The platform opens this address for its administrator: fetch what it says of itself, register there."""
    tool = current.tool()
    registering.open_invite(current.db(), invite, current.now())
    current.close_db()
    address = request.args.get("openid_configuration", "")
    if not address:
        raise Unreadable("configuration-missing")
    token = request.args.get("registration_token")
    configuration = registration.read_configuration(
        tool.http, address, token, allow_private=tool.settings.allow_private_platforms
    )
    made = registration.register(tool.http, configuration, token, description())
    with tool.database.writing() as db:
        row = registering.use_invite(db, invite, _kept(made), current.now())
        accepted = row.state.value == "active"
    headers.allow_frames("*")  # platforms open this page in a frame of theirs
    return render_template("lti/registered.html", accepted=accepted, issuer=made.issuer)


@blueprint.get("/register/<invite>", endpoint="form")
def form(invite: str) -> ResponseReturnValue:
    """The paste form, for platforms without dynamic registration."""
    registering.open_invite(current.db(), invite, current.now())
    return render_template("lti/register_form.html", values={}, faults={}, tool=tool_addresses())


@blueprint.post("/register/<invite>")
@current.writes
def submit(invite: str) -> ResponseReturnValue:
    """Read the paste form; nothing typed is lost when something is missing."""
    registering.open_invite(current.db(), invite, current.now())
    read = registering.read(request.form)
    if not isinstance(read, Registration):
        return _faulty(read)
    if registering.is_known(current.db(), read):
        return _faulty({"client_id": "known"})
    row = registering.use_invite(current.db(), invite, read, current.now())
    return render_template("lti/registered.html", accepted=row.state.value == "active", issuer=read.issuer)


def _faulty(found: dict[str, str]) -> ResponseReturnValue:
    faults = {field: gettext(FAULTS[fault]) for field, fault in found.items()}
    return render_template(
        "lti/register_form.html", values=request.form, faults=faults, tool=tool_addresses()
    ), 422


def description() -> ToolDescription:
    """The tool as it presents itself to platforms."""
    settings = current.tool().settings
    addresses = tool_addresses()
    return ToolDescription(
        names={"en": "Collaborative economy course", "fr": "Cours sur l’économie collaborative"},
        descriptions={
            "en": "Five weeks on matching and critical mass, with exercises that run a real engine.",
            "fr": "Cinq semaines sur l’appariement et la masse critique, avec des exercices qui calculent.",
        },
        home_url=settings.url,
        login_url=addresses["login_url"],
        launch_url=addresses["launch_url"],
        keyset_url=addresses["keys_url"],
        logo_url=settings.url + url_for("static", filename="img/mark.svg"),
        custom=copying.VARIABLES,
        policy_url=settings.url + url_for("public.privacy"),
    )


def _kept(made: registration.Registered) -> Registration:
    return Registration(
        issuer=made.issuer,
        client_id=made.client_id,
        auth_url=made.auth_url,
        token_url=made.token_url,
        keyset_url=made.keyset_url,
        family=made.family,
        token_audience=made.token_audience,
        deployment=made.deployment_id,
        reviews=made.reviews,
    )
