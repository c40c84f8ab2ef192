"""A browser that lets a launch through and keeps no cookie of the session, as some do in frames."""

import requests
from playwright.sync_api import BrowserContext, Route

_DROPPED = {"set-cookie", "content-encoding", "content-length"}


def refuse_session_cookie(context: BrowserContext) -> None:
    """The launch works; the cookie of the session that it opens is not kept."""
    context.route("**/lti/launch", lambda route: _answer(route, context))


def _answer(route: Route, context: BrowserContext) -> None:
    asked = route.request
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies(asked.url))
    # not by the browser context's own fetch: that would keep the cookies itself
    answer = requests.request(
        asked.method,
        asked.url,
        headers={**asked.headers, "cookie": cookies},
        data=asked.post_data_buffer,
        allow_redirects=False,
        timeout=30,
    )
    headers = {name: value for name, value in answer.headers.items() if name.lower() not in _DROPPED}
    route.fulfill(status=answer.status_code, headers=headers, body=answer.content)
