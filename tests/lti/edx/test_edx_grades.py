"""Line items and scores, with Open edX's own views and gradebook signal; its quirks are pinned here."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

import pytest

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.connector import Token
from mooc_tool.lti.lines import SCOPE, LineSpec, find_or_create, rename
from mooc_tool.lti.members import everybody
from mooc_tool.lti.scores import SCOPE as SCORE
from mooc_tool.lti.scores import Score, score_bytes, send

pytestmark = [
    pytest.mark.edx,
    pytest.mark.skipif(find_spec("lti_consumer") is None, reason="lti-consumer-xblock is not installed"),
]

BLOCK = "block-v1:FUN+ECO+2026+type@lti_consumer+block@e03"
RESULT = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
SPEC = LineSpec("Fill the cars", 10.0, "exercise", "remplir-les-voitures", BLOCK)


class TestGrades:
    def score(self, line, moment, given=7.5):
        return Score(line, "6f2c", given, 10.0, "3 of 4 matched", moment)

    def test_line_score_and_gradebook(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC).url
        assert find_or_create(block.connector(), block.lines, SPEC).url == line
        assert send(block.connector(), self.score(line, datetime.now(UTC))).status == 201
        assert block.published == [("6f2c", 0.75, "3 of 4 matched")]
        assert len(block.tokens) == 2

    def test_a_line_without_the_blocks_own_link_never_reaches_the_gradebook(self, block):
        line = find_or_create(block.connector(), block.lines, LineSpec("L", 10.0, "exercise", "other")).url
        assert send(block.connector(), self.score(line, datetime.now(UTC))).status == 201
        assert block.published == []

    def test_an_older_or_equal_timestamp_is_superseded(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC).url
        now = datetime.now(UTC)
        send(block.connector(), self.score(line, now))
        for moment in (now, now - timedelta(seconds=1)):
            with pytest.raises(PlatformError) as caught:
                send(block.connector(), self.score(line, moment))
            assert (caught.value.code, caught.value.status) == ("score-superseded", 400)
        later = self.score(line, now + timedelta(microseconds=1))
        assert send(block.connector(), later).status == 201

    def test_a_zero_reaches_the_gradebook(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC).url
        send(block.connector(), self.score(line, datetime.now(UTC), given=0.0))
        assert block.published == [("6f2c", 0.0, "3 of 4 matched")]

    def test_a_bad_token_is_403_and_renewed(self, block):
        name = f"1 {SCOPE}"
        block.tokens[name] = Token("bad", datetime.now(UTC) + timedelta(hours=1))
        assert find_or_create(block.connector(), block.lines, SPEC)
        assert block.tokens[name].value != "bad"

    @pytest.mark.parametrize("spec", [LineSpec("L", 12.5, "t", "r", BLOCK), LineSpec("L", 10.0, "tag")])
    def test_lines_that_it_does_not_take(self, block, spec):
        with pytest.raises(PlatformError) as caught:
            find_or_create(block.connector(), block.lines, spec)
        assert (caught.value.code, caught.value.status) == ("platform-refused", 400)

    def test_a_column_is_renamed(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC).url
        assert rename(block.connector(), line, SPEC.label, "Remplir les voitures")
        held = block.connector().request(
            "GET", line, [SCOPE], accept="application/vnd.ims.lis.v2.lineitem+json"
        )
        assert (held.json()["label"], held.json()["scoreMaximum"]) == ("Remplir les voitures", 10)

    def test_after_the_due_date_a_score_is_taken_and_dropped(self, block, monkeypatch):
        load = block.load

        def late(location):
            loaded = load(location)
            loaded.is_past_due, loaded.accept_grades_past_due = lambda: True, False
            return loaded

        monkeypatch.setattr(block.edx.compat, "load_block_as_user", late)
        line = find_or_create(block.connector(), block.lines, SPEC).url
        assert send(block.connector(), self.score(line, datetime.now(UTC))).status == 201
        assert block.published == []

    def test_a_score_of_somebody_whom_it_no_longer_knows_breaks_it(self, block, edx, monkeypatch):
        def nobody(_user):
            raise import_module("lti_consumer.exceptions").LtiError("Invalid User")

        monkeypatch.setattr(edx.compat, "get_user_from_external_user_id", nobody)
        monkeypatch.setattr(edx.client, "raise_request_exception", False)
        line = find_or_create(block.connector(), block.lines, SPEC).url
        with pytest.raises(TryLater) as caught:
            send(block.connector(), self.score(line, datetime.now(UTC)))
        assert (caught.value.code, caught.value.status) == ("platform-failing", 500)
        assert block.published == []

    def test_only_a_full_grade_reaches_the_gradebook(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC).url
        body = json.loads(score_bytes(self.score(line, datetime.now(UTC)))) | {"gradingProgress": "Pending"}
        sent = {"data": json.dumps(body).encode(), "content_type": "application/vnd.ims.lis.v1.score+json"}
        assert block.connector().request("POST", f"{line}/scores", [SCORE], **sent).status == 201
        assert block.published == []

    def test_results_of_one_learner_by_path_and_not_by_parameter(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC).url
        for user in ("6f2c", "7a1b"):
            send(block.connector(), replace(self.score(line, datetime.now(UTC)), user=user))
        media = "application/vnd.ims.lis.v2.resultcontainer+json"
        by_parameter = block.connector().request(
            "GET", f"{line}/results?user_id=7a1b", [RESULT], accept=media
        )
        by_path = block.connector().request("GET", f"{line}/results/7a1b", [RESULT], accept=media)
        assert len(by_parameter.json()) == 2
        assert [one["userId"] for one in by_path.json()] == ["7a1b"]

    def test_a_column_is_not_deleted_by_tools(self, block):
        line = find_or_create(block.connector(), block.lines, SPEC).url
        media = "application/vnd.ims.lis.v2.lineitem+json"
        with pytest.raises(PlatformError) as caught:
            block.connector().request("DELETE", line, [SCOPE], accept=media)
        assert (caught.value.code, caught.value.status) == ("access-refused", 403)


class TestRoster:
    """Names and roles; what only a whole Open edX has is put in its place."""

    @pytest.fixture
    def course(self, edx, monkeypatch):
        found = {
            number: {"id": number, "username": f"u{number}", "roles": [role], "external_id": f"sub-{number}"}
            for number, role in enumerate(("student", "student", "staff", "instructor"), start=1)
        }
        compat = edx.compat
        monkeypatch.setattr(compat, "get_course_members", lambda _key: found)
        monkeypatch.setattr(compat, "merge_course_forum_roles", lambda _key, _members: None)
        views = import_module("lti_consumer.plugin.views")
        monkeypatch.setattr(
            views.LtiNrpsContextMembershipViewSet, "attach_external_user_ids", lambda _self, _data: None
        )
        monkeypatch.setattr(views, "get_lti_pii_sharing_state_for_course", lambda _key: False)
        return found

    @pytest.fixture
    def url(self, block):
        return f"https://lms.test/api/lti_consumer/v1/lti/{block.configuration.id}/memberships"

    def test_everybody_without_names_or_differences(self, block, course, url):
        [page] = everybody(block.connector(), url)
        assert {one.user for one in page.members if one.learns} == {"sub-1", "sub-2"}
        assert {one.name for one in page.members} == {None}
        assert page.differences is None
        pages = list(everybody(block.connector(), f"{url}?limit=3"))
        assert [len(page.members) for page in pages] == [3, len(course) - 3]

    @pytest.mark.usefixtures("course")
    def test_a_course_above_the_limit(self, block, url, edx, monkeypatch):
        def too_many(_key):
            raise import_module("lti_consumer.exceptions").LtiError("NRPS is not available")

        monkeypatch.setattr(edx.compat, "get_course_members", too_many)
        with pytest.raises(PlatformError) as caught:
            list(everybody(block.connector(), url))
        assert (caught.value.code, caught.value.status) == ("roster-too-large", 403)
