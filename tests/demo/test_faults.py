"""Faults on demand, in this process and over a socket."""

import pytest
import requests

from mooc_tool.demo.state.faults import FaultPlan, Faults
from tests.demo.paper import LMS_URL, score

MEDIA = "application/vnd.ims.lis.v1.score+json"


@pytest.fixture
def send(services, line_item):
    token = services.token()
    path = f"/lti/courses/1/line-items/{line_item.line_item_id}/scores"
    return lambda minute=1: services.call("POST", path, json=score(minute=minute), media=MEDIA, token=token)


def test_no_faults_unless_asked_for():
    faults = Faults()
    assert {faults.draw("scores") for _ in range(100)} == {None}


def test_draws_are_repeatable_and_have_their_shares():
    plan = FaultPlan(error_before=0.2, cut_after=0.1, seed=7)
    first, second = Faults(plan), Faults(plan)
    drawn = [first.draw("scores") for _ in range(2000)]
    assert drawn == [second.draw("scores") for _ in range(2000)]
    assert first.met == {"error-before": drawn.count("error-before"), "cut-after": drawn.count("cut-after")}
    assert 330 < first.met["error-before"] < 470
    assert 140 < first.met["cut-after"] < 260


def test_services_and_tokens_are_apart():
    faults = Faults(FaultPlan(error_before=1.0, token_error=1.0, services=("scores",)))
    assert faults.draw("scores") == "error-before"
    assert faults.draw("roster") is None
    assert faults.draw("token") == "token-error"
    faults.change(outage=True)
    assert faults.draw("roster") == "outage"
    faults.lift()
    assert faults.draw("scores") is None


@pytest.mark.parametrize(
    "wrong",
    [{"error_before": 1.5}, {"html": -0.1}, {"html": 0.6, "hang": 0.6}, {"services": ["mail"]}, {"x": 1}],
)
def test_a_wrong_plan_is_refused(wrong):
    with pytest.raises(ValueError, match=r"fault|service"):
        Faults().change(**wrong)


@pytest.mark.parametrize(
    ("plan", "status", "recorded"),
    [
        ({"outage": True}, 503, False),
        ({"error_before": 1.0}, 500, False),
        ({"error_after": 1.0}, 500, True),
        ({"too_many": 1.0, "retry_after": 9}, 429, False),
        ({"revoked": 1.0}, 401, False),
        ({"html": 1.0}, 200, True),
        ({"slow": 1.0, "slow_seconds": 0.01}, 200, True),
    ],
)
def test_answers_are_spoilt_before_or_after_recording(send, lms, plan, status, recorded):
    lms.faults.set(FaultPlan(**plan))
    answer = send()
    assert answer.status_code == status
    assert bool(lms.gradebook.history()) == recorded
    if status == 429:
        assert answer.headers["Retry-After"] == "9"
    if "html" in plan:
        assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("plan", "error", "recorded"),
    [
        ({"cut_before": 1.0}, requests.ConnectionError, False),
        ({"cut_after": 1.0}, requests.ConnectionError, True),
        ({"hang": 1.0}, requests.ReadTimeout, False),
    ],
)
def test_connections_are_cut_in_process(send, lms, plan, error, recorded):
    lms.faults.set(FaultPlan(**plan))
    with pytest.raises(error):
        send()
    assert bool(lms.gradebook.history()) == recorded


def test_a_revoked_token_stays_revoked(send, lms):
    lms.faults.set(FaultPlan(revoked=1.0))
    assert send().status_code == 401
    lms.faults.lift()
    assert send().status_code == 401


def test_a_page_hides_no_refusal(send, lms):
    lms.faults.set(FaultPlan(revoked=1.0))
    send()
    lms.faults.set(FaultPlan(html=1.0))
    assert send().status_code == 401
    assert not lms.gradebook.history()


def test_token_requests_can_fail(services, lms):
    lms.faults.set(FaultPlan(token_error=1.0))
    assert services.session.post(f"{LMS_URL}/token", data=services.token_form()).status_code == 500


def test_an_outage_reaches_every_service(services, lms):
    lms.faults.set(FaultPlan(outage=True))
    for path in ("/jwks", "/lti/courses/1/members", "/lti/courses/1/line-items"):
        assert services.session.get(f"{LMS_URL}{path}").status_code == 503


def test_a_repeat_after_a_lost_answer_is_not_applied_twice(send, lms):
    lms.faults.set(FaultPlan(error_after=1.0))
    send()
    lms.faults.lift()
    assert send().status_code == 409
    assert [one.outcome for one in lms.gradebook.history()] == ["applied", "repeated"]


def test_strings_for_another_process(services, lms):
    control = f"{LMS_URL}/_control"
    plan = {"error_before": 0.25, "services": ["scores"], "seed": 3}
    assert services.session.put(f"{control}/faults", json=plan).json()["plan"]["error_before"] == 0.25
    assert lms.faults.plan.services == ("scores",)
    assert services.session.put(f"{control}/faults", json={"nonsense": 1}).status_code == 400
    assert services.session.put(f"{control}/faults", json={"html": "x"}).status_code == 400
    assert services.session.get(f"{control}/faults").json()["plan"]["error_before"] == 0.0
    assert services.session.post(f"{control}/learners/2").json() == ["learner-0001", "learner-0002"]
    assert services.session.get(f"{control}/tools").json()[0]["client_id"] == "paper"
    assert services.session.get(f"{control}/history").json() == []


def test_strings_are_out_of_reach_from_elsewhere(lms_app):
    client = lms_app.test_client()
    assert client.get("/_control/faults", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404
