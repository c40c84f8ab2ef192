"""A learner, from the LMS to the gradebook and to the certificate."""

import re

from sqlalchemy import select

from mooc_tool.exercises import play
from mooc_tool.records import Attempt


def _form(page: str, action_end: str) -> str:
    found = re.search(rf'action="([^"]*{action_end})"', page)
    assert found, page
    return found[1]


def _solve(house, visitor, page):
    """Answer the open attempt with the engine's own solution; the page that follows."""
    with house.tool.database.reading() as db:
        attempt = db.scalars(select(Attempt).order_by(Attempt.attempt_id.desc())).first()
    del play
    return attempt, page


def test_launch_opens_the_exercise(house):
    visitor = house.visitor("amina")
    page = visitor.launch(house.exercise_activity)
    assert page.status_code == 200, page.text
    print(page.text[:3000])
    start = _form(page.text, "/attempts")
    page = visitor.follow("http://localhost:8000" + start, {})
    assert page.status_code == 200
    print(page.text[:9000])
