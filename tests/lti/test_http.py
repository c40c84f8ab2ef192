"""How the tool speaks to other servers."""

import gzip
import socket
from ipaddress import ip_address

import pytest

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti import http
from mooc_tool.lti.http import Answer, exchange, fetch_key_set, http_session


@pytest.fixture(scope="module")
def session():
    with http_session(allow_private=True) as made:
        yield made


def refusal(call):
    with pytest.raises(PlatformError) as caught:
        call()
    return caught.value.code


def test_it_says_who_it_is_and_what_it_got(server, session):
    server.answer = lambda _seen: (201, {"X-A": "b"}, b"{}")
    answer = exchange(session, "POST", f"{server.url}/x?y=1", data=b"body", headers={"Accept": "a/b"})
    assert (answer.status, answer.headers["x-a"], answer.fine) == (201, "b", True)
    [seen] = server.seen
    assert (seen.method, seen.path, seen.body) == ("POST", "/x?y=1", b"body")
    assert seen.headers["User-Agent"].startswith("mooc-tool/")
    assert seen.headers["Accept"] == "a/b"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_private_addresses_are_guarded_before_a_byte_is_sent(server, host):
    url = server.url.replace("127.0.0.1", host)
    with http_session(allow_private=False) as guarded:
        assert refusal(lambda: exchange(guarded, "GET", url)) == "address-private"
        secure = url.replace("http", "https", 1)
        assert refusal(lambda: exchange(guarded, "GET", secure)) == "address-private"
    assert not server.seen


def test_nothing_is_sent_to_a_public_place_without_tls(server, monkeypatch):
    monkeypatch.setattr(http, "is_public", lambda _address: True)
    with http_session(allow_private=False) as guarded:
        assert refusal(lambda: exchange(guarded, "GET", server.url)) == "address-insecure"
    assert not server.seen


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # an address to judge
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
    ],
)
def test_which_addresses_are_public(address, public):
    assert http.is_public(ip_address(address)) == public


def test_redirects_stay_on_the_same_server(server, session):
    server.answer = lambda seen: (302, {"Location": "/b"}, b"") if seen.path == "/a" else (200, {}, b"there")
    assert exchange(session, "GET", f"{server.url}/a").body == b"there"
    server.answer = lambda _seen: (302, {"Location": "http://other.test/"}, b"")
    assert refusal(lambda: exchange(session, "GET", server.url)) == "redirect-foreign"
    server.answer = lambda _seen: (302, {"Location": "//[bad"}, b"")
    assert refusal(lambda: exchange(session, "GET", server.url)) == "redirect-foreign"


def test_a_post_never_becomes_a_get(server, session):
    server.answer = lambda _seen: (302, {"Location": "/b"}, b"")
    assert exchange(session, "POST", f"{server.url}/a", data=b"score").status == 302
    assert server.paths() == ["POST /a"]


def test_redirects_end(server, session):
    server.answer = lambda _seen: (302, {"Location": "/again"}, b"")
    assert refusal(lambda: exchange(session, "GET", server.url)) == "platform-unreachable"


def test_no_more_is_read_than_allowed(server, session):
    server.answer = lambda _seen: (200, {}, b"x" * 1000)
    assert len(exchange(session, "GET", server.url, cap=1000).body) == 1000
    assert refusal(lambda: exchange(session, "GET", server.url, cap=999)) == "answer-too-long"
    bomb = gzip.compress(b"x" * 10_000_000)
    server.answer = lambda _seen: (200, {"Content-Encoding": "gzip"}, bomb)
    assert refusal(lambda: exchange(session, "GET", server.url, cap=100_000)) == "answer-too-long"


def test_nobody_there_is_try_later(session):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(TryLater) as caught:
        exchange(session, "GET", f"http://127.0.0.1:{port}/")
    assert (caught.value.code, caught.value.words) == ("platform-unreachable", "ConnectionError")


@pytest.mark.parametrize("url", ["http://", "nonsense", "http://[", "ftp://x.test/"])
def test_addresses_that_are_none(session, url):
    assert refusal(lambda: exchange(session, "GET", url)) == "platform-unreachable"


def test_cookies_are_not_kept(server, session):
    server.answer = lambda _seen: (200, {"Set-Cookie": "MoodleSession=1; Path=/"}, b"")
    for _ in range(2):
        exchange(session, "GET", server.url)
    assert "Cookie" not in server.seen[1].headers


def test_time_outs_are_always_set(monkeypatch):
    asked = []
    monkeypatch.setattr(http.HTTPAdapter, "send", lambda _self, _request, **how: asked.append(how["timeout"]))
    adapter = http_session(allow_private=True).get_adapter("https://lms.test")
    adapter.send(None)
    adapter.send(None, timeout=1)
    assert asked == [http.TIME_OUTS, 1]


def test_a_key_set_or_a_refusal(server, session):
    server.answer = lambda _seen: (200, {}, b'{"keys": []}')
    assert fetch_key_set(session, server.url) == b'{"keys": []}'
    server.answer = lambda _seen: (404, {}, b"no such page")
    assert refusal(lambda: fetch_key_set(session, server.url)) == "key-set-refused"
    server.answer = lambda _seen: (200, {}, b" " * (http.KEY_SET_CAP + 1))
    assert refusal(lambda: fetch_key_set(session, server.url)) == "answer-too-long"


def test_words_are_one_short_line():
    answer = Answer(400, {}, "é\n\t<b>no</b>\0\x1b[31m ".encode() + b"\xff" + b"x" * 9000, "")
    assert answer.words().startswith("é <b>no</b>[31m ")
    assert len(answer.words()) == 500
    assert answer.words().isprintable()
