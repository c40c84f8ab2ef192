"""How a browser shows that it began a login: by a cookie, else by the platform's page, else in a new window.

The secret is the server's. A cookie of the login's own carries it (Partitioned: kept by embedding site).
Where a browser keeps none in a frame and the platform offers storage, the platform's page keeps it, and a
request of our own page brings it back. A window of its own is last: there cookies are first-party.
"""

from collections.abc import Mapping
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mooc_tool.errors import LaunchError, Refused
from mooc_tool.services import launching
from mooc_tool.web import current, headers

SECRET_FIELD = "browser_secret"  # noqa: S105 - the name of a field

_COOKIE = "__Secure-login-"
_COOKIE_PATH = "/lti"
_KEPT = "__Secure-kept"
"""Says nothing but that this browser keeps our cookies here, so that the next login need not find out."""
_KEPT_FOR = timedelta(days=30)
_SIGNED = ("state", "id_token")


def send_to_platform(begun: launching.Begun) -> Response | str:
    """Go on to the platform; where cookies may be refused, the other rungs are made ready before.

    Many platforms answer a login once only, so that a browser without cookies must be noticed by now.
    """
    destination = request.headers.get("Sec-Fetch-Dest")
    if destination == "document" or _KEPT in request.cookies:
        response = redirect(begun.url)
    elif begun.storage is not None:
        headers.allow_frames("*")
        page = render_template("lti/login.html", begun=begun, storage=begun.storage)
        response = Response(page, mimetype="text/html")
    elif destination is None:  # a browser that does not say whether it shows a frame
        response = redirect(begun.url)
    else:
        response = redirect(url_for("launch.onward", state=begun.state))
    _set_cookie(response, _cookie_name(begun.state), begun.browser_secret, launching.LIFE)
    _set_cookie(response, _KEPT, "1", _KEPT_FOR)
    return response


def shows_cookie(expectation: launching.Expected) -> bool:
    """Whether the browser sent the login's cookie. Raises LaunchError for another one's."""
    secret = request.cookies.get(_cookie_name(expectation.state))
    if secret is not None and not expectation.same_browser(secret):
        raise LaunchError("launch-other-browser", "learner")
    return secret is not None


def offer_window(expectation: launching.Expected) -> str:
    """A window of its own, in words and with one button."""
    headers.allow_frames("*")
    return render_template("lti/new_window.html", open_url=_window(expectation))


def next_rung(expectation: launching.Expected, fields: Mapping[str, str]) -> str:
    """What a browser without the cookie is shown. The page holds the signed fields: nothing is used up."""
    if expectation.storage is None:
        return offer_window(expectation)
    headers.allow_frames("*")
    return render_template(
        "lti/proof.html",
        open_url=_window(expectation),
        storage=expectation.storage,
        proof_fields={name: fields[name] for name in _SIGNED},
    )


def require_stored_secret(expectation: launching.Expected) -> None:
    """Raise unless our own page, in the browser that began the login, sends the secret."""
    from_own_page = (
        request.headers.get("Sec-Fetch-Site") == "same-origin"
        and request.headers.get("Origin") == current.tool().settings.url
    )
    if not from_own_page:
        raise Refused("form-from-elsewhere")
    if not expectation.same_browser(request.form.get(SECRET_FIELD)):
        raise LaunchError("launch-other-browser", "learner")


def forget_cookie(response: Response, state: str) -> None:
    """The login is over."""
    response.delete_cookie(
        _cookie_name(state), path=_COOKIE_PATH, secure=True, httponly=True, samesite="None", partitioned=True
    )


def _window(expectation: launching.Expected) -> str:
    return url_for("launch.window", state=expectation.state)


def _set_cookie(response: Response, name: str, value: str, life: timedelta) -> None:
    response.set_cookie(
        name,
        value,
        path=_COOKIE_PATH,
        max_age=life,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )


def _cookie_name(state: str) -> str:
    """One cookie a login: several activities of a page may be launched at once."""
    return _COOKIE + state[:12]
