"""Launches and deep linking, with Open edX's own code as the platform; its quirks are pinned here."""

import json
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest

from mooc_tool.errors import LaunchError
from mooc_tool.lti.deep_linking import Item, response_token
from mooc_tool.lti.http import fetch_key_set
from mooc_tool.lti.lines import SCOPE, LineSpec

pytestmark = [
    pytest.mark.edx,
    pytest.mark.skipif(find_spec("lti_consumer") is None, reason="lti-consumer-xblock is not installed"),
]

LAUNCH_URL = "https://tool.test/lti/launch"
BLOCK = "block-v1:FUN+ECO+2026+type@lti_consumer+block@e03"
RETURN_URL = "https://lms.test/dl-return"


class TestLaunch:
    def test_through_its_own_gate(self, block):
        login = block.login()
        launch = block.read(block.answer(login), login)
        assert (launch.kind, launch.sub, launch.deployment_id) == ("resource", "6f2c", "1")
        assert (launch.roles.learner, launch.roles.instructor) == (True, False)
        assert (launch.resource_link.id, launch.resource_link.title) == (BLOCK, None)
        assert (launch.context.id, launch.context.title) == ("course-v1:FUN+ECO+2026", "ECO")
        assert launch.grading.line_items == block.lines
        assert SCOPE in launch.grading.scopes
        assert launch.locale is None

    def test_staff(self, block):
        login = block.login(user_role="staff")
        assert block.read(block.answer(login), login).roles.instructor

    @pytest.mark.parametrize(
        ("role", "teaches"),
        [
            ("instructor", True),  # "Admin" of the course team: Administrator of the course
            ("limited_staff", True),
            ("global_staff", True),
            ("Community TA", False),  # Learner, and TeachingAssistant, a sub-role of Instructor
            ("beta_testers", False),
            ("student", False),
        ],
    )
    def test_who_teaches(self, block, role, teaches):
        login = block.login(user_role=role)
        assert block.read(block.answer(login), login).roles.instructor is teaches

    def test_a_declarative_block_brings_its_column(self, block, edx, monkeypatch):
        shown = SimpleNamespace(weight=1, display_name="Fill the cars")
        monkeypatch.setattr(edx.compat, "load_enough_xblock", lambda _location: shown)
        block.configuration.lti_advantage_ags_mode = "declarative"
        block.configuration.save()
        login = block.login()
        grading = block.read(block.answer(login), login).grading
        assert grading.line_item is not None
        assert grading.line_item.startswith(block.lines)
        assert SCOPE not in grading.scopes

    def test_its_question_mark_leaves_no_room_for_one_of_ours(self, block):
        consumer = block.configuration.get_lti_consumer()
        consumer.oidc_url = "https://tool.test/lti/login?x=1"
        data = block.edx.data.Lti1p3LaunchData(
            user_id=7, external_user_id="6f2c", user_role="student", config_id="c", resource_link_id=BLOCK
        )
        assert consumer.prepare_preflight_url(data).startswith("https://tool.test/lti/login?x=1?")

    def test_the_answer_to_another_login(self, block):
        form = block.answer(block.login())
        with pytest.raises(LaunchError, match="launch-state-mismatch"):
            block.read(form, block.login())

    def test_each_passport_is_a_client_of_its_own_and_serves_many_blocks(self, edx, key, passport, block):
        other = edx.models.Lti1p3Passport.objects.create()
        same = type(block)(edx, key, passport, f"{BLOCK}-2")
        foreign = type(block)(edx, key, other, f"{BLOCK}-3")
        assert block.platform.client_id == same.platform.client_id != foreign.platform.client_id
        assert block.platform.issuer == same.platform.issuer == foreign.platform.issuer
        assert block.platform.keyset_url == same.platform.keyset_url != foreign.platform.keyset_url
        login = same.login()
        assert same.read(same.answer(login), login).sub == "6f2c"

    def test_keys_have_neither_use_nor_alg(self, block):
        [published] = json.loads(fetch_key_set(block.http, block.platform.keyset_url))["keys"]
        assert "kid" in published
        assert not {"alg", "use"} & set(published)


class TestDeepLinking:
    @pytest.fixture
    def consumer(self, block):
        made = block.configuration.get_lti_consumer()
        made.enable_deep_linking(LAUNCH_URL, RETURN_URL)
        made.set_resource_link_claim(BLOCK)
        return made

    def launch(self, block, consumer, login):
        form = consumer.generate_launch_request(dict(parse_qsl(urlsplit(login.url).query)))
        return block.read(form, login)

    def test_request_and_answer(self, block, consumer):
        consumer.set_user_data("6f2c", "staff")
        login = block.login(consumer, user_role="staff", message_type="LtiDeepLinkingRequest")
        launch = self.launch(block, consumer, login)
        assert (launch.kind, launch.deep_linking.return_url) == ("deep-linking", RETURN_URL)

        line = LineSpec("Fill the cars", 10.0, "exercise", "remplir-les-voitures")
        item = Item("Fill the cars", f"{LAUNCH_URL}?exercise=1", custom={"unit": "2-1"}, line=line)
        for chosen in ([item], []):
            token = response_token(
                launch.deep_linking, chosen, block.platform, block.key, "1", datetime.now(UTC)
            )
            taken = consumer.check_and_decode_deep_linking_token(token)
            assert [one["custom"] for one in taken] == [one.custom for one in chosen]

    def test_a_column_that_a_link_brings_is_not_made(self, block, edx, consumer, monkeypatch):
        """Through its own view; what asks a whole Open edX whether the teacher may is put in its place."""
        monkeypatch.setattr(edx.compat, "user_has_studio_write_access", lambda _user, _course: True)
        block.configuration.lti_advantage_deep_linking_enabled = True
        block.configuration.save()
        consumer.set_user_data("6f2c", "staff")
        login = block.login(consumer, user_role="staff", message_type="LtiDeepLinkingRequest")
        launch = self.launch(block, consumer, login)
        line = LineSpec("Fill the cars", 10.0, "exercise", "remplir-les-voitures")
        item = Item("Fill the cars", f"{LAUNCH_URL}?exercise=1", custom={"unit": "2-1"}, line=line)
        token = response_token(launch.deep_linking, [item], block.platform, block.key, "1", datetime.now(UTC))
        request = import_module("django.test").RequestFactory().post("/", {"JWT": token})
        request.user = None
        views = import_module("lti_consumer.plugin.views")
        answer = views.deep_linking_response_endpoint(request, block.configuration.id)
        assert answer.status_code == 200
        [kept] = edx.models.LtiDlContentItem.objects.filter(lti_configuration=block.configuration)
        assert kept.attributes["custom"] == {"unit": "2-1"}
        made = edx.models.LtiAgsLineItem.objects.filter(lti_configuration=block.configuration)
        assert [one.tag for one in made if one.tag == "exercise"] == []

    def test_a_deep_linked_item_is_launched_at_another_target_than_announced(self, block, consumer):
        consumer.set_user_data("6f2c", "student")
        consumer.set_dl_content_launch_parameters(url=f"{LAUNCH_URL}?exercise=1", custom={"unit": "2-1"})
        login = block.login()
        assert login.request.target_link_uri == LAUNCH_URL
        launch = self.launch(block, consumer, login)
        assert launch.target_link_uri == f"{LAUNCH_URL}?exercise=1"
        assert launch.custom == {"unit": "2-1"}
