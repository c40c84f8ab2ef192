"""What the page of scores advises: each refusal that has a remedy of its own is told it."""

from collections import Counter

import pytest

from mooc_tool.web.language import LANGUAGES
from tests.conftest import House

OWN = (
    "platform-throttled", "token-refused", "access-refused", "address-gone", "user-not-gradable",
    "score-superseded", "person-not-moved", "outcome-unclear", "outcome-refused",
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
