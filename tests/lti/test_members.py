"""The roster, page by page."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mooc_tool.errors import PlatformError
from mooc_tool.lti.members import members

ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"


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


def test_those_of_one_link(service):
    service.answer = lambda _seen: (200, {}, page())
    assert members(service.connector(), f"{service.server.url}/members?a=1", "link 1&x") == []
    assert service.calls() == ["GET /members?a=1&rlid=link+1%26x"]


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
