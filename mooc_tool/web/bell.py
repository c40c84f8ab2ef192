"""Ringing for the worker once what the request wrote is committed."""

from flask import Flask, g

from mooc_tool.services.bell import Bell

_RINGS = "rings"


def ring() -> None:
    """Wake the worker after this request's commit."""
    g.rings = True


def install(app: Flask, bell: Bell | None) -> None:
    """Ring ``bell`` at the end of requests that asked for it."""
    if bell is None:
        return

    @app.teardown_request
    def _ring(error: BaseException | None) -> None:
        if error is None and g.pop(_RINGS, False):
            bell.ring()
