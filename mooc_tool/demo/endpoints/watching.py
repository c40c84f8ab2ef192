"""What every service for tools has: faults on demand, refusals as JSON, a line in the log."""

import re
import time
from typing import cast

from flask import Blueprint, Response, g, jsonify, request

from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.cutting import cut_connection
from mooc_tool.demo.state.faults import Service
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.service_log import ServiceCall
from mooc_tool.demo.state.tokens import Granted

_PAGE = "<!doctype html><title>LMS</title><p>Welcome back. Please log in."
_SECRET = re.compile(r'("access_token": ?")[^"]+')


def service(name: Service) -> Blueprint:
    """A blueprint for one service; its name is the service's in the log and in the plan of faults."""
    blueprint = Blueprint(name, __name__)
    blueprint.before_request(_meet_fault)
    blueprint.after_request(_finish)
    return blueprint


def require(*scopes: str) -> Granted:
    """The caller's rights, of which one of these scopes must be part. Raises Refusal (401, 403)."""
    lms = current_lms()
    granted = lms.tokens.read(request.headers.get("Authorization"), lms.now())
    g.client_id = granted.client_id
    if not set(scopes) & set(granted.scopes):
        raise Refusal(403, "insufficient_scope", f"one of these scopes is needed: {' '.join(scopes)}")
    return granted


def refused(refusal: Refusal) -> Response:
    """A refusal as OAuth and the services say it."""
    answer = jsonify(error=refusal.code, error_description=refusal.words)
    answer.status_code = refusal.status
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = f'Bearer error="{refusal.code}"'
    return answer


def _meet_fault() -> Response | None:
    """Draw the fault of this request; those that come before any work are played here."""
    request.get_data()  # read to the end, or a kept connection would take the rest for the next request
    lms = current_lms()
    plan = lms.faults.plan
    if plan.latency:
        time.sleep(plan.latency)
    g.fault = fault = lms.faults.draw(cast(Service, request.blueprint))
    if fault == "revoked":
        lms.tokens.revoke(request.headers.get("Authorization"))
    elif fault == "slow":
        time.sleep(plan.slow_seconds)
    elif fault == "outage":
        return Response("The platform is being looked after.", 503)
    elif fault == "too-many":
        return Response("Too many requests.", 429, {"Retry-After": str(plan.retry_after)})
    elif fault in ("error-before", "token-error"):
        return Response("Internal error.", 500)
    elif fault in ("cut-before", "hang"):
        cut_connection(after=plan.hang_seconds if fault == "hang" else 0.0)
        return Response(status=500)
    return None


def _finish(answer: Response) -> Response:
    """Play the faults that come after the work, then write the call down."""
    fault = g.get("fault")
    if fault == "error-after":
        answer = Response("Internal error.", 500)
    elif fault == "html" and answer.status_code < 400:  # of what was refused, nothing is recorded
        answer = Response(_PAGE, 200, mimetype="text/html")
    elif fault == "cut-after":
        cut_connection()
    _note(answer)
    return answer


def _note(answer: Response) -> None:
    lms = current_lms()
    name = str(request.blueprint)
    if name == "key-set":
        return
    sent = request.form.get("scope", "") if name == "token" else request.get_data(as_text=True)
    said = _SECRET.sub(r"\1…", answer.get_data(as_text=True))
    lms.log.add(
        ServiceCall(
            at=lms.now(), service=name, client_id=g.get("client_id", ""), method=request.method,
            path=request.full_path.rstrip("?"), sent=sent, status=answer.status_code, answer=said,
        )
    )  # fmt: skip
