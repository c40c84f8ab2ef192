"""Launches: what the platform tells a tool, and what it refuses to tell."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from mooc_tool.demo.claims import AGS, DEEP_LINKING, LTI, NRPS
from mooc_tool.demo.state.line_items import LineItem
from tests.demo.paper import LMS_URL, TOOL_URL


@pytest.fixture
def activity(lms, tool):
    return lms.courses.add_activity(
        1, tool.client_id, "Fill the cars", tool.target_url, custom={"exercise": "e03", "who": "$User.id"}
    )


def test_a_learner_launches(visit, activity, paper, lms):
    answer = visit("amina").launch(activity.activity_id)
    assert answer.status_code == 200
    assert paper.posted[-1]["state"] == "state-1"
    claims = paper.last_claims(lms)
    assert (claims["sub"], claims["nonce"], claims["name"]) == ("amina", "nonce-1", "Amina Benali")
    assert claims["exp"] - claims["iat"] == 60
    assert claims[f"{LTI}/message_type"] == "LtiResourceLinkRequest"
    assert claims[f"{LTI}/resource_link"]["id"] == str(activity.activity_id)
    assert claims[f"{LTI}/custom"] == {"exercise": "e03", "who": "amina"}
    assert claims[f"{LTI}/roles"][0].endswith("membership#Learner")
    assert claims[f"{AGS}/endpoint"]["lineitems"] == f"{LMS_URL}/lti/courses/1/line-items"
    assert claims[f"{NRPS}/namesroleservice"]["context_memberships_url"].startswith(LMS_URL)


def test_the_teacher_launches_as_instructor_in_a_window(visit, activity, paper, lms):
    visit("claire").launch(activity.activity_id, window="window")
    claims = paper.last_claims(lms)
    assert claims[f"{LTI}/roles"][0].endswith("membership#Instructor")
    assert claims[f"{LTI}/launch_presentation"]["document_target"] == "window"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_login_begins_by_get_or_post(visit, activity, lms, method):
    lms.set(login_method=method)
    visitor = visit("amina")
    assert visitor.launch(activity.activity_id).status_code == 200
    login = next(step for step in visitor.steps if step.url.startswith(f"{TOOL_URL}/login"))
    assert login.request.method == method


@pytest.mark.parametrize(("storage", "target"), [("on", "_parent"), ("silent", "_parent"), ("off", None)])
def test_the_storage_target_is_named_if_there_is_one(visit, activity, lms, storage, target):
    lms.set(storage=storage, login_method="POST")
    page = visit("amina").visit(f"{LMS_URL}/activities/{activity.activity_id}/launch").text
    assert ('name="lti_storage_target" value="_parent"' in page) == (target is not None)
    assert f'data-storage="{storage}"' in visit("amina").visit(f"{LMS_URL}/activities/1").text


def test_names_can_be_kept_back(visit, activity, paper, lms):
    lms.set(names=False)
    visit("amina").launch(activity.activity_id)
    assert not {"name", "given_name", "family_name", "email"} & set(paper.last_claims(lms))


def test_a_line_item_is_named_only_if_it_is_the_only_one(visit, activity, paper, lms):
    item = LineItem(1, "paper", "Fill the cars", 100.0, activity_id=activity.activity_id)
    lms.line_items.create(item)
    visit("amina").launch(activity.activity_id)
    assert paper.last_claims(lms)[f"{AGS}/endpoint"]["lineitem"].endswith("/line-items/1")
    lms.line_items.create(item)
    visit("amina").launch(activity.activity_id)
    assert "lineitem" not in paper.last_claims(lms)[f"{AGS}/endpoint"]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"scope": "email"}, "invalid_scope"),
        ({"response_type": "code"}, "unsupported_response_type"),
        ({"response_mode": "query"}, "invalid_request"),
        ({"prompt": "login"}, "invalid_request"),
        ({"nonce": ""}, "invalid_request"),
        ({"lti_message_hint": ""}, "invalid_request"),
        ({"lti_message_hint": "{}"}, "invalid_request"),
        ({"lti_message_hint": "[" * 5000}, "invalid_request"),
        ({"login_hint": "nobody"}, "login_required"),
        ({"login_hint": "hugo"}, "login_required"),
    ],
)
def test_a_wrong_request_is_answered_with_an_error_at_the_tool(visit, activity, paper, changed, error):
    paper.asked = changed
    visit("amina").launch(activity.activity_id)
    assert paper.posted[-1]["error"] == error
    assert paper.posted[-1]["state"] == "state-1"
    assert "id_token" not in paper.posted[-1]


@pytest.mark.parametrize("changed", [{"client_id": "other"}, {"redirect_uri": "https://evil.test/launch"}])
def test_an_untrusted_request_is_answered_nowhere(visit, activity, paper, changed):
    paper.asked = changed
    answer = visit("amina").launch(activity.activity_id)
    assert answer.status_code == 400
    assert answer.url.startswith(f"{LMS_URL}/auth")
    assert paper.posted == []


def test_a_request_works_once(visit, activity, paper):
    visitor = visit("amina")
    visitor.launch(activity.activity_id)
    again = next(step.url for step in visitor.steps if step.url.startswith(f"{LMS_URL}/auth"))
    visitor.follow(again)
    assert paper.posted[-1]["error"] == "invalid_request"


def test_a_wrong_request_does_not_use_up_the_launch(visit, activity, paper):
    visitor = visit("amina")
    paper.asked = {"nonce": ""}
    visitor.launch(activity.activity_id)
    wrong = next(step.url for step in visitor.steps if step.url.startswith(f"{LMS_URL}/auth"))
    visitor.follow(f"{wrong}&nonce=nonce-2")
    assert "id_token" in paper.posted[-1]


def test_a_launch_grows_old(visit, activity, paper, clock):
    visitor = visit("amina")
    login = visitor.visit(f"{LMS_URL}/activities/{activity.activity_id}/launch").headers["Location"]
    clock.pass_by(minutes=11)
    visitor.follow(login)
    assert paper.posted[-1]["error"] == "invalid_request"


def test_the_hint_must_come_back_to_the_byte(visit, activity, paper):
    visitor = visit("amina")
    visitor.launch(activity.activity_id)
    hint = json.loads(_hint(visitor.steps))
    paper.asked = {"lti_message_hint": json.dumps(hint, separators=(",", ":"))}
    visitor.launch(activity.activity_id)
    assert paper.posted[-1]["error"] == "invalid_request"


def test_a_hint_without_the_cookie_still_says_who_it_is(visit, activity, paper, lms):
    login = visit("amina").visit(f"{LMS_URL}/activities/{activity.activity_id}/launch").headers["Location"]
    stranger = visit("nobody")
    stranger.follow(login)
    assert paper.last_claims(lms)["sub"] == "amina"


def test_deep_linking_says_what_it_accepts(visit, tool, paper, lms):
    lms.set(multiple=False, line_items=False)
    visit("claire").choose(tool.client_id)
    claims = paper.last_claims(lms)
    settings = claims[f"{DEEP_LINKING}/deep_linking_settings"]
    assert claims[f"{LTI}/message_type"] == "LtiDeepLinkingRequest"
    assert f"{LTI}/resource_link" not in claims
    assert (settings["accept_multiple"], settings["accept_lineitem"]) == (False, False)
    assert settings["data"]


def test_submission_review_names_the_learner_and_the_line_item(visit, line_item, paper, lms):
    visit("claire").review(line_item.line_item_id, "hugo")
    claims = paper.last_claims(lms)
    assert claims[f"{LTI}/message_type"] == "LtiSubmissionReviewRequest"
    assert claims[f"{LTI}/for_user"] == {"user_id": "hugo", "name": "Hugo Petit"}
    assert claims[f"{AGS}/endpoint"]["lineitem"].endswith(f"/line-items/{line_item.line_item_id}")


def test_a_copied_course_keeps_custom_parameters_and_tells_its_history(visit, tool, paper, lms):
    custom = {"exercise": "e03", "course": "$Context.id.history", "link": "$ResourceLink.id.history"}
    first = lms.courses.add_activity(1, tool.client_id, "Fill", tool.target_url, custom=custom)
    lms.line_items.create(LineItem(1, tool.client_id, "Fill", 50.0, tag="t", activity_id=first.activity_id))
    copy = lms.duplicate(1, "Copy")
    [activity] = lms.courses.activities(copy.course_id)
    [item] = lms.line_items.of_course(copy.course_id)
    assert activity.activity_id != first.activity_id
    assert (item.activity_id, item.tag, item.maximum) == (activity.activity_id, "t", 50.0)
    visit("hugo").launch(activity.activity_id)
    said = paper.last_claims(lms)[f"{LTI}/custom"]
    assert said == {"exercise": "e03", "course": "1", "link": str(first.activity_id)}


def test_keys_rotate_and_the_old_stay_published(visit, activity, paper, lms):
    visit("amina").launch(activity.activity_id)
    lms.rotate_keys()
    visit("hugo").launch(activity.activity_id)
    assert paper.last_claims(lms)["sub"] == "hugo"
    assert len(lms.keys.key_set(lms.now())["keys"]) == 2
    paper.posted.pop()
    assert paper.last_claims(lms)["sub"] == "amina"


def _hint(steps):
    login = next(step.url for step in steps if step.url.startswith(f"{TOOL_URL}/login"))
    return parse_qs(urlsplit(login).query)["lti_message_hint"][0]
