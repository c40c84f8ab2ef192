"""Every exercise of the course opens, whatever its kind, in both languages; an empty form is told so."""

import re

import pytest

from mooc_tool import paths
from tests.conftest import House
from tests.flows.playing import ORIGIN

COURSE = paths.content() / "economie-collaborative"
EXERCISES = sorted(
    path.stem for folder in ("exercises", "quizzes") for path in (COURSE / folder).glob("*.toml")
)


@pytest.mark.parametrize("person", ["amina", "emma"])  # who read French, and English
@pytest.mark.parametrize("slug", EXERCISES)
def test_it_opens_and_says_what_is_missing(house: House, slug: str, person: str) -> None:
    visitor = house.visitor(person)
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.visit(f"{home}/exercise/{slug}")
    assert page.status_code == 200
    again = visitor.visit(f"{home}/exercise/{slug}")
    assert re.findall(r"/attempt/\d+/", again.text) == re.findall(r"/attempt/\d+/", page.text)
    form = re.search(r'action="([^"]*/(?:predict|answer))"', page.text)
    assert form
    page = visitor.follow(ORIGIN + form[1], {})
    assert page.status_code in {200, 422}
    assert "error-page" not in page.text
