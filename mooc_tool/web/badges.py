"""What anybody may read of badges: who issues them, what they stand for, keys, what was revoked."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from mooc_tool.services import badging
from mooc_tool.web import current

blueprint = Blueprint("badges", __name__, url_prefix="/badges")
_SECONDS = 300  # a revocation is seen by programs within that


@blueprint.get("/issuer")
def issuer() -> ResponseReturnValue:
    """The issuer: a profile for programs, a page for people."""
    profile = badging.issuer(current.tool())
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        return render_template("public/issuer.html", profile=profile)
    return _public(_json_ld(profile))


@blueprint.get("/achievements/<int:revision_id>/<level>/<code>")
def achievement(revision_id: int, level: str, code: str) -> Response:
    """What a level of certification asks for."""
    found = badging.achievement(current.db(), current.tool(), revision_id, level, code)
    return _public(_json_ld(found))


@blueprint.get("/keys/<kid>")
def key(kid: str) -> Response:
    """One public key (RFC 7517)."""
    return _public(jsonify(badging.key(current.db(), current.tool(), kid)))


@blueprint.get("/status/<int:number>")
def status(number: int) -> Response:
    """A list of what was revoked, signed."""
    signed = badging.status_list(current.db(), current.tool(), number)
    return _public(Response(signed, mimetype="application/vc+jwt"))


def _json_ld(document: dict[str, Any]) -> Response:
    answer = jsonify(document)
    answer.mimetype = "application/ld+json"
    return answer


def _public(answer: Response) -> Response:
    """For programs of any site."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = f"public, max-age={_SECONDS}"
    answer.vary.add("Accept")
    return answer
