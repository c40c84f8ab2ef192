"""Tokens shared, renewed and asked for as the Security Framework says."""

import json
from datetime import timedelta
from urllib.parse import parse_qs

import jwt
import pytest

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.connector import Token

SCOPES = ["scope-b", "scope-a"]


def reply(status, body=b"{}", **headers):
    return lambda _seen: (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def failure(service, **how):
    with pytest.raises(PlatformError) as caught:
        service.connector().request("GET", f"{service.server.url}/x", SCOPES, **how)
    return caught.value


def test_the_client_assertion(service, lms):
    service.connector().get_access_token(SCOPES)
    form = {name: value for name, [value] in parse_qs(service.server.seen[0].body.decode()).items()}
    assert form["grant_type"] == "client_credentials"
    assert form["scope"] == "scope-a scope-b"
    assertion = form["client_assertion"]
    assert jwt.get_unverified_header(assertion)["kid"] == service.key.kid
    unchecked = {"verify_exp": False, "verify_iat": False}
    public = service.key.private.public_key()
    claims = jwt.decode(assertion, public, ["RS256"], audience=service.platform.token_url, options=unchecked)
    assert (claims["iss"], claims["sub"]) == ("client-1", "client-1")
    assert claims["iat"] < lms.now.timestamp() < claims["exp"]
    assert len(claims["jti"]) >= 24


def test_one_token_for_all_connectors_and_orders_of_scopes(service):
    for scopes in (SCOPES, sorted(SCOPES), SCOPES):
        service.connector().request("GET", f"{service.server.url}/x", scopes)
    assert service.given == 1
    assert service.server.seen[-1].headers["Authorization"] == "Bearer token-1"
    service.connector().request("GET", f"{service.server.url}/x", ["scope-a"])
    assert service.given == 2


def test_a_token_is_renewed_before_it_ends(service, lms):
    service.connector().get_access_token(SCOPES)
    service.connector(lms.now + timedelta(seconds=3539)).get_access_token(SCOPES)
    assert service.given == 1
    service.connector(lms.now + timedelta(seconds=3540)).get_access_token(SCOPES)
    assert service.given == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_dropped_and_the_call_tried_once_more(service, lms, status):
    service.tokens.held["1 scope-a scope-b"] = Token("revoked", lms.now + timedelta(hours=1))
    service.answer = lambda seen: (
        (status, {}, b"no") if seen.headers["Authorization"] == "Bearer revoked" else (200, {}, b"yes")
    )
    assert service.connector().request("PUT", f"{service.server.url}/x", SCOPES, data=b"b").body == b"yes"
    assert service.server.paths() == ["PUT /x", "POST /token", "PUT /x"]


def test_a_newer_token_of_another_process_is_used_first(service, lms):
    service.tokens.held["1 scope-a scope-b"] = Token("revoked", lms.now + timedelta(hours=1))

    def answer(seen):
        if seen.headers["Authorization"] != "Bearer revoked":
            return 200, {}, b"yes"
        service.tokens.held["1 scope-a scope-b"] = Token("theirs", lms.now + timedelta(hours=1))
        return 401, {}, b"no"

    service.answer = answer
    service.connector().request("GET", f"{service.server.url}/x", SCOPES)
    assert service.given == 0
    assert service.server.seen[-1].headers["Authorization"] == "Bearer theirs"


def test_a_new_token_that_is_refused_is_not_asked_for_again(service):
    service.answer = reply(403, b"not yours")
    error = failure(service)
    assert (error.code, error.status, error.words) == ("access-refused", 403, "not yours")
    assert len(service.server.seen) == 2


@pytest.mark.parametrize(
    ("answer", "code", "after"),
    [
        (reply(429, Retry_After="2"), "platform-throttled", 2),
        (reply(429), "platform-throttled", None),
        (reply(429, Retry_After="Mon, 02 Mar 2026 09:31:00 GMT"), "platform-throttled", 60),
        (reply(429, Retry_After="Mon, 02 Mar 2026 09:00:00 GMT"), "platform-throttled", 0),
        (reply(429, Retry_After="99999999999999"), "platform-throttled", 86_400),
        (reply(429, Retry_After="soon"), "platform-throttled", None),
        (reply(403, X_Rate_Limit_Remaining="0.0"), "platform-throttled", None),
        (reply(500), "platform-failing", None),
        (reply(503, Retry_After="5"), "platform-failing", 5),
        (reply(408), "platform-failing", None),
    ],
)
def test_try_later(service, answer, code, after):
    service.answer = answer
    error = failure(service)
    assert isinstance(error, TryLater)
    assert (error.code, error.after) == (code, after)


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "platform-refused"), (302, "platform-refused"), (404, "address-gone"), (410, "address-gone")],
)
def test_refused_for_good(service, status, code):
    service.answer = reply(status, b"<p>\n" + b"w" * 900)
    error = failure(service)
    assert not isinstance(error, TryLater)
    assert (error.code, error.status, len(error.words)) == (code, status, 500)


def test_canvas_throttling_keeps_the_token(service):
    service.connector().get_access_token(SCOPES)
    service.answer = reply(403, X_Rate_Limit_Remaining="0")
    assert failure(service).code == "platform-throttled"
    assert service.given == 1


@pytest.mark.parametrize(
    "answer",
    [
        reply(400, b'{"error": "invalid_client"}'),
        reply(500),
        reply(200, b'{"token": 1}'),
        reply(200, b'{"access_token": 5}'),
        reply(200, b"[]"),
        reply(200, b"<html>down for maintenance"),
    ],
)
def test_no_token_is_a_fault_of_the_set_up_that_may_be_mended(service, answer):
    service.token_answer = answer
    error = failure(service)
    assert isinstance(error, TryLater)
    assert error.code == "token-refused"


@pytest.mark.parametrize(("life", "used"), [(60, 30), (0, 3540), ("x", 3540), (True, 3540), (10**9, 3540)])
def test_lives_of_tokens(service, lms, life, used):
    service.token_answer = reply(200, json.dumps({"access_token": "t", "expires_in": life}).encode())
    service.connector().get_access_token(SCOPES)
    [token] = service.tokens.held.values()
    assert token.expires_at - lms.now == timedelta(seconds=used)


class TestPages:
    def pages(self, service):
        found = service.connector().pages(f"{service.server.url}/list", SCOPES, accept="a/b")
        return [answer.json() for answer in found]

    def linked(self, *links):
        steps = iter(links)

        def answer(_seen):
            link = next(steps)
            return 200, {"Link": link} if link else {}, b"[1]"

        return answer

    def test_the_next_address_keeps_its_case(self, service):
        service.answer = self.linked('</list?page=BookMark:AbC,d>; rel="next", </l>; rel="first"', None)
        assert self.pages(service) == [[1], [1]]
        assert service.calls() == ["GET /list", "GET /list?page=BookMark:AbC,d"]
        assert service.server.seen[-1].headers["Accept"] == "a/b"

    def test_the_token_goes_to_no_other_server(self, service):
        service.answer = self.linked('<https://evil.test/>; rel="next"')
        with pytest.raises(PlatformError, match="page-foreign"):
            self.pages(service)

    def test_a_circle_ends(self, service):
        service.answer = lambda _seen: (200, {"Link": '</list>; rel="next"'}, b"[1]")
        assert len(self.pages(service)) == 1

    def test_no_json(self, service):
        service.answer = reply(200, b"<html>")
        with pytest.raises(PlatformError, match="answer-unreadable"):
            self.pages(service)
