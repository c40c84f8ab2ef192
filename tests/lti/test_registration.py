"""Dynamic registration: what is asked, what is believed, what is sent."""

import json

import pytest

from mooc_tool.errors import PlatformError
from mooc_tool.lti.families import Family
from mooc_tool.lti.http import http_session
from mooc_tool.lti.registration import read_configuration, register
from mooc_tool.lti.tool_description import TOOL, ToolDescription

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
DESCRIPTION = ToolDescription(
    names={"fr": "Économie collaborative", "en": "Collaborative economy"},
    descriptions={"en": "A course", "fr": "Un cours"},
    home_url="https://tool.test:8443/",
    login_url="https://tool.test:8443/lti/login",
    launch_url="https://tool.test:8443/lti/launch",
    keyset_url="https://tool.test:8443/lti/keys",
    contacts=("course@tool.test",),
)


@pytest.fixture(scope="module")
def http():
    with http_session(allow_private=True) as made:
        yield made


class Lms:
    """The two addresses of a platform that registers tools."""

    def __init__(self, server):
        self.server = server
        self.configuration = {
            "issuer": server.url,
            "authorization_endpoint": f"{server.url}/auth",
            "token_endpoint": f"{server.url}/token",
            "jwks_uri": f"{server.url}/jwks",
            "registration_endpoint": f"{server.url}/register",
            "scopes_supported": ["openid", SCORE],
            PLATFORM: {
                "product_family_code": "Moodle",
                "messages_supported": [
                    {"type": "LtiResourceLinkRequest"},
                    {"type": "LtiDeepLinkingRequest"},
                ],
            },
        }
        self.answer = (200, {"client_id": "c-1", TOOL: {"deployment_id": "7"}})
        server.answer = self

    def __call__(self, seen):
        status, content = (200, self.configuration) if seen.method == "GET" else self.answer
        return status, {}, json.dumps(content).encode()

    def read(self, http, url=None):
        return read_configuration(http, url or f"{self.server.url}/configuration", "t-1", allow_private=True)


@pytest.fixture
def registering(server):
    return Lms(server)


def refusal(call):
    with pytest.raises(PlatformError) as caught:
        call()
    return caught.value.code


def test_moodle(registering, http):
    configuration = registering.read(http)
    registered = register(http, configuration, "t-1", DESCRIPTION)
    assert (registered.client_id, registered.deployment_id, registered.family) == ("c-1", "7", "moodle")
    assert (registered.issuer, registered.token_audience) == (registering.server.url, None)
    asked, posted = registering.server.seen
    assert asked.headers["Authorization"] == posted.headers["Authorization"] == "Bearer t-1"
    sent = json.loads(posted.body)
    assert sent["initiate_login_uri"] == "https://tool.test:8443/lti/login"
    assert sent["redirect_uris"] == ["https://tool.test:8443/lti/launch"]
    assert sent["token_endpoint_auth_method"] == "private_key_jwt"
    assert sent["scope"] == SCORE
    assert sent["client_name"] == "Collaborative economy"
    assert sent["client_name#fr"] == "Économie collaborative"
    tool = sent[TOOL]
    assert tool["domain"] == "tool.test:8443"
    kinds = [message["type"] for message in tool["messages"]]
    assert kinds == ["LtiResourceLinkRequest", "LtiDeepLinkingRequest"]
    assert registered.reviews, "though it does not say so"
    assert "logo_uri" not in sent
    assert not [name for name in tool if "canvas" in name]


def test_canvas(registering, http):
    registering.configuration[PLATFORM] = {
        "product_family_code": "canvas",
        "messages_supported": [
            {"type": "LtiDeepLinkingRequest", "placements": ["link_selection", "editor_button"]},
            {"type": "LtiResourceLinkRequest", "placements": ["course_navigation"]},
        ],
    }
    registering.configuration["authorization_server"] = "canvas.instructure.com"
    registering.answer = (200, {"client_id": "10000000000001"})
    registered = register(http, registering.read(http), "t-1", DESCRIPTION)
    assert (registered.deployment_id, registered.token_audience) == (None, "canvas.instructure.com")
    assert not registered.reviews
    tool = json.loads(registering.server.seen[-1].body)[TOOL]
    assert tool["https://canvas.instructure.com/lti/privacy_level"] == "name_only"
    assert tool["messages"][1]["placements"] == ["link_selection"]


def test_a_platform_that_sends_submission_reviews(registering, http):
    kinds = ("LtiResourceLinkRequest", "LtiSubmissionReviewRequest")
    registering.configuration[PLATFORM] = {"messages_supported": [{"type": kind} for kind in kinds]}
    assert register(http, registering.read(http), None, DESCRIPTION).reviews
    tool = json.loads(registering.server.seen[-1].body)[TOOL]
    assert [message["type"] for message in tool["messages"]] == list(kinds)


def test_a_platform_that_says_little_is_asked_for_all(registering, http):
    del registering.configuration["scopes_supported"], registering.configuration[PLATFORM]
    configuration = registering.read(http)
    assert configuration.family == "generic"
    register(http, configuration, None, DESCRIPTION)
    sent = json.loads(registering.server.seen[-1].body)
    assert len(sent["scope"].split()) == 5
    assert "Authorization" not in registering.server.seen[-1].headers


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"issuer": "https://lms.test"}, "configuration-issuer"),
        ({"issuer": 5}, "configuration-unreadable"),
        ({"token_endpoint": None}, "configuration-unreadable"),
        ({"jwks_uri": "file:///etc/passwd"}, "configuration-unreadable"),
        ({"registration_endpoint": "https://a@b/"}, "configuration-unreadable"),
    ],
)
def test_configurations_that_are_not_believed(registering, http, changed, code):
    registering.configuration |= changed
    assert refusal(lambda: registering.read(http)) == code


def test_a_host_that_the_issuer_lets_speak(registering, http, monkeypatch):
    registering.configuration["issuer"] = "https://canvas.instructure.com"
    assert refusal(lambda: registering.read(http)) == "configuration-issuer"
    canvas = Family("Canvas", configured_by={"canvas.instructure.com": "127.0.0.1"})
    monkeypatch.setattr("mooc_tool.lti.families.FAMILIES", (canvas,))
    assert registering.read(http).issuer == "https://canvas.instructure.com"


def test_without_tls_only_where_allowed(registering, http):
    url = f"{registering.server.url}/configuration"
    assert refusal(lambda: read_configuration(http, url, None)) == "address-insecure"
    assert refusal(lambda: registering.read(http, "file:///x")) == "address-insecure"


def test_refused_too_long_or_no_json(registering, http):
    configuration = registering.read(http)
    registering.answer = (403, {"error": "token used"})
    assert refusal(lambda: register(http, configuration, "t", DESCRIPTION)) == "registration-refused"
    for unreadable in ({}, {"client_id": 5}, {"client_id": ""}, {"client_id": "c" * 256}, []):
        registering.answer = (200, unreadable)
        assert refusal(lambda: register(http, configuration, "t", DESCRIPTION)) == "registration-unreadable"
    registering.configuration["padding"] = "x" * 300_000
    assert refusal(lambda: registering.read(http)) == "answer-too-long"
    registering.server.answer = lambda _seen: (200, {}, b"<html>")
    assert refusal(lambda: registering.read(http)) == "answer-unreadable"
    registering.server.answer = lambda _seen: (404, {}, b"no")
    assert refusal(lambda: registering.read(http)) == "configuration-refused"


def test_odd_members_do_no_harm(registering, http):
    registering.configuration |= {
        "scopes_supported": "text",
        "authorization_server": 5,
        PLATFORM: {"messages_supported": [None, {"type": 5, "placements": "x"}], "product_family_code": None},
    }
    configuration = registering.read(http)
    assert (configuration.scopes, configuration.token_audience) == (frozenset(), None)
    assert configuration.family == "generic"
    registering.answer = (200, {"client_id": "c", TOOL: "text"})
    assert register(http, configuration, "t", DESCRIPTION).deployment_id is None
    registering.answer = (200, {"client_id": "c", TOOL: {"deployment_id": "7" * 256}})
    assert register(http, configuration, "t", DESCRIPTION).deployment_id is None
    registering.configuration["issuer"] = f"{registering.server.url}/{'i' * 256}"
    assert refusal(lambda: registering.read(http)) == "configuration-issuer"
