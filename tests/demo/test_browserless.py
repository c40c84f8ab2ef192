"""The visitor without a browser."""

import pytest

from mooc_tool.demo.browserless import Visitor, wired
from mooc_tool.demo.serve import Server, ToolAddress
from tests.demo.paper import LMS_URL, TOOL_URL


@pytest.fixture
def activity(lms, tool):
    return lms.courses.add_activity(1, tool.client_id, "Fill", tool.target_url).activity_id


@pytest.mark.parametrize("kept", [True, False])
def test_third_party_cookies_are_kept_or_not(visit, activity, kept):
    visitor = visit("amina", third_party_cookies=kept)
    visitor.launch(activity)
    visitor.launch(activity)
    assert ("Cookie" in visitor.steps[-1].request.headers) == kept


def test_an_id_token_can_be_had_and_posted_by_hand(visit, activity, paper):
    visitor = visit("amina")
    url, fields = visitor.until_id_token(activity)
    assert url == f"{TOOL_URL}/launch"
    assert paper.posted == []
    visitor.visit(url, fields)
    assert paper.posted == [fields]


def test_a_page_without_a_launch_has_no_id_token(visit):
    with pytest.raises(RuntimeError, match="no id_token: 404"):
        visit("amina").until_id_token(99)


def test_a_circle_ends(visit, activity, paper):
    app = paper.app()
    app.view_functions["login"] = lambda: app.redirect(f"{TOOL_URL}/login", 302)
    visitor = visit("amina")
    visitor._tool = wired({TOOL_URL: app})
    with pytest.raises(RuntimeError, match="no end"):
        visitor.launch(activity)


def test_it_goes_over_a_socket_too(paper):
    addresses = [f"{TOOL_URL}/{page}" for page in ("login", "launch", "keys")]
    tool = ToolAddress("Paper", *addresses, client_id="paper")
    with Server("127.0.0.1", 0, tool=tool) as server:
        visitor = Visitor(server.address, "amina")
        activity = server.lms.courses.add_activity(1, "paper", "Fill", tool.launch_url)
        answer = visitor.visit(f"{server.address}/activities/{activity.activity_id}/launch")
        assert answer.headers["Location"].startswith(f"{TOOL_URL}/login?iss=http%3A%2F%2F127.0.0.1")
        assert LMS_URL not in answer.headers["Location"]
    assert paper.posted == []
