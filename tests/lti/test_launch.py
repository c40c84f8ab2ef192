"""Which launches are accepted, as what, and with which code the others are refused."""

import json
import string
from datetime import timedelta

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mooc_tool.errors import LaunchError
from mooc_tool.lti.keys import PlatformKeys, make_key
from mooc_tool.lti.launch import Grading, read, state_of

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
COURSE = "http://purl.imsglobal.org/vocab/lis/v2/membership"
SETTINGS = {
    "deep_link_return_url": "https://lms.test/return",
    "accept_types": ["link", "ltiResourceLink"],
    "accept_presentation_document_targets": ["iframe"],
}


def refusal(lms, claims, **how):
    with pytest.raises(LaunchError) as caught:
        lms.launch(claims, **how)
    return caught.value.code


PERSON = {"given_name": "Ana", "family_name": "Lopez", "name": "Ana Lopez", "email": "ana@lms.test"}
VARIANTS = {  # roles, where R0 stands for the one tried; and the person
    "plain": ([f"{COURSE}#R0"], PERSON),
    "several roles": ([f"{COURSE}#R0", f"{COURSE}#Mentor"], PERSON),
    "short role": (["R0"], PERSON),
    "unknown role beside": ([f"{COURSE}#R0", "https://lms.test/roles#Wizard"], PERSON),
    "no role": ([""], PERSON),
    "email only": ([f"{COURSE}#R0"], {"email": "ana@lms.test"}),
    "names only": ([f"{COURSE}#R0"], {"given_name": "Ana", "family_name": "Lopez"}),
    "nothing personal": ([f"{COURSE}#R0"], {}),
    "email, no context": ([f"{COURSE}#R0"], {"email": "ana@lms.test", "context": None}),
}


class TestGoodLaunches:
    """The 18 of the certification suite (guide 1.3, 6.1.2 and 6.1.3), and what real platforms send."""

    @pytest.mark.parametrize("role", ["Instructor", "Learner"])
    @pytest.mark.parametrize("variant", list(VARIANTS))
    def test_certification(self, lms, role, variant):
        roles, person = VARIANTS[variant]
        launch = lms.launch(lms.claims(roles=[said.replace("R0", role) for said in roles], **person))
        expected = variant != "no role"
        assert launch.roles.instructor == (expected and role == "Instructor")
        assert launch.roles.learner == (expected and role == "Learner")
        assert (launch.context is None) == (variant == "email, no context")
        assert launch.name == ("Ana Lopez" if "family_name" in person else None)

    def test_everything_that_a_platform_may_say(self, lms):
        endpoint = {
            "lineitem": "https://lms.test/lines/1?type_id=2",
            "lineitems": "https://lms.test/lines",
            "scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"],
        }
        extra = {
            ENDPOINT: endpoint,
            ROSTER: {"context_memberships_url": "https://lms.test/members", "service_versions": ["2.0"]},
            LTI + "custom": {"exercise": "fill-the-cars", "canvas_user": 17, "flag": True, "nothing": None},
            LTI + "launch_presentation": {
                "locale": "fr_FR",
                "document_target": "iframe",
                "return_url": "https://lms.test/course/3",
            },
            LTI + "tool_platform": {"guid": "x", "product_family_code": "Moodle"},
            LTI + "unknown": {"a": [1]},
        }
        launch = lms.launch(lms.claims(**extra))
        scopes = tuple(endpoint["scope"])
        assert launch.kind == "resource"
        assert launch.grading == Grading(endpoint["lineitem"], endpoint["lineitems"], scopes)
        assert launch.members_url == "https://lms.test/members"
        assert launch.custom == {"exercise": "fill-the-cars", "canvas_user": "17"}
        assert (launch.locale, launch.document_target, launch.family) == ("fr_FR", "iframe", "moodle")
        assert launch.return_url == "https://lms.test/course/3"
        assert (launch.context.title, launch.resource_link.id) == ("Économie collaborative", "link-1")

    @pytest.mark.parametrize(
        "changed",
        [
            {"aud": ["client-1"]},
            {"aud": ["other", "client-1"], "azp": "client-1"},
            {"azp": "client-1"},
            {"roles": []},
            {"target_link_uri": "https://tool.test/lti/launch?exercise=1"},
            {"target_link_uri": "https://TOOL.test:443/deep/in"},
            {LTI + "custom": None},
            {LTI + "launch_presentation": {"return_url": "javascript:alert(1)", "locale": 5}},
            {"resource_link": {"id": "link-1", "title": 5, "description": None}},
        ],
    )
    def test_unusual_and_right(self, lms, changed):
        assert lms.launch(lms.claims(**changed)).return_url is None

    @pytest.mark.parametrize(
        "shift", [{"iat": 2}, {"iat": 59}, {"nbf": 30}, {"exp": -10}, {"exp": -59}, {"iat": -3600}]
    )
    def test_clocks_may_differ_by_a_minute(self, lms, shift):
        seconds = int(lms.now.timestamp())
        assert lms.launch(lms.claims(**{name: seconds + by for name, by in shift.items()})).sub == "user-7"

    def test_deep_linking_needs_no_target_and_no_resource_link(self, lms):
        launch = lms.launch(self.deep_linking(lms, SETTINGS))
        assert launch.kind == "deep-linking"
        assert launch.deep_linking.return_url == "https://lms.test/return"
        assert launch.deep_linking.accept_line_item is None

    @staticmethod
    def deep_linking(lms, content):
        kind = {"message_type": "LtiDeepLinkingRequest", "target_link_uri": None, "resource_link": None}
        return lms.claims(**kind, **{DEEP_LINKING: content})

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (None, "deep-linking-return-missing"),
            (SETTINGS | {"deep_link_return_url": "javascript:alert(1)"}, "claim-unreadable"),
            (SETTINGS | {"accept_types": ["html"]}, "deep-linking-unsupported"),
            ("text", "claim-unreadable"),
        ],
    )
    def test_deep_linking_that_leads_nowhere(self, lms, content, code):
        assert refusal(lms, self.deep_linking(lms, content)) == code

    def test_submission_review_names_the_learner_and_the_line(self, lms):
        review = {
            "message_type": "LtiSubmissionReviewRequest",
            "resource_link": None,
            LTI + "for_user": {"user_id": "user-9"},
            ENDPOINT: {"lineitem": "https://lms.test/lines/1"},
        }
        assert lms.launch(lms.claims(**review)).for_user == "user-9"
        assert refusal(lms, lms.claims(**review | {LTI + "for_user": {}})) == "review-user-missing"
        assert refusal(lms, lms.claims(**review | {ENDPOINT: None})) == "review-line-missing"

    def test_anonymous_only_where_allowed_and_only_if_nothing_is_told(self, lms):
        assert lms.launch(lms.claims(sub=None), anonymous=True).sub is None
        assert refusal(lms, lms.claims(sub=None)) == "subject-missing"
        for known in ({"name": "Ana"}, {"email": "a@b.fr"}, {LTI + "lis": {"person_sourcedid": "1"}}):
            assert refusal(lms, lms.claims(sub=None, **known), anonymous=True) == "subject-missing"


class TestBadLaunches:
    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            # the certification suite's (guide 1.3, 6.1.1), 3 to 12
            ({"version": "11.3.0"}, "version"),
            ({"version": None}, "version"),
            ({"iat": 11111, "exp": 22222}, "id-token-expired"),
            ({"message_type": None}, "message-type"),
            ({"roles": None}, "roles-missing"),
            ({"deployment_id": None}, "deployment-missing"),
            ({"resource_link": {"title": "no id"}}, "resource-link-missing"),
            ({"sub": None}, "subject-missing"),
            # what the library lets pass
            ({"exp": None}, "id-token-times-missing"),
            ({"iat": None}, "id-token-times-missing"),
            ({"exp": True}, "claim-unreadable"),
            ({"exp": 10**400}, "claim-unreadable"),
            ({"azp": "other"}, "id-token-azp"),
            ({"aud": ["client-1", "other"]}, "id-token-audience"),
            ({"aud": ["other", "client-1"]}, "id-token-audience"),
            ({"aud": ["other"], "azp": "client-1"}, "id-token-audience"),
            ({"aud": []}, "id-token-audience"),
            ({"aud": {"client-1": 1}}, "id-token-audience"),
            ({"aud": "other"}, "id-token-audience"),
            ({"sub": "s" * 300}, "claim-unreadable"),
            ({"sub": 7}, "claim-unreadable"),
            ({"sub": "a\0b"}, "claim-unreadable"),
            ({"sub": "a\ud800"}, "claim-unreadable"),
            ({"resource_link": {"id": "l" * 300}}, "claim-unreadable"),
            ({"resource_link": "link-1"}, "claim-unreadable"),
            ({"resource_link": None}, "resource-link-missing"),
            ({"roles": f"{COURSE}#Instructor"}, "claim-unreadable"),
            ({"roles": [7]}, "claim-unreadable"),
            ({"target_link_uri": None}, "target-missing"),
            ({"target_link_uri": "https://evil.test/lti/launch"}, "target-foreign"),
            ({"target_link_uri": "http://tool.test/lti/launch"}, "target-foreign"),
            ({"target_link_uri": "https://tool.test@evil.test/"}, "claim-unreadable"),
            ({"iss": "https://lms.test/"}, "id-token-issuer"),
            ({"iss": None}, "id-token-issuer"),
            ({"nonce": None}, "id-token-nonce"),
            ({"nonce": "nonce-2"}, "id-token-nonce"),
            ({"nonce": ["nonce-1"]}, "id-token-nonce"),
            ({"message_type": "LtiAssetProcessorSettingsRequest"}, "message-type"),
            ({"message_type": ["LtiResourceLinkRequest"]}, "message-type"),
            ({"version": 1.3}, "version"),
            ({ENDPOINT: {"lineitem": "file:///etc/passwd"}}, "claim-unreadable"),
            ({ROSTER: {"context_memberships_url": 5}}, "claim-unreadable"),
        ],
    )
    def test_one_thing_wrong(self, lms, changed, code):
        assert refusal(lms, lms.claims(**changed)) == code

    @pytest.mark.parametrize(
        ("shift", "code"),
        [
            ({"exp": -60}, "id-token-expired"),
            ({"iat": 61}, "id-token-early"),
            ({"nbf": 61}, "id-token-early"),
            ({"iat": -3661}, "id-token-old"),
        ],
    )
    def test_clocks_may_differ_by_no_more(self, lms, shift, code):
        seconds = int(lms.now.timestamp())
        assert refusal(lms, lms.claims(**{name: seconds + by for name, by in shift.items()})) == code

    def test_not_an_lti_message(self, lms):
        assert refusal(lms, {"name": "badltilaunch"}) == "id-token-nonce"
        plain = {name: value for name, value in lms.claims().items() if not name.startswith(LTI)}
        assert refusal(lms, plain) == "deployment-missing"
        assert refusal(lms, ["a", "list"]) == "id-token-unreadable"

    def test_another_deployment_than_the_login_named(self, lms):
        assert lms.launch(lms.claims(), deployment_id="deployment-1").deployment_id == "deployment-1"
        assert refusal(lms, lms.claims(), deployment_id="deployment-2") == "deployment-mismatch"


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
    max_leaves=8,
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
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
