"""Which launches are accepted, as what, and with which code the others are refused."""

from dataclasses import replace

import pytest

from mooc_tool.errors import LaunchError
from mooc_tool.lti.launch import Grading

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
        assert refusal(lms, lms.claims(sub=None)) == "anonymous-refused"
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
            ({"sub": None}, "anonymous-refused"),
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


@pytest.mark.parametrize(("family", "teaches"), [("open-edx", True), ("moodle", False), ("generic", False)])
def test_an_administrator_of_the_course_teaches_on_open_edx_alone(lms, family, teaches):
    lms.platform = replace(lms.platform, family=family)
    administrator = ["http://purl.imsglobal.org/vocab/lis/v2/membership#Administrator"]
    assert lms.launch(lms.claims(roles=administrator)).roles.instructor is teaches
    elsewhere = ["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"]
    assert not lms.launch(lms.claims(roles=elsewhere)).roles.instructor
