"""The token endpoint."""

from flask import Response, g, jsonify, request

from mooc_tool.demo.addresses import token_url
from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.watching import service
from mooc_tool.demo.state import tool_jwt
from mooc_tool.demo.state.refusal import Refusal

blueprint = service("token")


@blueprint.post("/token")
def token() -> Response:
    """An access token for a client assertion (RFC 7523; LTI Security Framework 1.0 section 4.1)."""
    lms = current_lms()
    try:
        g.client_id = tool_jwt.sender(lms.tools, request.form.get("client_assertion", "")).client_id
    except Refusal:
        g.client_id = ""
    audiences = (token_url(lms), lms.address)
    answer = jsonify(
        lms.tokens.grant(request.form.to_dict(), audiences, lms.settings.token_life, lms.now())
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
