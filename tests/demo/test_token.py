"""The token endpoint: client assertions accepted and refused."""

import jwt
import pytest

from mooc_tool.demo.state import scopes
from tests.demo.paper import LMS_URL, TOOL_URL


def ask(services, **changes):
    return services.session.post(f"{LMS_URL}/token", data=services.token_form(**changes))


def test_a_token_is_given_for_the_scopes_granted(services):
    answer = ask(services, scope=f"{scopes.SCORE} {scopes.ROSTER} https://other.test/scope")
    assert answer.status_code == 200
    assert answer.json()["token_type"] == "Bearer"
    assert answer.json()["expires_in"] == 3600
    assert answer.json()["scope"].split() == [scopes.SCORE, scopes.ROSTER]
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_issuer_is_an_audience_too(services, paper):
    assert ask(services, client_assertion=paper.assertion(aud=[LMS_URL, "x"])).status_code == 200


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_assertion_type": "x"}, "invalid_request"),
        ({"client_assertion": ""}, "invalid_request"),
        ({"client_assertion": "a.b.c"}, "invalid_request"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "https://other.test/scope"}, "invalid_scope"),
    ],
)
def test_a_wrong_request_is_refused(services, changes, error):
    answer = ask(services, **changes)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "unknown"},
        {"iss": None},
        {"sub": "other"},
        {"aud": f"{TOOL_URL}/token"},
        {"aud": None},
        {"aud": 7},
        {"exp": 1_000_000},
        {"exp": None},
        {"exp": "soon"},
        {"iat": 4_000_000_000, "exp": 4_000_000_060},
        {"iat": None},
        {"exp": 4_000_000_000},
        {"jti": None},
        {"jti": 7},
    ],
)
def test_a_wrong_assertion_is_refused(services, paper, changes):
    answer = ask(services, client_assertion=paper.assertion(**changes))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


def test_an_assertion_works_once(services, paper):
    assertion = paper.assertion()
    assert ask(services, client_assertion=assertion).status_code == 200
    again = ask(services, client_assertion=assertion)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_client")


def test_a_foreign_signature_is_refused(services, paper, make_key):
    foreign = make_key("foreign").private
    claims = jwt.decode(paper.assertion(), options={"verify_signature": False})
    forged = jwt.encode(claims, foreign, "RS256", headers={"kid": paper.key.kid})
    assert ask(services, client_assertion=forged).json()["error"] == "invalid_client"


@pytest.mark.parametrize("header", [{"kid": None}, {"kid": "unknown"}])
def test_a_key_without_a_name_or_unknown_is_refused(services, paper, header):
    claims = jwt.decode(paper.assertion(), options={"verify_signature": False})
    signed = jwt.encode(claims, paper.key.private, "RS256", headers=header if header["kid"] else None)
    assert ask(services, client_assertion=signed).json()["error"] == "invalid_client"


def test_symmetric_and_unsigned_assertions_are_refused(services, paper):
    claims = jwt.decode(paper.assertion(), options={"verify_signature": False})
    headers = {"kid": paper.key.kid}
    symmetric = jwt.encode(claims, "secret" * 8, "HS256", headers=headers)
    unsigned = jwt.encode(claims, None, "none", headers=headers)
    for assertion in (symmetric, unsigned):
        assert ask(services, client_assertion=assertion).json()["error"] == "invalid_client"


def test_the_key_set_is_fetched_once_and_again_for_a_new_key(services, paper, make_key):
    for _ in range(3):
        assert ask(services).status_code == 200
    assert paper.fetched == [f"{TOOL_URL}/keys.json"]
    paper.key = make_key("paper-2")
    paper.published.append(paper.key)
    assert ask(services).status_code == 200
    assert len(paper.fetched) == 2


@pytest.mark.parametrize("answer", ["text", {}, {"keys": "none"}, {"keys": [7, {"kty": "RSA", "kid": "x"}]}])
def test_a_useless_key_set_is_no_crash(services, lms, monkeypatch, answer):
    monkeypatch.setattr(lms.tool_keys, "_fetch", lambda _url: answer)
    assert ask(services).json()["error"] == "invalid_client"


def test_an_unreachable_key_set_is_no_crash(services, lms, monkeypatch):
    def fail(_url):
        raise ValueError("not JSON")

    monkeypatch.setattr(lms.tool_keys, "_fetch", fail)
    assert ask(services).json()["error"] == "invalid_client"


def test_a_token_expires(services, clock):
    token = services.token()
    path, media = "/lti/courses/1/line-items", "application/vnd.ims.lis.v2.lineitemcontainer+json"
    assert services.call("GET", path, media=media, token=token).status_code == 200
    clock.pass_by(seconds=3600)
    assert services.call("GET", path, media=media, token=token).status_code == 401


def test_tokens_are_stored_as_digests_only(services, lms):
    token = services.token()
    assert token not in "".join(str(tuple(row)) for row in lms.store.rows("SELECT * FROM token"))
    assert token not in "".join(call.answer + call.sent for call in lms.log.newest())
