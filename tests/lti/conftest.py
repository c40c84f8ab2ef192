"""A platform in memory that signs launches well or badly, and a loopback server that answers as told."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import jwt
import pytest

from mooc_tool.lti.connector import Connector, Token
from mooc_tool.lti.http import http_session
from mooc_tool.lti.keys import PlatformKeys, ToolKey, key_set, make_key
from mooc_tool.lti.launch import Attempt, Launch, read
from mooc_tool.lti.platform import Platform

ISSUER = "https://lms.test"
LAUNCH_URL = "https://tool.test/lti/launch"
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def _platform(base: str) -> Platform:
    return Platform(1, ISSUER, "client-1", f"{base}/auth", f"{base}/token", f"{base}/jwks")


@dataclass
class Lms:
    """A platform with one key; ``fetched`` are the addresses from which its key set was asked."""

    key: ToolKey
    platform: Platform
    fetched: list[str] = field(default_factory=list)
    now: datetime = NOW

    def fetch(self, url: str) -> bytes:
        self.fetched.append(url)
        return json.dumps(key_set([self.key])).encode()

    def sign(self, claims: object, headers: Mapping[str, object] | None = None) -> str:
        made = {"kid": self.key.kid} if headers is None else dict(headers)
        return jwt.PyJWS().encode(json.dumps(claims).encode(), self.key.private, "RS256", headers=made)

    def attempt(self, **changed: object) -> Attempt:
        given = {"state": "state-1", "nonce": "nonce-1", "platform": self.platform, "launch_url": LAUNCH_URL}
        return Attempt(**(given | changed))

    def claims(self, **changed: object) -> dict[str, object]:
        """A learner's good launch; keywords replace claims (LTI's by their last word), None removes one."""
        seconds = int(self.now.timestamp())
        good: dict[str, object] = {
            "iss": ISSUER,
            "aud": "client-1",
            "sub": "user-7",
            "exp": seconds + 300,
            "iat": seconds,
            "nonce": "nonce-1",
            LTI + "message_type": "LtiResourceLinkRequest",
            LTI + "version": "1.3.0",
            LTI + "deployment_id": "deployment-1",
            LTI + "target_link_uri": LAUNCH_URL,
            LTI + "resource_link": {"id": "link-1", "title": "Week 2"},
            LTI + "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
            LTI + "context": {"id": "course-1", "label": "ECO", "title": "Économie collaborative"},
        }
        named = {LTI + name if LTI + name in good else name: value for name, value in changed.items()}
        return {name: value for name, value in (good | named).items() if value is not None}

    def launch(self, claims: object, *, anonymous: bool = False, **attempt: object) -> Launch:
        """What the tool reads when the platform answers with these claims."""
        fields = {"state": "state-1", "id_token": self.sign(claims)}
        keys = PlatformKeys(self.fetch)
        return read(fields, self.attempt(**attempt), keys, self.now, anonymous=anonymous)


@pytest.fixture(scope="session")
def key() -> ToolKey:
    """One pair for all tests: making one takes a tenth of a second."""
    return make_key()


@pytest.fixture
def lms(key: ToolKey) -> Lms:
    return Lms(key, _platform(ISSUER))


@dataclass(frozen=True)
class Seen:
    """A request that reached the server."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Reply = tuple[int, Mapping[str, str], bytes]


@dataclass
class Server:
    """A web server on the loopback; ``answer`` decides."""

    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    answer: Callable[[Seen], Reply] = lambda _seen: (200, {}, b"{}")

    def paths(self) -> list[str]:
        return [f"{seen.method} {seen.path}" for seen in self.seen]


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen = Seen(self.command, self.path, self.headers, body)
            state.seen.append(seen)
            status, headers, content = state.answer(seen)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815  # the names that http.server looks for

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.url = f"http://127.0.0.1:{http.server_port}"
        thread = Thread(target=http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield state
        http.shutdown()
        thread.join()


@dataclass
class Tokens:
    """A token store in memory."""

    held: dict[str, Token] = field(default_factory=dict)

    def get(self, name: str) -> Token | None:
        return self.held.get(name)

    def renew(self, name: str, now: datetime, fetch: Callable[[], Token]) -> Token:
        held = self.held.get(name)
        self.held[name] = held if held and held.expires_at > now else fetch()
        return self.held[name]

    def drop(self, name: str, token: Token) -> None:
        if self.held.get(name) == token:
            del self.held[name]


class Service:
    """A platform's services behind the loopback server: tokens at /token, the rest as ``answer`` decides."""

    def __init__(self, server: Server, key: ToolKey) -> None:
        self.server = server
        self.key = key
        self.http = http_session(allow_private=True)
        self.tokens = Tokens()
        self.given = 0
        self.answer: Callable[[Seen], Reply] = lambda _seen: (200, {}, b"{}")
        self.token_answer: Callable[[Seen], Reply] = self._give
        self.platform = _platform(server.url)
        server.answer = lambda seen: (self.token_answer if seen.path == "/token" else self.answer)(seen)

    def _give(self, _seen: Seen) -> Reply:
        self.given += 1
        body = {"access_token": f"token-{self.given}", "expires_in": 3600, "token_type": "bearer"}
        return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()

    def connector(self, now: datetime = NOW) -> Connector:
        return Connector(self.platform, lambda: self.key, self.tokens, self.http, now)

    def calls(self) -> list[str]:
        return [path for path in self.server.paths() if path != "POST /token"]


@pytest.fixture
def service(server: Server, key: ToolKey) -> Iterator[Service]:
    made = Service(server, key)
    with made.http:
        yield made
