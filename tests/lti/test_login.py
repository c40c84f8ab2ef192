"""From a platform's login request to the address of its authorisation page."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.errors import LaunchError
from mooc_tool.lti.login import read_login, start

FIELDS = {"iss": "https://lms.test", "login_hint": "7", "target_link_uri": "https://tool.test/"}
LAUNCH_URL = "https://tool.test/lti/launch"


def test_all_that_the_security_framework_asks(lms):
    request = read_login(FIELDS | {"lti_message_hint": '{"cmid": 3, "é": "&"}', "client_id": "client-1"})
    started = start(request, lms.platform, LAUNCH_URL)
    address = urlsplit(started.url)
    assert (address.hostname, address.path) == ("lms.test", "/auth")
    assert {name: value for name, [value] in parse_qs(address.query).items()} == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "client-1",
        "redirect_uri": LAUNCH_URL,
        "state": started.state,
        "nonce": started.nonce,
        "login_hint": "7",
        "lti_message_hint": '{"cmid": 3, "é": "&"}',
    }


def test_secrets_differ_and_are_long(lms):
    request = read_login(FIELDS)
    made = [start(request, lms.platform, LAUNCH_URL) for _ in range(20)]
    assert len({one.state for one in made} | {one.nonce for one in made}) == 40
    assert all(len(one.state) >= 43 and len(one.nonce) >= 43 for one in made)


def test_an_authorisation_address_with_a_query_keeps_it(lms):
    platform = replace(lms.platform, auth_url="https://lms.test/auth?tenant=a?b&x=1")
    query = parse_qs(urlsplit(start(read_login(FIELDS), platform, LAUNCH_URL).url).query)
    assert (query["tenant"], query["x"], query["scope"]) == (["a?b"], ["1"], ["openid"])


def test_what_is_kept_of_the_request():
    said = {"lti_deployment_id": "d", "lti_storage_target": "_parent", "client_id": ""}
    request = read_login(FIELDS | said)
    assert (request.deployment_id, request.storage_target, request.client_id) == ("d", "_parent", None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"iss": ""}, "login-issuer-missing"),
        ({"login_hint": ""}, "login-hint-missing"),
        ({"iss": "x" * 300}, "login-unreadable"),
        ({"login_hint": "\0"}, "login-unreadable"),
        ({"lti_message_hint": "x" * 20_000}, "login-unreadable"),
    ],
)
def test_refused(changed, code):
    with pytest.raises(LaunchError) as caught:
        read_login(FIELDS | changed)
    assert caught.value.code == code


def test_another_platform_than_the_one_that_asks(lms):
    foreign = {"id-token-issuer": {"iss": "https://x.test"}, "id-token-audience": {"client_id": "x"}}
    for code, changed in foreign.items():
        with pytest.raises(LaunchError) as caught:
            start(read_login(FIELDS | changed), lms.platform, LAUNCH_URL)
        assert caught.value.code == code


@given(st.dictionaries(st.sampled_from([*FIELDS, "lti_message_hint", "client_id"]), st.text()))
def test_hints_are_echoed_to_the_byte(fields):
    given_fields = {"iss": "https://lms.test", "login_hint": "7"} | {
        name: text.replace("\0", "") or "x" for name, text in fields.items()
    }
    request = read_login(given_fields)
    assert request.login_hint == given_fields["login_hint"]
    assert request.message_hint == given_fields.get("lti_message_hint")
