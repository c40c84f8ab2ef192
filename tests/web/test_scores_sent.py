"""The page of scores sent: each refusal that has a remedy of its own is told it; of very many, some."""

import re
from collections import Counter

import pytest

from mooc_tool.services import deliveries
from mooc_tool.web.language import LANGUAGES
from tests.conftest import House
from tests.flows.playing import play_exercise

OWN = (
    "platform-throttled", "token-refused", "access-refused", "address-gone", "user-not-gradable",
    "course-over", "column-closed", "score-superseded", "person-not-moved", "outcome-unclear",
    "outcome-refused",
)  # fmt: skip
OTHERS = ("platform-refused", "answer-unreadable", "address-private")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_refusal_has_its_remedy(house: House, language: str) -> None:
    with house.app.test_request_context(headers={"Accept-Language": language}):
        letters = house.app.jinja_env.get_template("parts/letters.html").module
        advice = {code: str(letters.advice(code)).strip() for code in (*OWN, *OTHERS)}  # type: ignore[attr-defined]
    said = Counter(advice.values())
    assert {code for code in OWN if said[advice[code]] == 1} == set(OWN)
    assert {advice[code] for code in OTHERS} == {advice["platform-refused"]}
    assert all(advice.values())


def test_of_many_scores_the_page_says_how_many_it_shows(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, claire = house.visitor("amina"), house.visitor("claire", **{"Accept-Language": "en"})
    amina.launch(house.course_activity)
    play_exercise(house.tool, amina, amina.launch(house.exercise_activity))
    monkeypatch.setattr(deliveries, "MOST_SHOWN", 1)
    page = claire.visit(claire.launch(house.course_activity).url + "letters").text
    assert page.count('id="letter-') == 1
    assert re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page) == [
        ("scores refusés", "0"), ("scores en attente d’envoi", "2"), ("scores dans le carnet de notes", "0"),
    ]  # fmt: skip
    assert "En voici 1, celui qui" in page
