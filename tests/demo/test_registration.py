"""Dynamic registration, from both sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.demo.registration import TOOL, read_tool
from mooc_tool.demo.state import scopes
from tests.demo.paper import LMS_URL, TOOL_URL, any_json, read_or_refused


def described(**changes):
    settings = {
        "domain": "localhost:8801",
        "target_link_uri": f"{TOOL_URL}/launch",
        "custom_parameters": {"who": "$User.id"},
        "messages": [{"type": "LtiDeepLinkingRequest", "target_link_uri": f"{TOOL_URL}/pick"}],
    }
    good = {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": f"{TOOL_URL}/login",
        "redirect_uris": [f"{TOOL_URL}/launch", f"{TOOL_URL}/pick"],
        "client_name": "Paper",
        "jwks_uri": f"{TOOL_URL}/keys.json",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": f"{scopes.SCORE} {scopes.LINE_ITEM} https://other.test/scope",
        TOOL: {**settings, **changes.pop("settings", {})},
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


@pytest.fixture
def register(services, lms, clock):
    invite = lms.invites.make(clock())

    def post(document, token=invite):
        headers = {"Authorization": f"Bearer {token}"}
        return services.session.post(f"{LMS_URL}/registrations", json=document, headers=headers)

    return post


def test_the_configuration_leads_to_everything(services):
    said = services.session.get(f"{LMS_URL}/.well-known/openid-configuration").json()
    assert said["issuer"] == LMS_URL
    assert services.session.get(said["jwks_uri"]).json()["keys"]
    assert services.session.post(said["token_endpoint"]).status_code == 400
    assert set(scopes.ALL) < set(said["scopes_supported"])


def test_a_tool_registers(register, lms):
    answer = register(described()).json()
    tool = lms.tools.find(answer["client_id"])
    assert answer[TOOL]["deployment_id"] == tool.deployment_id
    assert set(answer["scope"].split()) == set(tool.scopes) == {scopes.SCORE, scopes.LINE_ITEM}
    assert tool.redirect_urls == (f"{TOOL_URL}/launch", f"{TOOL_URL}/pick")
    assert (tool.deep_link_url, tool.custom) == (f"{TOOL_URL}/pick", {"who": "$User.id"})


def test_an_invitation_works_once_and_for_an_hour(register, lms, clock):
    assert register(described()).status_code == 200
    assert register(described()).status_code == 401
    late = lms.invites.make(clock())
    clock.pass_by(hours=1)
    assert register(described(), late).status_code == 401
    assert register(described(), "made-up").status_code == 401


def test_a_refused_registration_does_not_use_up_the_invitation(register):
    assert register(described(client_name="")).status_code == 400
    assert register(described()).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"application_type": "native"},
        {"token_endpoint_auth_method": "client_secret_basic"},
        {"initiate_login_uri": "javascript:alert(1)"},
        {"jwks_uri": None},
        {"redirect_uris": []},
        {"redirect_uris": [7]},
        {"redirect_uris": "x"},
        {"scope": None},
        {TOOL: None},
        {"settings": {"domain": "other.test"}},
        {"settings": {"target_link_uri": "http://[::1"}},
        {"settings": {"target_link_uri": "http://a;script-src *", "domain": "a;script-src *"}},
        {"settings": {"messages": "all"}},
        {"settings": {"custom_parameters": {"a": 1}}},
    ],
)
def test_a_wrong_description_is_refused(register, lms, changes):
    before = len(lms.tools.all())
    answer = register(described(**changes))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client_metadata")
    assert len(lms.tools.all()) == before


def test_rubbish_is_refused(register, services, lms, clock):
    assert register(["list"]).status_code == 400
    headers = {"Authorization": f"Bearer {lms.invites.make(clock())}"}
    assert services.session.post(f"{LMS_URL}/registrations", data=b"{", headers=headers).status_code == 400


def test_the_page_frames_the_tool_with_an_invitation(visit):
    teacher = visit("claire")
    page = teacher.visit(f"{LMS_URL}/tools/register", {"url": "https://new.test/register?a=1"})
    assert "https://new.test/register?a=1&amp;openid_configuration=" in page.text
    assert "registration_token=" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "frame-src 'self' http://localhost:8801 https://new.test;" in policy
    assert 'role="alert"' in teacher.visit(f"{LMS_URL}/tools/register", {"url": "ftp://new.test"}).text
    learner = visit("amina").visit(f"{LMS_URL}/tools/register", {"url": "https://new.test"})
    assert learner.status_code == 403


members = st.sampled_from(sorted(described()))
settings = st.dictionaries(st.sampled_from(sorted(described()[TOOL])), any_json())


@given(st.dictionaries(members, any_json()), settings)
def test_any_json_is_a_tool_or_refused(changes, changed_settings):
    tool = read_or_refused(lambda: read_tool(described(settings=changed_settings, **changes), "paper"))
    if tool:
        assert tool.redirect_urls
