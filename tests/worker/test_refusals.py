"""What a platform refuses for good is kept with its words, told to the instructor, and can be sent again."""

import logging

import pytest

from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.lti.scores import SCOPE
from mooc_tool.records import Letter, LetterState
from mooc_tool.services import deliveries
from tests.worker.post import EXERCISE, Post


@pytest.fixture
def column(post: Post) -> LineItem:
    """The exercise's column in the LMS."""
    (found,) = post.lms.line_items.of_course(1, resource_id=f"exercise/{EXERCISE}")
    return found


def refused(post: Post) -> Letter:
    """The one letter, which was refused."""
    (letter,) = post.letters()
    assert letter.state is LetterState.REFUSED
    return letter


def test_a_revoked_token_costs_no_try(post: Post) -> None:
    first, second = post.enrol(2)
    post.score(first, 50)
    post.go_on()
    post.lms.tokens.revoke()
    post.score(second, 60)
    post.go_on(seconds=1)
    assert post.outcomes() == {"applied": 2}
    assert [letter.tries for letter in post.letters()] == [1, 1]
    tokens = [call for call in post.lms.log.newest() if call.service == "token" and SCOPE in call.sent]
    assert len(tokens) == 2


def test_tokens_that_are_refused_again_and_again_only_delay(post: Post) -> None:
    (user,) = post.enrol(1)
    post.lms.faults.change(revoked=1.0)
    post.score(user, 50)
    for _ in range(3):
        post.go_on(minutes=1)
    post.lms.faults.lift()
    post.go_on_until_settled()
    assert post.letters()[0].state is LetterState.SENT
    assert post.outcomes() == {"applied": 1}


def test_one_token_serves_every_worker_and_letter(post: Post) -> None:
    for user in post.enrol(6):
        post.score(user, 50)
        post.go_on(seconds=1)
    tokens = [call for call in post.lms.log.newest() if call.service == "token" and SCOPE in call.sent]
    assert len(tokens) == 1


def test_a_page_with_status_200_is_an_arrival(post: Post) -> None:
    (user,) = post.enrol(1)
    post.lms.faults.change(html=1.0)
    post.score(user, 50)
    post.go_on()
    (letter,) = post.letters()
    assert (letter.state, letter.tries) == (LetterState.SENT, 1)
    assert post.outcomes() == {"applied": 1}


def test_a_closed_column_is_told_in_the_platforms_words_and_sent_again(post: Post, column: LineItem) -> None:
    (user,) = post.enrol(1)
    closed = LineItem(**{**column.__dict__, "other": {"endDateTime": "2020-01-01T00:00:00Z"}})
    post.lms.line_items.replace(column.line_item_id, closed)
    post.score(user, 50)
    post.go_on()
    letter = refused(post)
    assert "endDateTime is past" in (letter.platform_words or "")
    assert letter.platform_code == "column-closed"
    assert post.go_on(days=30) == 0, "nobody tries again by itself"

    post.lms.line_items.replace(column.line_item_id, column)
    with post.house.tool.database.writing() as db:
        deliveries.send_again(db, post.campus.course_id, letter.letter_id, post.now)
    post.go_on()
    (letter,) = post.letters()
    assert (letter.state, letter.platform_words) == (LetterState.SENT, None)
    assert post.received(user)[-1].score.given == 50


def test_a_person_who_is_not_graded_is_told(post: Post) -> None:
    post.learners["nobody"] = post.campus.member("nobody")
    post.score("nobody", 50)
    post.go_on()
    letter = refused(post)
    assert "nobody" in (letter.platform_words or "")
    (row,) = _rows(post)
    assert (row.state, row.platform_words) == ("refused", letter.platform_words)
    assert row.advice_code == letter.platform_code


def test_a_column_that_is_gone_is_told(post: Post, column: LineItem) -> None:
    (user,) = post.enrol(1)
    post.lms.line_items.remove(column.line_item_id)
    post.score(user, 50)
    post.go_on()
    assert refused(post).platform_code == "address-gone"


def test_one_refusal_holds_nobody_else_up(post: Post) -> None:
    (user,) = post.enrol(1)
    post.learners["nobody"] = post.campus.member("nobody")
    post.score("nobody", 50)
    post.score(user, 60)
    post.go_on()
    assert post.received(user)[-1].score.given == 60


def test_somebody_elses_newer_score_is_told(post: Post, column: LineItem) -> None:
    """A teacher's grade of tomorrow stands: ours is refused, and the instructor reads why."""
    (user,) = post.enrol(1)
    post.score(user, 50)
    post.go_on()
    post.lms.store.write("UPDATE receipt SET micros = micros + 86400000000")
    post.lms.store.write("UPDATE receipt SET timestamp = '2099-01-01T00:00:00+00:00'")
    post.score(user, 60)
    post.go_on(seconds=1)
    assert refused(post).platform_code == "score-superseded"
    assert column.maximum == 100


def test_logs_name_nobody(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    (user,) = post.enrol(1)
    post.learners["nobody"] = post.campus.member("nobody")
    with caplog.at_level(logging.INFO, logger="mooc_tool.worker"):
        post.score("nobody", 50)
        post.score(user, 60)
        post.go_on()
    said = [str(record.__dict__) for record in caplog.records if record.name == "mooc_tool.worker"]
    assert len(said) == 2
    assert not [line for line in said if "nobody" in line or user in line]


def _rows(post: Post) -> list[deliveries.LetterRow]:
    with post.house.tool.database.reading() as db:
        return deliveries.of_course(db, post.campus.course_id, post.campus.content.pack, "fr", post.now)
