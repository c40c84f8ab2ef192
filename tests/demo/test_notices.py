"""The platform's notice service: handlers set, listed, taken away; only at the tool's own address."""

import pytest

from mooc_tool.demo import notices
from mooc_tool.demo.state import scopes
from mooc_tool.demo.state.notice_handlers import COURSE_COPIED, HELLO
from tests.demo.paper import TOOL_URL

HANDLER = f"{TOOL_URL}/notices"


@pytest.fixture
def ask(services):
    token = services.token()

    def call(method="GET", **body):
        sent = {"media": "application/json", "json": body} if body else {"media": "application/json"}
        return services.call(method, "/lti/notice-handlers", token=token, **sent)

    return call


@pytest.fixture
def posted(lms):
    found = []
    lms.post = lambda url, document: (found.append((url, document)), (204, ""))[1]
    return found


def test_set_list_and_take_away(ask, posted, lms):
    assert ask("PUT", notice_type=HELLO, handler=HANDLER).json() == {"notice_type": HELLO, "handler": HANDLER}
    [(url, document)] = posted
    assert (url, len(document["notices"])) == (HANDLER, 1)
    ask("PUT", notice_type=COURSE_COPIED, handler=HANDLER)
    listed = ask().json()["notice_handlers"]
    assert [one["notice_type"] for one in listed] == [HELLO, COURSE_COPIED]
    notices.course_copied(lms, lms.duplicate(1, "Copy"))
    assert len(posted) == 2
    ask("PUT", notice_type=COURSE_COPIED, handler="")
    notices.course_copied(lms, lms.duplicate(1, "Copy"))
    assert len(posted) == 2
    assert len(ask().json()["notice_handlers"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"notice_type": "Other", "handler": HANDLER},
        {"notice_type": HELLO, "handler": "https://elsewhere.example/"},
        {"notice_type": HELLO, "handler": 5},
        {"handler": HANDLER},
    ],
)
def test_what_is_refused(ask, posted, body):
    assert ask("PUT", **body).status_code == 400
    assert posted == []


def test_the_scope_is_needed(services):
    token = services.token(scope=scopes.ROSTER)
    assert (
        services.call("GET", "/lti/notice-handlers", token=token, media="application/json").status_code == 403
    )
