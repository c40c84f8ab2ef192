"""An attempt on paper and its record: each for its owner and for who teaches, with no solution too early."""

import re

import requests

from mooc_tool.demo.browserless import Visitor
from mooc_tool.services import appeals
from tests.conftest import House
from tests.flows.playing import action, attempt_on, begin, newest_attempt, play_exercise, right_fields


def without(page: requests.Response) -> str:
    """The page's own part."""
    assert page.status_code == 200
    return page.text.partition("<main")[2].partition("</main>")[0]


def opened(house: House, visitor: Visitor) -> str:
    """An attempt whose prediction is kept; its address."""
    page = begin(visitor, visitor.launch(house.exercise_activity))
    return visitor.follow(action(page, "predict"), {"prediction": "6"}).url


def test_an_open_attempt_is_printed_without_controls_or_solution(house: House) -> None:
    visitor = house.visitor("amina")
    address = opened(house, visitor)
    assert f"{address.rpartition('/s/')[2]}/paper" in visitor.visit(address).text
    paper = without(visitor.visit(f"{address}/paper"))
    assert not re.search(r"<(input|select|button|form|script)\b", paper)
    assert "paper-blank" in paper
    assert "trip-best" not in paper
    assert paper.count("Qui peut aller avec qui") == 1, "the case stands on the paper once"


def test_an_open_attempt_has_no_record(house: House) -> None:
    visitor = house.visitor("amina")
    address = opened(house, visitor)
    assert visitor.follow(f"{address}/record").url == address


def test_a_record_has_question_answer_digest_and_score_but_no_solution_while_tries_are_left(
    house: House,
) -> None:
    visitor = house.visitor("amina")
    played = play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))
    record = without(visitor.visit(f"{played.page.url}/record"))
    assert "100<small> / 100</small>" in record
    assert "Recalculée à partir de la question et de la réponse" in record
    assert appeals.digest(newest_attempt(house.tool)) in record
    assert "paper-blank" in record
    assert "<details>" not in record
    assert "trip-best" not in record


def test_a_digest_is_of_what_was_asked_and_answered(house: House) -> None:
    visitor = house.visitor("amina")
    play_exercise(house.tool, visitor, visitor.launch(house.exercise_activity))
    attempt = newest_attempt(house.tool)
    before = appeals.digest(attempt)
    assert attempt.answer is not None
    attempt.answer = {name: list(reversed(plan)) for name, plan in attempt.answer.items()}
    assert re.fullmatch("[0-9a-f]{64}", before)
    assert appeals.digest(attempt) != before


def test_papers_and_records_are_their_owners(house: House) -> None:
    amina, emma = house.visitor("amina"), house.visitor("emma")
    played = play_exercise(house.tool, amina, amina.launch(house.exercise_activity))
    session = emma.launch(house.exercise_activity).url.split("/exercise/")[0]
    for page in ("paper", "record"):
        assert emma.visit(f"{session}/attempt/{played.attempt_id}/{page}").status_code == 404


def test_who_teaches_prints_the_question_of_any_attempt(house: House) -> None:
    amina, claire = house.visitor("amina"), house.visitor("claire")
    page = amina.visit(opened(house, amina))
    attempt = attempt_on(house.tool, page)
    home = claire.launch(house.course_activity).url.rstrip("/")
    learner = claire.visit(f"{home}/results/{attempt.person_id}")
    link = re.search(rf'href="[^"]*(/results/\d+/attempts/{attempt.attempt_id}/paper)"', learner.text)
    assert link
    assert "paper-blank" in without(claire.visit(home + link[1]))
    amina.follow(action(page, "answer"), right_fields(attempt))
    assert "paper-blank" in without(claire.visit(home + link[1].removesuffix("/paper")))
    assert claire.visit(home + link[1].replace("/attempts/", "/attempts/9")).status_code == 404


def test_a_training_is_printed_too(house: House) -> None:
    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.follow(f"{home}/exercise/remplir-les-voitures/training/discovery/")
    assert "paper-blank" in without(visitor.visit(f"{page.url}/paper"))
