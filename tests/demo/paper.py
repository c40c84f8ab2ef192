"""A paper tool that talks to the platform, and the clock that both read."""

import json as json_text
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

import jwt
import requests
from flask import Flask, Response, jsonify, redirect, request
from hypothesis import strategies as st

from mooc_tool.demo.claims import DEEP_LINKING, LTI
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state import scopes
from mooc_tool.demo.state.keys import SigningKey
from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.tokens import ASSERTION

Read = TypeVar("Read")

LMS_URL = "http://127.0.0.1:8800"
TOOL_URL = "http://localhost:8801"
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass
class Clock:
    """Says the same time until told otherwise."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **duration: float) -> None:
        self.time += timedelta(**duration)


@dataclass
class PaperTool:
    """Signs, answers logins, and keeps what was posted to it."""

    key: SigningKey
    clock: Clock
    posted: list[dict[str, str]] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    published: list[SigningKey] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)
    numbers: int = 0

    def fetch(self, url: str) -> object:
        """Its key set, as the platform gets it."""
        self.fetched.append(url)
        return {"keys": [key.public() for key in self.published]}

    def number(self) -> str:
        self.numbers += 1
        return f"number-{self.numbers}"

    def sign(self, claims: Mapping[str, object], changes: Mapping[str, object]) -> str:
        """A JWT; a change to None leaves the claim out."""
        said = {name: value for name, value in {**claims, **changes}.items() if value is not None}
        return self.key.sign(said)

    def times(self) -> dict[str, int]:
        now = int(self.clock.time.timestamp())
        return {"iat": now, "exp": now + 60}

    def assertion(self, **changes: object) -> str:
        claims = {"iss": "paper", "sub": "paper", "aud": f"{LMS_URL}/token", "jti": self.number()}
        return self.sign({**claims, **self.times()}, changes)

    def deep_linking_answer(self, data: object, items: object, **changes: object) -> str:
        claims = {
            "iss": "paper",
            "aud": LMS_URL,
            "nonce": self.number(),
            f"{LTI}/message_type": "LtiDeepLinkingResponse",
            f"{LTI}/version": "1.3.0",
            f"{LTI}/deployment_id": "1",
            f"{DEEP_LINKING}/content_items": items,
            f"{DEEP_LINKING}/data": data,
        }
        return self.sign({**claims, **self.times()}, changes)

    def authorization(self, hints: Mapping[str, str]) -> dict[str, str]:
        """The authorization request of a good tool, with the changes ``asked`` for."""
        good = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": "paper",
            "redirect_uri": f"{TOOL_URL}/launch",
            "state": "state-1",
            "nonce": "nonce-1",
            "login_hint": hints["login_hint"],
            "lti_message_hint": hints["lti_message_hint"],
        }
        return {name: value for name, value in {**good, **self.asked}.items() if value}

    def app(self) -> Flask:
        app = Flask("paper_tool")

        @app.route("/login", methods=["GET", "POST"])
        def login() -> Response:
            return redirect(f"{LMS_URL}/auth?{urlencode(self.authorization(request.values))}")

        @app.post("/launch")
        def launch() -> Response:
            self.posted.append(request.form.to_dict())
            answer = jsonify(request.form)
            answer.set_cookie("paper", "1")
            return answer

        return app

    def last_claims(self, lms: Lms) -> dict[str, Any]:
        """The claims of the last id_token posted, its signature checked."""
        token = self.posted[-1]["id_token"]
        keys = jwt.PyJWKSet.from_dict(lms.keys.key_set(lms.now()))
        key = keys[jwt.get_unverified_header(token)["kid"]]
        unchecked = {"verify_exp": False, "verify_iat": False}
        return jwt.decode(token, key, ["RS256"], unchecked, audience="paper", issuer=LMS_URL)


@dataclass
class Services:
    """Calls the platform's services with a token."""

    session: requests.Session
    paper: PaperTool

    def token_form(self, **changes: str) -> dict[str, str]:
        good = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": self.paper.assertion(),
            "scope": " ".join(scopes.ALL),
        }
        return {**good, **changes}

    def token(self, scope: str = " ".join(scopes.ALL)) -> str:
        answer = self.session.post(f"{LMS_URL}/token", data=self.token_form(scope=scope))
        return str(answer.json()["access_token"])

    def call(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        media: str = "",
        token: str | None = None,
        accept: str | None = None,
        **more: Any,
    ) -> requests.Response:
        headers = {"Authorization": f"Bearer {token or self.token()}", "Accept": accept or media}
        if json is not None:
            headers["Content-Type"] = media
            more["data"] = json_text.dumps(json)
        url = path if path.startswith("http") else f"{LMS_URL}{path}"
        return self.session.request(method, url, headers=headers, **more)


def score(user_id: str = "amina", minute: int = 0, **changes: object) -> dict[str, object]:
    """A good score; a change to None leaves the member out."""
    good = {
        "userId": user_id,
        "timestamp": f"2026-03-02T09:{minute:02}:00.000000Z",
        "scoreGiven": 80,
        "scoreMaximum": 100,
        "comment": "Well done",
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def any_json() -> st.SearchStrategy[object]:
    """Any JSON document, small."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    )


def read_or_refused(read: Callable[[], Read]) -> Read | None:
    """What was read, or None if it was refused as the sender's mistake."""
    try:
        return read()
    except Refusal as refusal:
        if not 400 <= refusal.status < 500:
            raise
        return None
