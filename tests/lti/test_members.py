"""The roster, page by page."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mooc_tool.errors import PlatformError
from mooc_tool.lti.members import differences, everybody

ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"


def members(connector, url):
    return [member for page in everybody(connector, url) for member in page.members]


def page(*entries):
    return json.dumps({"id": "x", "context": {"id": "c"}, "members": entries}).encode()


def test_all_pages_and_all_kinds_of_entries(service):
    pages = {
        "/members": (
            {"Link": '</members?p=Two>; rel="next"'},
            page({"user_id": "a", "roles": [ROLE], "status": "Inactive", "name": "Ana"}, {"user_id": "b"}),
        ),
        "/members?p=Two": (
            {"Link": '</members?since=1>; rel="differences"'},
            page({"user_id": "c", "roles": "Learner", "given_name": "Jo"}, {"roles": []}, 7, {"user_id": 5}),
        ),
    }
    service.answer = lambda seen: (200, *pages[seen.path])
    found = members(service.connector(), f"{service.server.url}/members")
    assert [(member.user, member.status, member.name) for member in found] == [
        ("a", "Inactive", "Ana"),
        ("b", "Active", None),
        ("c", "Active", "Jo"),
    ]
    assert [member.roles.learner for member in found] == [True, False, False]
    accepted = service.server.seen[-1].headers["Accept"]
    assert accepted == "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


def test_who_learns(service):
    instructor = ROLE.replace("Learner", "Instructor")
    service.answer = lambda _seen: (
        200,
        {},
        page(
            {"user_id": "a", "roles": ["Learner"]},
            {"user_id": "b", "roles": [ROLE, instructor]},
            {"user_id": "c", "roles": [ROLE], "status": "Inactive"},
            {"user_id": "d", "roles": ["Mentor"]},
            {"user_id": "nul\0", "roles": [ROLE]},
        ),
    )
    found = members(service.connector(), f"{service.server.url}/members")
    assert {member.user: member.learns for member in found} == {"a": True, "b": False, "c": False, "d": False}


def test_where_to_ask_what_has_changed(service):
    where = {"Link": '</members?since=Ab>; rel="differences"'}
    service.answer = lambda _seen: (200, where, page())
    [whole] = everybody(service.connector(), f"{service.server.url}/members")
    assert whole.differences == f"{service.server.url}/members?since=Ab"
    service.answer = lambda _seen: (200, {}, page({"user_id": "a", "status": "Deleted"}))
    [changed] = differences(service.connector(), whole.differences)
    assert [(member.user, member.status) for member in changed.members] == [("a", "Deleted")]
    assert changed.differences is None


def test_a_family_says_how_many_a_page_holds(service):
    service.answer = lambda _seen: (200, {}, page())
    service.platform = replace(service.platform, family="canvas")
    assert members(service.connector(), f"{service.server.url}/members?a=1") == []
    assert service.calls() == ["GET /members?a=1&limit=50"]


def test_a_course_that_is_too_large_for_open_edx(service):
    service.platform = replace(service.platform, family="openedx")
    service.answer = lambda _seen: (403, {}, b'{"error": "above_response_limit", "explanation": "..."}')
    with pytest.raises(PlatformError) as caught:
        members(service.connector(), f"{service.server.url}/members")
    assert (caught.value.code, caught.value.status) == ("roster-too-large", 403)


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"members": {}}', b"<html>"])
def test_no_roster(service, body):
    service.answer = lambda _seen: (200, {}, body)
    with pytest.raises(PlatformError, match="answer-unreadable"):
        members(service.connector(), f"{service.server.url}/members")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["user_id", "roles", "status", "name", "given_name"]),
            st.none() | st.integers() | st.text() | st.lists(st.integers() | st.text()),
        )
    )
)
def test_any_entries(service, entries):
    service.answer = lambda _seen: (200, {}, page(*entries))
    found = members(service.connector(), f"{service.server.url}/members")
    assert len(found) <= len(entries)
    assert all(member.user for member in found)
