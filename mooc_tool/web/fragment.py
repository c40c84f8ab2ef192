"""A part of a page, for the page's own script: it puts the reply where the form stood.

``static/js/fragment.js`` says so in a header, and takes the address from one of the reply.
"""

from flask import Flask, Response, make_response, request

_ASKED = "X-Fragment"


def is_asked() -> bool:
    """Whether the script will take only a part of the reply."""
    return _ASKED in request.headers


def at(address: str, body: str, status: int) -> Response:
    """A reply that stands at ``address``, where a reload will find it."""
    reply = make_response(body, status)
    reply.headers["Content-Location"] = address
    return reply


def install(app: Flask) -> None:
    """Give templates ``layout``: the whole page, or no more than the script takes."""

    @app.context_processor
    def _layout() -> dict[str, str]:
        return {"layout": "fragment.html" if is_asked() else "base.html"}
