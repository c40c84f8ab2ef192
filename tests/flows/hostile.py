"""Launches that must be refused, drawn from a seed: one thing of a good launch is made wrong, or several."""

import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

import jwt
from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client
from sqlalchemy import select
from werkzeug.test import TestResponse

from mooc_tool.lti.keys import ToolKey, make_key
from mooc_tool.records import LaunchAttempt
from tests.conftest import LMS_URL, TOOL_URL, House

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
KEY, SECRET = "consumer", "a secret of both sides"
LAUNCH, LEGACY, LOGIN = "/lti/launch", "/lti/1.1/launch", "/lti/login"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Claims = dict[str, Any]
Fields = dict[str, str]


@dataclass(frozen=True)
class Login:
    """A login under way, as its browser and its platform know it."""

    state: str
    nonce: str
    cookie: tuple[str, str]


@dataclass(frozen=True)
class Attack:
    """A request that must be refused; ``name`` says what is wrong with it."""

    name: str
    path: str
    fields: Fields
    cookie: tuple[str, str] | None = None


class Attacker:
    """Somebody who holds all but one of the things that a launch needs. The same seed, the same attacks."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.browser = house.app.test_client(use_cookies=False)
        self._draw = random.Random(seed)  # noqa: S311 - a repeatable stream is what a test needs
        self._foreign: ToolKey = make_key()

    def begin(self) -> Login:
        """A login of the platform's, as it should be."""
        fields = {"iss": LMS_URL, "login_hint": "amina", "client_id": self.house.client_id}
        answer = self.browser.post(LOGIN, data=fields, base_url=TOOL_URL)
        with self.house.tool.database.reading() as db:
            attempt = db.scalars(select(LaunchAttempt).order_by(LaunchAttempt.expires_at.desc())).first()
        assert attempt is not None
        cookies = [value.partition(";")[0].partition("=") for value in answer.headers.getlist("Set-Cookie")]
        name, _, value = next(one for one in cookies if one[0].endswith(attempt.state[:12]))
        return Login(attempt.state, attempt.nonce, (name, value))

    def send(self, attack: Attack) -> TestResponse:
        """Make the request."""
        headers = {"Cookie": "=".join(attack.cookie)} if attack.cookie else {}
        return self.browser.post(attack.path, data=attack.fields, headers=headers, base_url=TOOL_URL)

    def good(self, login: Login) -> Attack:
        """No attack: what all the others are made from."""
        return self._launch("good", login, self._claims(login))

    def attack(self, login: Login) -> Attack:
        """The next one."""
        kinds = (self._bad_claim, self._bad_token, self._bad_fields, self._bad_login, self._bad_legacy)
        kind = self._draw.choices(kinds, weights=(10, 5, 3, 3, 5))[0]
        return kind(login)

    # --- claims that are signed well and must not be believed

    def _bad_claim(self, login: Login) -> Attack:
        claims = self._claims(login)
        wrong = self._wrong(claims["iat"], login.nonce)
        chosen = self._draw.sample(sorted(wrong), self._draw.choice((1, 1, 1, 2, 4)))
        for name in chosen:
            value = wrong[name]()
            if value is None:
                claims.pop(name, None)
            else:
                claims[name] = value
        return self._launch(f"claims {' '.join(chosen)}", login, claims)

    def _wrong(self, now: int, nonce: str) -> dict[str, Callable[[], Any]]:
        """A way to make each claim wrong; None leaves it out."""
        junk, text = self._junk, self._text
        either = self._draw.choice
        return {
            "iss": lambda: either((None, text(), LMS_URL + "/", junk())),
            "aud": lambda: either((None, [], text(), [self.house.client_id, text()], {}, junk())),
            "azp": text,
            "nonce": lambda: either((None, text(), nonce[:-1], junk())),
            "exp": lambda: either((None, now - 61 - self._draw.randrange(10**6), text(), [], 10**400, True)),
            "iat": lambda: either((None, now + 3600, now - 10**6, text(), {}, -(10**400))),
            "nbf": lambda: now + 61 + self._draw.randrange(1, 10**6),
            "sub": lambda: either((None, "", "x" * 256, 7, ["amina"], {"a": 1}, "a\0b", "\ud800")),
            LTI + "message_type": lambda: either((None, text(), "LtiDeepLinkingResponse", junk())),
            LTI + "version": lambda: either((None, "1.3", "2.0.0", 1.3, junk())),
            LTI + "deployment_id": lambda: either((None, "", 5, ["1"], "x" * 256, "1\0")),
            LTI + "target_link_uri": lambda: either(
                (None, "https://evil.test/", "javascript:alert(1)", "//x", f"{TOOL_URL}@evil.test/", 5, [])
            ),
            LTI + "resource_link": lambda: either(
                (None, {}, "1", [1], {"id": 5}, {"id": "x" * 300}, {"id": ""})
            ),
            LTI + "roles": lambda: either(
                (None, "Instructor", 5, {"a": 1}, [5], [["Instructor"]], ["\ud800"])
            ),
            LTI + "context": lambda: either(("1", ["1"], 5, {"id": 5}, {"id": "x" * 256}, {"id": ["1"]})),
            LTI + "custom": lambda: either(("x", [1], 5)),
            LTI + "lti1p1": lambda: either(
                (5, "x", {"oauth_consumer_key": KEY, "oauth_consumer_key_sign": text()}, {"user_id": []}
                 | {"oauth_consumer_key": KEY, "oauth_consumer_key_sign": "x"})
            ),
            AGS: lambda: either(
                ("x", [1], {"lineitem": "file:///etc/passwd"}, {"lineitems": 5}, {"scope": "all"})
            ),
        }  # fmt: skip

    # --- tokens that nobody whom we know signed

    def _bad_token(self, login: Login) -> Attack:
        signing = self.house.lms.keys.active(datetime.now(UTC))
        good = self._sign(self._claims(login))
        header, body, mark = good.split(".")
        flipped = self._draw.randrange(len(body))
        other = body[:flipped] + ("A" if body[flipped] != "A" else "B") + body[flipped + 1 :]
        public = signing.public()["n"].encode()
        made = {
            "other key": lambda: self._sign(self._claims(login), key=self._foreign),
            "kid unknown": lambda: self._sign(self._claims(login), kid=self._text()),
            "kid missing": lambda: self._sign(self._claims(login), kid=None),
            "none": lambda: jwt.encode(self._claims(login), None, "none"),
            "symmetric": lambda: jwt.encode(
                self._claims(login), public, "HS256", headers={"kid": signing.kid}
            ),
            "body changed": lambda: f"{header}.{other}.{mark}",
            "no signature": lambda: f"{header}.{body}.",
            "cut": lambda: good[: self._draw.randrange(1, len(good))],
            "text": self._text,
            "empty": lambda: "",
            "no object": lambda: self._sign([1, 2]),
            "not a number": lambda: self._sign_bytes(b'{"exp": NaN}'),
            "deep": lambda: self._sign_bytes(b"[" * 20_000),
            "huge": lambda: "x" * 200_000,
        }
        name = self._draw.choice(sorted(made))
        return Attack(f"token {name}", LAUNCH, {"state": login.state, "id_token": made[name]()}, login.cookie)

    # --- forms and browsers that are not those of the login

    def _bad_fields(self, login: Login) -> Attack:
        good = self.good(login)
        other = self.begin() if self._draw.random() < 0.1 else replace(login, cookie=(login.cookie[0], "x"))
        without = {name: value for name, value in good.fields.items() if name != "state"}
        return self._draw.choice(
            (
                Attack("no state", LAUNCH, without, login.cookie),
                Attack("state unknown", LAUNCH, {**good.fields, "state": self._text()}, login.cookie),
                Attack("no token", LAUNCH, {"state": login.state}, login.cookie),
                Attack("nothing", LAUNCH, {}),
                Attack("cookie of another", LAUNCH, good.fields, (login.cookie[0], other.cookie[1])),
                Attack("error", LAUNCH, {"state": login.state, "error": self._text()}, login.cookie),
                Attack("error without state", LAUNCH, {"error": self._text()}),
                Attack("stored, from elsewhere", f"{LAUNCH}/stored", good.fields),
                Attack("NUL", LAUNCH, {**good.fields, "state": login.state + "\0"}, login.cookie),
            )
        )

    def _bad_login(self, _login: Login) -> Attack:
        good = {"iss": LMS_URL, "login_hint": "amina", "client_id": self.house.client_id}
        changes: tuple[Fields, ...] = (
            {"iss": ""}, {"iss": self._text()}, {"iss": LMS_URL + "\0"}, {"iss": "x" * 300},
            {"login_hint": ""}, {"login_hint": "x" * 20_000}, {"login_hint": "a\0"},
            {"client_id": self._text()}, {"client_id": "x" * 300},
            {"iss": "urn:lti1p1:" + KEY, "client_id": KEY},
            {"lti_message_hint": "x" * 20_000}, {"lti_deployment_id": "x" * 300},
        )  # fmt: skip
        change = self._draw.choice(changes)
        return Attack(f"login {' '.join(change)}", LOGIN, {**good, **change})

    # --- LTI 1.1

    def _bad_legacy(self, _login: Login) -> Attack:
        fields = {
            "lti_message_type": "basic-lti-launch-request", "lti_version": "LTI-1p0", "user_id": "5f2c",
            "resource_link_id": "link", "context_id": "course", "roles": "Instructor",
        }  # fmt: skip
        signed = self._oauth(fields)
        bent = self._draw.choice(sorted(signed))
        now = int(datetime.now(UTC).timestamp())
        return self._draw.choice(
            (
                Attack(f"1.1 {bent} changed", LEGACY, {**signed, bent: signed[bent] + self._text()}),
                Attack("1.1 another secret", LEGACY, self._oauth(fields, secret=self._text())),
                Attack("1.1 unknown key", LEGACY, self._oauth(fields, key=self._text())),
                Attack("1.1 old", LEGACY, self._oauth(fields, at=now - 301 - self._draw.randrange(10**6))),
                Attack("1.1 early", LEGACY, self._oauth(fields, at=now + 400 + self._draw.randrange(10**6))),
                Attack("1.1 method", LEGACY, self._oauth(fields, method="HMAC-SHA256")),
                Attack("1.1 field added", LEGACY, {**signed, "roles2": "Administrator"}),
                Attack("1.1 unsigned", LEGACY, fields),
                Attack("1.1 no user", LEGACY, self._oauth({**fields, "user_id": ""})),
                Attack("1.1 no link", LEGACY, self._oauth({**fields, "resource_link_id": ""})),
                Attack("1.1 long", LEGACY, self._oauth({**fields, "user_id": "x" * 256})),
                Attack("1.1 NUL", LEGACY, self._oauth({**fields, "context_id": "a\0b"})),
                Attack("1.1 other message", LEGACY, self._oauth({**fields, "lti_message_type": "x"})),
                Attack("1.1 other version", LEGACY, self._oauth({**fields, "lti_version": "1.3.0"})),
            )
        )

    def _oauth(
        self, fields: Fields, *, key: str = KEY, secret: str = SECRET, method: str = "HMAC-SHA1",
        at: int | None = None,
    ) -> Fields:  # fmt: skip
        client = Client(
            key, client_secret=secret, signature_type=SIGNATURE_TYPE_BODY, signature_method=method,
            timestamp=None if at is None else str(at),
        )  # fmt: skip
        _, _, body = client.sign(TOOL_URL + LEGACY, "POST", urlencode(fields), _FORM)
        return dict(parse_qsl(body, keep_blank_values=True))

    # --- what they are made of

    def _claims(self, login: Login) -> Claims:
        now = int(datetime.now(UTC).timestamp())
        return {
            "iss": LMS_URL, "aud": self.house.client_id, "sub": "amina", "iat": now, "exp": now + 300,
            "nonce": login.nonce,
            LTI + "message_type": "LtiResourceLinkRequest", LTI + "version": "1.3.0",
            LTI + "deployment_id": "1", LTI + "target_link_uri": TOOL_URL + LAUNCH,
            LTI + "resource_link": {"id": "1"}, LTI + "roles": [], LTI + "context": {"id": "1"},
        }  # fmt: skip

    def _launch(self, name: str, login: Login, claims: Claims) -> Attack:
        return Attack(name, LAUNCH, {"state": login.state, "id_token": self._sign(claims)}, login.cookie)

    def _sign(self, claims: object, *, key: ToolKey | None = None, kid: str | None = "") -> str:
        return self._sign_bytes(json.dumps(claims).encode(), key=key, kid=kid)

    def _sign_bytes(self, body: bytes, *, key: ToolKey | None = None, kid: str | None = "") -> str:
        ours = self.house.lms.keys.active(datetime.now(UTC))
        headers = {} if kid is None else {"kid": kid or ours.kid}
        return jwt.PyJWS().encode(body, key.private if key else ours.private, "RS256", headers=headers)

    def _text(self) -> str:
        signs = string.ascii_letters + string.digits + " -_<>&\"'%;é中\u202e"
        return "".join(self._draw.choices(signs, k=self._draw.randrange(1, 40)))

    def _junk(self) -> Any:
        return self._draw.choice((0, -1, 1.5, True, [], {}, [[]], {"a": {"b": [None]}}, "", "\0", 10**30))
