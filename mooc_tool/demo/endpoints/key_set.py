"""The platform's public keys."""

from flask import Response, jsonify

from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.endpoints.watching import service

blueprint = service("key-set")


@blueprint.get("/jwks")
def key_set() -> Response:
    """RFC 7517, newest key first."""
    lms = current_lms()
    return jsonify(lms.keys.key_set(lms.now()))
