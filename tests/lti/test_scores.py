"""Scores as they are sent, and what the platform's answers mean."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.scores import Receipt, Score, score_bytes, send

WHEN = datetime(2026, 3, 2, 9, 30, 0, 123_456, tzinfo=UTC)
SCORE = Score("https://lms.test/lines/1", "user-7", 7.5, 10.0, "3 of 4 matched", WHEN)


def test_what_is_sent():
    assert json.loads(score_bytes(SCORE)) == {
        "userId": "user-7",
        "scoreGiven": 7.5,
        "scoreMaximum": 10,
        "comment": "3 of 4 matched",
        "timestamp": "2026-03-02T09:30:00.123456+00:00",
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


@given(st.floats(0, 1), st.floats(0.5, 1000), st.text(), st.datetimes(timezones=st.just(UTC)))
def test_the_same_bytes_each_time(share, maximum, comment, timestamp):
    points = share * maximum
    score = Score("https://lms.test/1", "u", points, maximum, comment, timestamp)
    assert score_bytes(score) == score_bytes(replace(score))
    sent = json.loads(score_bytes(score))
    assert (sent["scoreGiven"], sent["comment"]) == (points, comment)
    assert datetime.fromisoformat(sent["timestamp"]) == timestamp


@given(st.datetimes(), st.integers(1, 1000))
def test_later_by_a_microsecond_is_later_in_what_is_sent(moment, more):
    if moment > datetime.max - timedelta(days=1):  # noqa: DTZ901  # the end of all dates
        return
    first = replace(SCORE, timestamp=moment.replace(tzinfo=UTC))
    second = replace(first, timestamp=first.timestamp + timedelta(microseconds=more))
    assert json.loads(score_bytes(first))["timestamp"] < json.loads(score_bytes(second))["timestamp"]


def test_zones_make_no_difference():
    elsewhere = replace(SCORE, timestamp=WHEN.astimezone(timezone(timedelta(hours=2))))
    assert score_bytes(elsewhere) == score_bytes(SCORE)


@pytest.mark.parametrize(
    "changed",
    [
        {"given": -1.0},
        {"given": 10.5},
        {"given": float("nan")},
        {"given": float("inf")},
        {"given": 0.0, "maximum": 0.0},
        {"maximum": float("inf")},
        {"maximum": float("nan")},
        {"timestamp": datetime(2026, 1, 1)},  # noqa: DTZ001  # without zone on purpose
    ],
)
def test_no_score(changed):
    with pytest.raises(ValueError, match=r"no score|time zone"):
        replace(SCORE, **changed)


@pytest.mark.parametrize("line", ["/lines/1", "/lines/1/", "/lines/1?type_id=2&x=/y?z"])
def test_where_it_goes(service, line):
    service.answer = lambda _seen: (201, {}, b"")
    send(service.connector(), replace(SCORE, line_url=service.server.url + line))
    _, _, query = line.partition("?")
    assert service.calls() == ["POST /lines/1/scores" + (f"?{query}" if query else "")]
    seen = service.server.seen[-1]
    assert seen.headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
    assert seen.body == score_bytes(SCORE)


def sent(service, status, body, **headers):
    service.answer = lambda _seen: (status, headers, body)
    return send(service.connector(), replace(SCORE, line_url=f"{service.server.url}/lines/1"))


@pytest.mark.parametrize(("status", "body"), [(200, b""), (201, b"{}"), (204, b""), (202, b"<p>fine</p>")])
def test_any_success_is_one(service, status, body):
    assert sent(service, status, body) == Receipt(status, body.decode())


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (409, b"Refusing score with an earlier timestamp", "score-superseded"),
        (400, b"Score timestamp can only be updated to a later point in time", "score-superseded"),
        (400, b"Score already exists for the provided timestamp", "score-superseded"),
        (400, b"Incorrect score received stdClass", "user-not-gradable"),
        (400, b"User could not be found", "user-not-gradable"),
        (403, b"User is not enrolled in the org unit", "user-not-gradable"),
        (404, b"User NOT ENROLLED", "user-not-gradable"),
        (422, b"User not found in course or is not a student", "user-not-gradable"),
        (422, b"This course has concluded. AGS requests will no longer be accepted.", "course-over"),
        (403, b"The endDateTime of the line item has passed", "column-closed"),
        (422, b"Past due: scores are no longer taken", "column-closed"),
        (404, b"past due", "address-gone"),
        (404, b"no such line item", "address-gone"),
        (400, b"timestamp has wrong format", "platform-refused"),
        (422, b"what?", "platform-refused"),
    ],
)
def test_refused_for_good(service, status, words, code):
    with pytest.raises(PlatformError) as caught:
        sent(service, status, words)
    assert not isinstance(caught.value, TryLater)
    assert (caught.value.code, caught.value.status, caught.value.words) == (code, status, words.decode())


def test_try_later_stays_try_later(service):
    with pytest.raises(TryLater) as caught:
        sent(service, 429, b"not enrolled", **{"Retry-After": "7"})
    assert caught.value.after == 7
