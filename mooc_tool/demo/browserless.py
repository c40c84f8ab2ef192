"""Launches without a browser, over loopback HTTP or straight into WSGI applications.

``Visitor`` does what a browser without scripts would: it follows redirects and refreshes and keeps cookies,
the tool's too unless told otherwise; besides, it posts the platform's self-posting forms. ``wired`` gives a
``requests`` session that reaches applications in this process by their origin; a tool can use it too for its
calls to the platform.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPMessage
from http.cookiejar import DefaultCookiePolicy
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import get_cookie_header
from urllib3 import HTTPHeaderDict, HTTPResponse
from werkzeug.datastructures import Headers
from werkzeug.test import Client, EnvironBuilder

from mooc_tool.demo.endpoints.cutting import IN_PROCESS

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_FORM = re.compile(r'<form[^>]*\bmethod="post"[^>]*\baction="([^"]*)"[^>]*>(.*?)</form>', re.S)
_FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0;url=([^"]*)">')
_MOST_STEPS = 12


class WsgiAdapter(HTTPAdapter):
    """Carries a ``requests`` call into a WSGI application; cut connections become ``requests`` errors."""

    def __init__(self, app: "WSGIApplication") -> None:
        super().__init__()
        self._client = Client(app, use_cookies=False)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Call the application."""
        url = urlsplit(request.url or "")
        builder = EnvironBuilder(
            method=request.method or "GET",
            path=unquote(url.path),
            query_string=url.query,
            base_url=f"{url.scheme}://{url.netloc}",
            headers=list((request.headers or {}).items()),
            data=request.body or b"",
            environ_overrides={IN_PROCESS: True, "REMOTE_ADDR": "127.0.0.1"},
        )
        try:
            answer = self._client.open(builder)
        except TimeoutError as error:
            raise requests.ReadTimeout(request=request) from error
        except ConnectionError as error:
            raise requests.ConnectionError(request=request) from error
        return self.build_response(
            request,
            HTTPResponse(
                body=BytesIO(answer.get_data()),
                headers=HTTPHeaderDict(answer.headers.to_wsgi_list()),
                status=answer.status_code,
                preload_content=False,
                original_response=_Original(answer.headers),  # type: ignore[arg-type]  # as much as is read
            ),
        )


def wired(apps: Mapping[str, "WSGIApplication"], session: requests.Session | None = None) -> requests.Session:
    """A session (that one, or a new one) which reaches these applications by their origins."""
    session = session or requests.Session()
    for origin, app in apps.items():
        session.mount(f"{origin}/", WsgiAdapter(app))
    return session


@dataclass
class Visitor:
    """Somebody with a browser, looking at the platform at ``lms_address``.

    ``apps``: applications in this process by origin; others are reached over HTTP.
    ``third_party_cookies`` False: the tool's cookies are not kept, as in a frame of a strict browser.
    ``steps`` are the answers met on the way, for a test to look at.
    """

    lms_address: str
    user_id: str
    apps: Mapping[str, "WSGIApplication"] = field(default_factory=dict)
    third_party_cookies: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    steps: list[requests.Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lms, self._tool = wired(self.apps), wired(self.apps)
        # A browser counts http://localhost as secure; Python's cookie jar has to be told.
        self._tool.cookies.set_policy(DefaultCookiePolicy(secure_protocols=("http", "https")))
        self.visit(f"{self.lms_address}/people/{self.user_id}", {"next": "/courses"})

    def visit(self, url: str, form: Mapping[str, str] | None = None) -> requests.Response:
        """One request, without following where it leads."""
        ours = url.startswith(f"{self.lms_address}/")
        if not ours and not self.third_party_cookies:
            self._tool.cookies.clear()
        session = self._lms if ours else self._tool
        answer = session.request(
            "GET" if form is None else "POST",
            url,
            data=form,
            headers={**self.headers, **_cookies(session, url)},
            allow_redirects=False,
            timeout=(3.05, 30),
        )
        self.steps.append(answer)
        return answer

    def follow(self, url: str, form: Mapping[str, str] | None = None) -> requests.Response:
        """Requests until a page is reached that leads nowhere by itself."""
        answer = self.visit(url, form)
        for _ in range(_MOST_STEPS):
            posting = self._posting(answer)
            onward = _onward(answer)
            if onward:
                answer = self.visit(onward)
            elif posting:
                answer = self.visit(*posting)
            else:
                return answer
        raise RuntimeError(f"no end after {_MOST_STEPS} steps: {answer.url}")

    def launch(self, activity_id: int, *, window: str = "iframe") -> requests.Response:
        """A whole launch of an activity; the tool's last answer."""
        return self.follow(f"{self.lms_address}/activities/{activity_id}/launch?target={window}")

    def launch_by_legacy(self, activity_id: int, key: str) -> requests.Response:
        """A whole launch by LTI 1.1, as the consumer of that key."""
        return self.follow(f"{self.lms_address}/activities/{activity_id}/legacy-launch/{key}")

    def choose(self, client_id: str, course_id: int = 1) -> requests.Response:
        """A whole deep linking launch; the tool's page for choosing."""
        return self.follow(f"{self.lms_address}/courses/{course_id}/choose/{client_id}/launch?target=iframe")

    def review(self, line_item_id: int, user_id: str) -> requests.Response:
        """A whole submission review launch."""
        return self.follow(f"{self.lms_address}/line-items/{line_item_id}/review/{user_id}")

    def until_id_token(self, activity_id: int) -> tuple[str, dict[str, str]]:
        """The form with the id_token, as it would be posted to the tool: its address and fields."""
        answer = self.visit(f"{self.lms_address}/activities/{activity_id}/launch")
        for _ in range(_MOST_STEPS):
            posting = self._posting(answer)
            if posting and ("id_token" in posting[1] or "error" in posting[1]):
                return posting
            onward = _onward(answer)
            if posting:
                answer = self.visit(*posting)
            elif onward:
                answer = self.visit(onward)
            else:
                break
        raise RuntimeError(f"no id_token: {answer.status_code} {answer.url}")

    def _posting(self, answer: requests.Response) -> tuple[str, dict[str, str]] | None:
        """The self-posting form of a page of the platform."""
        if not answer.url.startswith(self.lms_address) or 'id="posting"' not in answer.text:
            return None
        return read_form(answer)


def _onward(answer: requests.Response) -> str | None:
    """Where an answer leads a browser without scripts by itself."""
    if answer.is_redirect:
        return urljoin(answer.url, answer.headers["Location"])
    refresh = _REFRESH.search(answer.text)
    return urljoin(answer.url, unescape(refresh[1])) if refresh else None


def _cookies(session: requests.Session, url: str) -> dict[str, str]:
    """The session's cookies for ``url``: ``requests`` itself copies them to a jar without their policy."""
    request = requests.Request("GET", url, headers={})
    header = get_cookie_header(session.cookies, request)  # type: ignore[no-untyped-call]  # requests has none
    return {"Cookie": header} if header else {}


def read_form(answer: requests.Response) -> tuple[str, dict[str, str]] | None:
    """The first form to post on a page: where to, and its hidden fields."""
    found = _FORM.search(answer.text)
    if found is None:
        return None
    fields = {unescape(name): unescape(value) for name, value in _FIELD.findall(found[2])}
    return urljoin(answer.url, unescape(found[1])), fields


class _Original:
    """What ``requests`` reads cookies from: the answer as ``http.client`` would have given it."""

    def __init__(self, headers: Headers) -> None:
        self.msg = HTTPMessage()
        for name, value in headers:
            self.msg.add_header(name, value)

    def isclosed(self) -> bool:
        return True

    def close(self) -> None:
        pass
