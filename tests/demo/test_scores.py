"""The score service, the results, and the gradebook's history."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mooc_tool.demo.state import scopes
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.scores import read_score
from tests.demo.paper import any_json, read_or_refused, score

MEDIA = "application/vnd.ims.lis.v1.score+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"


@pytest.fixture
def send(services, line_item):
    token = services.token()
    path = f"/lti/courses/1/line-items/{line_item.line_item_id}/scores"

    def post(document, **more):
        return services.call("POST", path, json=document, **{"media": MEDIA, "token": token, **more})

    return post


@pytest.fixture
def results(services, line_item):
    path = f"/lti/courses/1/line-items/{line_item.line_item_id}/results"
    return lambda query="": services.call("GET", f"{path}?{query}", media=RESULTS)


def test_a_score_reaches_the_gradebook(send, lms, line_item, clock):
    answer = send(score())
    assert answer.status_code == 200
    assert answer.json()["resultUrl"].endswith("/line-items/1/results?user_id=amina")
    standing = lms.gradebook.standing(line_item.line_item_id, "amina")
    assert (standing.score.given, standing.score.comment) == (80, "Well done")
    assert standing.received_at == clock()


def test_only_a_later_timestamp_is_applied(send, lms, line_item):
    assert send(score(minute=2)).status_code == 200
    assert send(score(minute=2)).status_code == 409
    assert send(score(minute=2, scoreGiven=81)).status_code == 409
    assert send(score(minute=1, scoreGiven=5)).status_code == 409
    assert send(score(timestamp="2026-03-02T09:02:00.000001+00:00", scoreGiven=90)).status_code == 200
    assert send(score("hugo", minute=1)).status_code == 200
    history = lms.gradebook.history(line_item.line_item_id, "amina")
    assert [one.outcome for one in history] == ["applied", "repeated", "conflicting", "older", "applied"]
    assert lms.gradebook.standing(line_item.line_item_id, "amina").score.given == 90


def test_zones_are_compared_as_moments(send):
    assert send(score(timestamp="2026-03-02T10:00:00+01:00")).status_code == 200
    assert send(score(timestamp="2026-03-02T09:00:00Z")).status_code == 409


def test_a_score_without_points_takes_the_grade_away(send, results):
    send(score(minute=1))
    assert send(score(minute=2, scoreGiven=None, scoreMaximum=None)).status_code == 200
    assert results().json() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"userId": None},
        {"userId": 7},
        {"timestamp": None},
        {"timestamp": "yesterday"},
        {"timestamp": "2026-03-02T09:00:00"},
        {"timestamp": "2026-03-02"},
        {"scoreMaximum": None},
        {"scoreMaximum": 0},
        {"scoreGiven": -1},
        {"scoreGiven": "80"},
        {"scoreGiven": True},
        {"activityProgress": None},
        {"activityProgress": "Done"},
        {"gradingProgress": "Graded"},
        {"comment": 7},
    ],
)
def test_a_wrong_score_is_refused(send, lms, changes):
    answer = send(score(**changes))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_score")
    assert lms.gradebook.history() == []


def test_whoever_is_no_learner_of_the_course_is_refused(send, lms):
    assert send(score("nobody")).json()["error"] == "unknown_user"
    assert send(score("claire")).json()["error"] == "not_gradable"
    lms.people.enrol(1, ["hugo"], "Inactive")
    assert send(score("hugo")).status_code == 404


def test_a_past_due_date_is_refused(services, lms, tool, clock):
    other = {"endDateTime": "2026-03-02T09:31:00Z"}
    item = lms.line_items.create(LineItem(1, tool.client_id, "Closing", 10.0, other=other))
    path = f"/lti/courses/1/line-items/{item.line_item_id}/scores"
    assert services.call("POST", path, json=score(minute=1), media=MEDIA).status_code == 200
    clock.pass_by(minutes=2)
    late = services.call("POST", path, json=score(minute=2), media=MEDIA)
    assert (late.status_code, late.json()["error"]) == (403, "past_due")


def test_half_a_character_is_refused(send):
    assert send(score("\ud800")).status_code == 400
    assert send(score(comment="\ud800")).status_code == 400


def test_rights_media_types_and_addresses_count(send, services):
    assert send(score(), media="application/json").status_code == 415
    assert send(score(), token=services.token(scopes.LINE_ITEM)).status_code == 403
    assert send(score(), token="made-up").status_code == 401
    path = "/lti/courses/1/line-items/99/scores"
    assert services.call("POST", path, json=score(), media=MEDIA).status_code == 404


def test_results_are_on_the_line_item_s_scale(send, results):
    send(score(scoreGiven=8, scoreMaximum=10))
    send(score("hugo", scoreGiven=3, gradingProgress="Pending"))
    [result] = results().json()
    assert (result["userId"], result["resultScore"], result["resultMaximum"]) == ("amina", 80, 100)


def test_results_have_pages_and_a_filter(send, results, services):
    for user in ("amina", "hugo", "emma"):
        send(score(user))
    first = results("limit=2")
    assert [one["userId"] for one in first.json()] == ["amina", "emma"]
    rest = services.call("GET", first.links["next"]["url"], media=RESULTS)
    assert [one["userId"] for one in rest.json()] == ["hugo"]
    assert [one["userId"] for one in results("user_id=emma").json()] == ["emma"]
    assert results("user_id=nobody").json() == []


def test_results_need_their_scope_and_type(services, line_item):
    path = f"/lti/courses/1/line-items/{line_item.line_item_id}/results"
    assert services.call("GET", path, media=RESULTS, token=services.token(scopes.SCORE)).status_code == 403
    assert services.call("GET", path, media="application/json").status_code == 406


members = st.sampled_from(sorted(score()))


@given(st.dictionaries(members, any_json()), st.sets(members))
def test_any_json_is_a_score_or_refused(changes, missing):
    document = {name: value for name, value in {**score(), **changes}.items() if name not in missing}
    read = read_or_refused(lambda: read_score(document))
    if read:
        assert read.given is None or (read.given >= 0 and read.maximum > 0)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 10**6), st.integers(-14, 14))
def test_timestamps_are_compared_to_the_microsecond_in_any_zone(moment, later, hours):
    zone = timezone(timedelta(hours=hours))
    assume(datetime.min.replace(tzinfo=UTC) + timedelta(days=2) < moment)
    assume(moment < datetime.max.replace(tzinfo=UTC) - timedelta(days=2))

    def micros(one):
        return read_score(score(timestamp=one.isoformat())).micros

    other = (moment + timedelta(microseconds=later)).astimezone(zone)
    assert micros(other) - micros(moment) == later
