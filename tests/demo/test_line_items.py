"""The line item service."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.demo.state import scopes
from mooc_tool.demo.state.line_items import read_line_item
from mooc_tool.demo.state.tools import Tool
from tests.demo.paper import any_json, read_or_refused

ONE = "application/vnd.ims.lis.v2.lineitem+json"
MANY = "application/vnd.ims.lis.v2.lineitemcontainer+json"
CONTAINER = "/lti/courses/1/line-items"


def create(services, **members):
    return services.call("POST", CONTAINER, json={"label": "A", "scoreMaximum": 10, **members}, media=ONE)


def test_create_read_replace_delete(services, lms, tool):
    activity = lms.courses.add_activity(1, tool.client_id, "Fill", tool.target_url)
    link = str(activity.activity_id)
    made = create(services, tag="t", resourceId="r", resourceLinkId=link, gradesReleased=True)
    assert made.status_code == 201
    url = made.json()["id"]
    read = services.call("GET", url, media=ONE)
    assert read.headers["Content-Type"] == ONE
    assert read.json() == {
        "id": url, "label": "A", "scoreMaximum": 10, "tag": "t", "resourceId": "r", "resourceLinkId": link,
        "gradesReleased": True,
    }  # fmt: skip
    replaced = services.call("PUT", url, json={"label": "B", "scoreMaximum": 7.5}, media=ONE)
    assert replaced.json() == {"id": url, "label": "B", "scoreMaximum": 7.5}
    assert services.call("DELETE", url).status_code == 204
    assert services.call("GET", url, media=ONE).status_code == 404


def test_filters_and_pages(services, lms, tool):
    activity = lms.courses.add_activity(1, tool.client_id, "Fill", tool.target_url)
    for n in range(5):
        create(services, label=str(n), tag="odd" if n % 2 else "even", resourceId=f"r{n}")
    create(services, label="linked", resourceLinkId=str(activity.activity_id))

    def labels(query):
        answer = services.call("GET", f"{CONTAINER}?{query}", media=MANY)
        return [item["label"] for item in answer.json()]

    assert labels("tag=odd") == ["1", "3"]
    assert labels("tag=even&resource_id=r4") == ["4"]
    assert labels(f"resource_link_id={activity.activity_id}") == ["linked"]
    assert labels("resource_link_id=nonsense") == []
    first = services.call("GET", f"{CONTAINER}?limit=4", media=MANY)
    assert len(first.json()) == 4
    rest = services.call("GET", first.links["next"]["url"], media=MANY)
    assert [item["label"] for item in rest.json()] == ["4", "linked"]
    assert "next" not in rest.links
    assert "BookMark-" in first.links["next"]["url"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=x", "page=7", "page=BookMark-x", "page=bookmark-4"]
)
def test_wrong_paging_is_refused(services, query):
    assert services.call("GET", f"{CONTAINER}?{query}", media=MANY).status_code == 400


def test_addresses_may_carry_a_query(services, lms):
    lms.set(query=True)
    url = create(services).json()["id"]
    assert url.endswith("/line-items/1?tenant=7")
    assert services.call("GET", url, media=ONE).json()["id"] == url


@pytest.mark.parametrize(
    "members",
    [
        {"label": ""},
        {"label": 7},
        {"scoreMaximum": 0},
        {"scoreMaximum": "10"},
        {"scoreMaximum": True},
        {"tag": 7},
        {"resourceId": "x" * 257},
        {"endDateTime": "tomorrow"},
        {"endDateTime": "2026-03-02T10:00:00"},
    ],
)
def test_a_wrong_line_item_is_refused(services, members):
    answer = create(services, **members)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_line_item")


@pytest.mark.parametrize("link", ["999", "x", "²"])
def test_an_unknown_resource_link_is_refused(services, link):
    assert create(services, resourceLinkId=link).status_code == 404


def test_media_types_count(services):
    body = {"label": "A", "scoreMaximum": 10}
    assert services.call("POST", CONTAINER, json=body, media="application/json").status_code == 415
    assert services.call("GET", CONTAINER, media="application/json").status_code == 406
    headers = {"Authorization": f"Bearer {services.token()}", "Content-Type": ONE}
    url = f"http://127.0.0.1:8800{CONTAINER}"
    assert services.session.post(url, headers=headers, data=b"{").status_code == 400
    assert services.session.post(url, headers=headers, data=b"[" * 100_000).status_code == 400


def test_scopes_count(services):
    readonly = services.token(scopes.LINE_ITEM_READONLY)
    scores = services.token(scopes.SCORE)
    body = {"label": "A", "scoreMaximum": 10}
    assert services.call("POST", CONTAINER, json=body, media=ONE, token=readonly).status_code == 403
    assert services.call("GET", CONTAINER, media=MANY, token=readonly).status_code == 200
    assert services.call("GET", CONTAINER, media=MANY, token=scores).status_code == 403
    assert services.call("GET", CONTAINER, media=MANY, token="made-up").status_code == 401
    refused = services.session.get(f"http://127.0.0.1:8800{CONTAINER}")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_another_tool_s_line_items_are_not_there(services, lms, line_item):
    url = "http://other.test"
    lms.tools.register(Tool("Other", url, url, url, (), client_id="other"))
    lms.store.write("UPDATE line_item SET client_id = 'other'")
    assert services.call("GET", CONTAINER, media=MANY).json() == []
    assert services.call("GET", f"{CONTAINER}/{line_item.line_item_id}", media=ONE).status_code == 404
    assert services.call("GET", "/lti/courses/9/line-items", media=MANY).status_code == 404


members = st.sampled_from(["label", "scoreMaximum", "tag", "resourceId", "resourceLinkId", "endDateTime"])


@given(any_json() | st.dictionaries(members, any_json()))
def test_any_json_is_a_line_item_or_refused(document):
    item = read_or_refused(lambda: read_line_item(document, 1, "paper"))
    if item:
        assert item.document("u")["label"] == document["label"]
        assert item.maximum > 0
