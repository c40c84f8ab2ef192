"""Tokens that are forged, changed, symmetric, nested too deep, hostile; and platforms that say no."""

import json
import string
from datetime import timedelta

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mooc_tool.errors import LaunchError
from mooc_tool.lti.keys import PlatformKeys, make_key
from mooc_tool.lti.launch import read, state_of

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
SETTINGS = {"deep_link_return_url": "https://lms.test/return", "accept_types": ["ltiResourceLink"]}


class TestTokens:
    def refused(self, lms, fields, **attempt):
        with pytest.raises(LaunchError) as caught:
            read(fields, lms.attempt(**attempt), PlatformKeys(lms.fetch), lms.now)
        return caught.value.code

    @pytest.mark.parametrize(
        ("headers", "code"),
        [
            ({}, "id-token-kid-missing"),
            ({"kid": ""}, "id-token-kid-missing"),
            ({"kid": "x"}, "id-token-key-unknown"),
        ],
    )
    def test_kid(self, lms, headers, code):
        token = lms.sign(lms.claims(), headers)
        assert self.refused(lms, {"state": "state-1", "id_token": token}) == code

    def test_forged_and_changed(self, lms):
        good = lms.sign(lms.claims())
        stranger = jwt.encode(lms.claims(), make_key().private, "RS256", {"kid": lms.key.kid})
        head, _, signature = good.split(".")
        body = lms.sign(lms.claims(sub="user-1")).split(".")[1]
        for token in (stranger, f"{head}.{body}.{signature}", f"{head}.{body}."):
            assert self.refused(lms, {"state": "state-1", "id_token": token}) == "id-token-signature"

    @pytest.mark.filterwarnings("ignore:The HMAC key")  # short on purpose: it never gets that far
    def test_neither_none_nor_symmetric(self, lms):
        public = json.dumps(lms.key.kid)
        unsigned = jwt.encode(lms.claims(), None, "none", {"kid": lms.key.kid})
        shared = jwt.encode(lms.claims(), public, "HS256", {"kid": lms.key.kid})
        for token in (unsigned, shared):
            assert self.refused(lms, {"state": "state-1", "id_token": token}) == "id-token-algorithm"
        assert not lms.fetched

    @pytest.mark.parametrize(
        "token", ["a", "a.b", "a.b.c", "....", "é.é.é", "e30.e30.e30", "\ud800.a.b", "x" * 200_000]
    )
    def test_unreadable(self, lms, token):
        assert self.refused(lms, {"state": "state-1", "id_token": token}).startswith("id-token-")

    def test_nested_too_deep_or_not_json(self, lms):
        for payload in (b"[" * 90_000, b'{"exp": NaN}', b"{" + b'"a":' * 5, b'{"exp": ' + b"9" * 5000 + b"}"):
            token = jwt.PyJWS().encode(payload, lms.key.private, "RS256", headers={"kid": lms.key.kid})
            assert self.refused(lms, {"state": "state-1", "id_token": token}) == "id-token-unreadable"

    def test_state(self, lms):
        token = lms.sign(lms.claims())
        assert self.refused(lms, {"id_token": token}) == "launch-state-missing"
        assert self.refused(lms, {"state": "é", "id_token": token}) == "launch-state-mismatch"
        assert self.refused(lms, {"state": "state-1"}) == "id-token-missing"
        assert self.refused(lms, {"state": "state-1", "id_token": token}, nonce="nonce-2") == "id-token-nonce"

    def test_another_platforms_login(self, lms):
        """The state and nonce of a login at one platform do not serve a token of another one."""
        other = type(lms.platform)(2, "https://other.test", "client-1", "", "", "https://other.test/jwks")
        fields = {"state": "state-1", "id_token": lms.sign(lms.claims())}
        assert self.refused(lms, fields, platform=other) == "id-token-issuer"

    def test_keys_are_fetched_once(self, lms):
        keys = PlatformKeys(lms.fetch)
        fields = {"state": "state-1", "id_token": lms.sign(lms.claims())}
        for _ in range(5):
            read(fields, lms.attempt(), keys, lms.now)
        assert lms.fetched == [lms.platform.keyset_url]


class TestPlatformSaysNo:
    def test_in_its_own_words_and_who_can_mend_it(self, lms):
        fields = {"state": "state-1", "error": "invalid_request", "error_description": "no\n such\ttool"}
        with pytest.raises(LaunchError) as caught:
            read(fields, lms.attempt(), PlatformKeys(lms.fetch), lms.now)
        assert caught.value.code == "platform-said-no"
        assert caught.value.mender == "administrator"
        assert caught.value.data == {"error": "invalid_request", "words": "no such tool"}

    def test_the_learner_is_signed_out(self, lms):
        fields = {"state": "state-1", "error": "login_required"}
        with pytest.raises(LaunchError) as caught:
            read(fields, lms.attempt(), PlatformKeys(lms.fetch), lms.now)
        assert caught.value.mender == "learner"

    def test_the_state_finds_the_attempt(self):
        assert state_of({"state": "s", "error": "x"}) == "s"
        for fields, code in (({"error": "x"}, "platform-said-no"), ({"state": ""}, "launch-state-missing")):
            with pytest.raises(LaunchError) as caught:
                state_of(fields)
            assert caught.value.code == code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)
def words(text):
    return text.split()


NAMES = [
    *words("iss aud azp sub exp iat nbf nonce name given_name locale"),
    *(ENDPOINT, ROSTER, DEEP_LINKING),
    *(LTI + name for name in words("message_type version deployment_id target_link_uri resource_link")),
    *(LTI + name for name in words("roles context custom launch_presentation tool_platform for_user lis")),
]
MEMBERS = words(
    "id title label lineitem lineitems scope context_memberships_url user_id locale return_url "
    "document_target deep_link_return_url accept_types data person_sourcedid"
)
SECTIONS = st.fixed_dictionaries({}, optional=dict.fromkeys(MEMBERS, JSON))
KINDS = st.sampled_from(["LtiResourceLinkRequest", "LtiDeepLinkingRequest", "LtiSubmissionReviewRequest"])
unhurried = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class TestHostile:
    """Whatever is in the form, the answer is a launch or a LaunchError with a code."""

    @unhurried
    @given(changed=st.dictionaries(st.sampled_from(NAMES), JSON | SECTIONS, max_size=6), kind=KINDS)
    def test_any_json_in_any_claim(self, lms, changed, kind):
        claims = lms.claims(message_type=kind) | {DEEP_LINKING: SETTINGS} | changed
        outcome = self.outcome(lms, claims)
        assert set(outcome) <= set(string.ascii_lowercase + "-")

    @staticmethod
    def outcome(lms, claims):
        try:
            launch = lms.launch(claims, anonymous=True)
        except LaunchError as error:
            return error.code
        kept = [launch.sub, launch.deployment_id, launch.name, launch.locale, *launch.custom.values()]
        assert "\0" not in "".join(text or "" for text in kept)
        return launch.kind

    @unhurried
    @given(fields=st.dictionaries(st.sampled_from(["state", "id_token", "error"]), st.text(max_size=60)))
    def test_any_text_in_any_field(self, lms, fields):
        with pytest.raises(LaunchError):
            read({"state": "state-1"} | fields, lms.attempt(), PlatformKeys(lms.fetch), lms.now)

    @unhurried
    @given(header=JSON, body=JSON, signature=st.binary(max_size=40))
    def test_any_token(self, lms, header, body, signature):
        parts = (json.dumps(header).encode(), json.dumps(body).encode(), signature)
        token = ".".join(jwt.utils.base64url_encode(part).decode() for part in parts)
        fields = {"state": "state-1", "id_token": token}
        with pytest.raises(LaunchError):
            read(fields, lms.attempt(), PlatformKeys(lms.fetch), lms.now)

    def test_later_is_never_too_late_to_refuse(self, lms):
        fields = {"state": "state-1", "id_token": lms.sign(lms.claims())}
        with pytest.raises(LaunchError):
            read(fields, lms.attempt(), PlatformKeys(lms.fetch), lms.now + timedelta(days=10_000))
