"""Strings for tests in another process to pull; only if switched on, and from this machine."""

from dataclasses import asdict

from flask import Blueprint, Response, abort, jsonify, request

from mooc_tool.demo.addresses import facts
from mooc_tool.demo.endpoints.current import current_lms

blueprint = Blueprint("control", __name__, url_prefix="/_control")


@blueprint.before_request
def only_from_here() -> None:
    """404 for anybody else."""
    if request.remote_addr not in ("127.0.0.1", "::1"):
        abort(404)


@blueprint.get("/faults")
def faults() -> Response:
    """The plan in force and how often each fault was met."""
    current = current_lms().faults
    return jsonify(plan=asdict(current.plan), met=current.met)


@blueprint.put("/faults")
def put_faults() -> Response:
    """Lift all faults, then change the plan as the JSON object says."""
    current = current_lms().faults
    current.lift()
    try:
        current.change(**request.get_json())
    except (TypeError, ValueError) as error:
        answer = jsonify(error=str(error))
        answer.status_code = 400
        return answer
    return faults()


@blueprint.get("/history")
def history() -> Response:
    """Every score received, in order of arrival."""
    receipts = current_lms().gradebook.history()
    return jsonify([{**asdict(one), "received_at": one.received_at.isoformat()} for one in receipts])


@blueprint.get("/tools")
def tools() -> Response:
    """What each registered tool must know of the platform."""
    lms = current_lms()
    return jsonify([facts(lms, tool).as_dict() for tool in lms.tools.all()])


@blueprint.post("/learners/<int:count>")
def enrol(count: int) -> Response:
    """Enrol made-up learners; their user ids."""
    return jsonify(current_lms().enrol_many(count))


@blueprint.post("/keys")
def rotate() -> Response:
    """Sign with a new key."""
    return jsonify(kid=current_lms().rotate_keys().kid)
