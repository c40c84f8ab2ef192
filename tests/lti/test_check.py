"""A platform's set-up is tried as it is used; each fault is found under its own name."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from mooc_tool.lti.check import Finding, check
from mooc_tool.lti.http import http_session
from mooc_tool.lti.keys import key_set, make_key
from tests.lti.conftest import NOW, Seen, Service

OWN = "/own-keys"


def answering(service: Service, changed: dict[str, object] | None = None):
    """A platform that is in order, but for what is changed: path -> (status, headers, body)."""
    keys = json.dumps(key_set([service.key])).encode()
    given = {OWN: (200, {}, keys), "/jwks": (200, {}, keys), **(changed or {})}
    service.answer = lambda seen: given[seen.path]


def found(service: Service, late: float = 0) -> list[Finding]:
    """The server tells the machine's time; ours is ``late`` seconds behind."""
    now = datetime.now(UTC) - timedelta(seconds=late)
    return list(check(service.platform, service.key, service.server.url + OWN, service.http, now))


def codes(findings: list[Finding]) -> list[tuple[str, bool]]:
    return [(one.code, one.fine) for one in findings]


def test_all_in_order(service):
    answering(service)
    assert codes(found(service)) == [
        ("own-keys-published", True), ("keys-read", True), ("clock", True),
        ("token-given", True), ("token-given", True), ("token-given", True),
    ]  # fmt: skip
    assert service.given == 3, "each scope is asked for by itself"
    assert service.tokens.held == {}, "and nothing is kept"


@pytest.mark.parametrize(
    ("path", "answer", "code"),
    [
        (OWN, (404, {}, b"no"), "own-keys-other"),
        (OWN, (200, {}, json.dumps(key_set([make_key()])).encode()), "own-keys-other"),
        (OWN, (200, {}, b"<html>"), "own-keys-other"),
        ("/jwks", (404, {}, b"no"), "keys-unreadable"),
        ("/jwks", (200, {}, b'{"keys": []}'), "keys-unreadable"),
        ("/jwks", (200, {}, b"<html>"), "keys-unreadable"),
    ],
)
def test_a_key_set_that_is_wrong(service, path, answer, code):
    answering(service, {path: answer})
    wrong = [one for one in found(service) if not one.fine]
    assert [(one.code, one.subject) for one in wrong] == [(code, service.server.url + path)]


@pytest.mark.parametrize(
    ("seconds", "fine"), [(0, True), (25, True), (-25, True), (40, False), (-3600, False)]
)
def test_clocks_that_differ(service, seconds, fine):
    answering(service)
    clock = next(one for one in found(service, seconds) if one.code == "clock")
    assert clock.fine is fine
    assert abs(int(clock.words) - seconds) <= 4, "the time of the test itself"


def test_a_scope_that_is_refused(service):
    def some(seen: Seen):
        if b"contextmembership" in seen.body:
            return 400, {}, b'{"error": "invalid_scope"}'
        return 200, {}, b'{"access_token": "t"}'

    answering(service)
    service.token_answer = some
    wrong = [one for one in found(service) if not one.fine]
    assert [(one.code, one.subject, one.words) for one in wrong] == [
        ("token-refused", "roster", '{"error": "invalid_scope"}')
    ]


def test_nobody_answers(service):
    service.platform = type(service.platform)(1, "i", "c", *["http://127.0.0.1:9/x"] * 3)
    assert codes(list(check(service.platform, service.key, "http://127.0.0.1:9/k", service.http, NOW))) == [
        ("own-keys-unreachable", False), ("keys-platform-unreachable", False),
        *[("token-platform-unreachable", False)] * 3,
    ]  # fmt: skip


def test_addresses_that_are_not_public(service):
    answering(service)
    with http_session(allow_private=False) as guarded:
        findings = list(check(service.platform, service.key, service.server.url + OWN, guarded, NOW))
    assert codes(findings) == [
        ("own-keys-private", False), ("keys-address-private", False), *[("token-address-private", False)] * 3,
    ]  # fmt: skip
