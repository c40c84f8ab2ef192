"""Headers of every answer: a strict content security policy, nothing leaked, nothing kept by caches."""

from collections.abc import Sequence

from flask import Flask, Response, g, request

from mooc_tool.packs.films import Film
from mooc_tool.packs.model import Pack

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types frag"
)
_STATIC_SECONDS = 3600


def allow_form_target(*origins: str) -> None:
    """Let a form of this page post to these origins too (a deep linking answer goes to the LMS)."""
    g.form_targets = origins


def allow_frames(sources: str) -> None:
    """Let these sites frame this page."""
    g.frame_sources = sources


def allow_films(pack: Pack, films: Sequence[Film]) -> None:
    """Let this page play these videos: the tool's own files, and pages of platforms that the pack names."""
    if any(film.file for film in films):
        g.film_sources = ["media-src 'self'"]
    if origins := sorted({film.origin for film in films if film.origin} & set(pack.video_platforms)):
        g.film_sources = [*g.get("film_sources", ()), "frame-src " + " ".join(origins)]


def install(app: Flask) -> None:
    """Set the headers on every answer of ``app``."""

    @app.after_request
    def _set(response: Response) -> Response:
        forms = " ".join(["'self'", *g.get("form_targets", ())])
        frames = g.get("frame_sources", "'none'")
        policy = [_POLICY, *g.get("film_sources", ()), f"form-action {forms}", f"frame-ancestors {frames}"]
        response.headers["Content-Security-Policy"] = "; ".join(policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        # same-origin, not no-referrer: that one turns Origin into "null" on our own forms
        response.headers["Referrer-Policy"] = "same-origin"
        if request.endpoint == "static":
            response.headers["Cache-Control"] = f"public, max-age={_STATIC_SECONDS}"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
