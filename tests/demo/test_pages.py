"""The pages: who sees what, in which language, behind which headers."""

import re

import pytest
from babel.messages.pofile import read_po

from mooc_tool import paths
from mooc_tool.demo.app import create_lms
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.scores import read_score
from tests.demo.paper import LMS_URL, score


@pytest.fixture
def graded(lms, tool, clock):
    """An activity with a line item, a score of Amina's and one of Hugo's."""
    activity = lms.courses.add_activity(1, tool.client_id, "Fill <the> cars", tool.target_url)
    item = LineItem(1, tool.client_id, "Cars", 100.0, activity_id=activity.activity_id)
    item = lms.line_items.create(item)
    lms.gradebook.receive(item, read_score(score(scoreGiven=71.5)), clock())
    lms.gradebook.receive(item, read_score(score("hugo", scoreGiven=33, comment="Hugo only")), clock())
    return item


PAGES = [
    "/", "/courses", "/courses/1", "/activities/1", "/courses/1/gradebook", "/courses/1/gradebook/1/amina",
    "/courses/1/sent", "/courses/1/choose/paper", "/courses/1/return", "/tools",
]  # fmt: skip
TEACHER_ONLY = [
    "/courses/1/gradebook/1/amina", "/courses/1/sent", "/courses/1/choose/paper", "/tools",
    "/courses/1/choose/paper/launch", "/line-items/1/review/amina",
]  # fmt: skip


@pytest.mark.usefixtures("graded")
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_under_a_strict_policy(visit, path):
    answer = visit("claire").visit(f"{LMS_URL}{path}")
    assert answer.status_code in (200, 303)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "form-action 'self' http://localhost:8801;" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|onclick=", answer.text)


@pytest.mark.usefixtures("graded")
@pytest.mark.parametrize("path", TEACHER_ONLY)
def test_some_pages_are_the_teacher_s(visit, path):
    assert visit("amina").visit(f"{LMS_URL}{path}").status_code == 403


@pytest.mark.usefixtures("graded")
def test_a_stranger_is_asked_who_to_be(visit):
    stranger = visit("nobody")
    assert "Claire Moreau" in stranger.follow(f"{LMS_URL}/courses/1/gradebook").text


@pytest.mark.usefixtures("graded")
def test_learners_see_their_own_grades_only(visit):
    page = visit("amina").visit(f"{LMS_URL}/courses/1/gradebook").text
    assert "71,5" in page
    assert "Hugo only" not in page
    assert "71,5" in visit("amina").visit(f"{LMS_URL}/courses/1").text
    everybody = visit("claire").visit(f"{LMS_URL}/courses/1/gradebook").text
    assert "71,5" in everybody
    assert "Hugo only" in everybody


@pytest.mark.usefixtures("graded")
def test_markup_in_names_is_text(visit):
    assert "Fill &lt;the&gt; cars" in visit("amina").visit(f"{LMS_URL}/courses/1").text


def test_people_read_their_language_and_can_change_it(visit):
    visitor = visit("emma")
    assert '<html lang="en">' in visitor.visit(f"{LMS_URL}/courses/1").text
    visitor.visit(f"{LMS_URL}/language/fr", {"next": "/courses/1"})
    assert "Demonstration LMS" not in visitor.visit(f"{LMS_URL}/courses/1").text
    assert visitor.visit(f"{LMS_URL}/language/de", {}).status_code == 404


@pytest.mark.parametrize("target", ["https://evil.test", "//evil.test", "/\\evil.test", "/a\r\nb", ""])
def test_a_form_leads_nowhere_else(visit, target):
    answer = visit("amina").visit(f"{LMS_URL}/people/hugo", {"next": target})
    assert answer.headers["Location"] == "/courses"


def test_forms_of_other_sites_are_refused(visit):
    visitor = visit("claire", headers={"Origin": LMS_URL})
    assert visitor.visit(f"{LMS_URL}/tools/keys", {}).status_code == 303
    visitor.headers = {"Origin": "https://evil.test"}
    for path in ("/people/hugo", "/tools/keys", "/settings", "/courses/1/duplicate"):
        assert visitor.visit(f"{LMS_URL}{path}", {}).status_code == 403


def test_settings_are_switched_on_the_page(visit, lms):
    teacher = visit("claire")
    form = {"storage": "silent", "login_method": "POST", "names": "on"}
    assert teacher.visit(f"{LMS_URL}/settings", form).status_code == 303
    now = lms.settings
    assert (now.storage, now.login_method, now.names, now.multiple) == ("silent", "POST", True, False)
    assert teacher.visit(f"{LMS_URL}/settings", {"storage": "sometimes"}).status_code == 400
    assert visit("amina").visit(f"{LMS_URL}/settings", form).status_code == 403


def test_a_course_is_duplicated_on_the_page(visit, lms, graded):
    teacher = visit("claire")
    answer = teacher.visit(f"{LMS_URL}/courses/1/duplicate", {"title": "Next year"})
    page = teacher.follow(f"{LMS_URL}{answer.headers['Location']}").text
    assert "Next year" in page
    [copied] = lms.line_items.of_course(2)
    assert lms.gradebook.column(copied.line_item_id) == {}
    assert "Next year" in teacher.visit(f"{LMS_URL}/courses").text
    assert len(lms.gradebook.column(graded.line_item_id)) == 2
    assert teacher.visit(f"{LMS_URL}/courses/1/duplicate", {"title": " "}).status_code == 400


def test_an_activity_is_removed_with_its_column_and_not_its_history(visit, lms, graded):
    lms.duplicate(1, "Copy")
    visit("claire").visit(f"{LMS_URL}/activities/{graded.activity_id}/remove", {})
    assert lms.courses.activities(1) == []
    assert lms.line_items.of_course(1) == []
    assert len(lms.gradebook.history(graded.line_item_id)) == 2
    assert visit("claire").visit(f"{LMS_URL}/activities/99/remove", {}).status_code == 404


def test_the_log_shows_calls_without_tokens(visit, services):
    token = services.token()
    services.call("GET", "/lti/courses/1/line-items?tag=x", media="text/plain", token=token)
    page = visit("claire").visit(f"{LMS_URL}/courses/1/sent").text
    assert "GET /lti/courses/1/line-items?tag=x" in page
    assert "406" in page
    assert token not in page
    assert "client_assertion" not in page


def test_what_is_not_there_is_not_found(visit):
    for path in ("/courses/9", "/activities/9", "/nothing", "/courses/1/choose/none", "/people/nobody"):
        form = {} if path.startswith("/people") else None
        assert visit("claire").visit(f"{LMS_URL}{path}", form).status_code == 404


def test_strings_are_not_there_unless_asked_for(lms):
    assert create_lms(lms).test_client().get("/_control/faults").status_code == 404


def test_every_sentence_has_its_french():
    source = "".join(path.read_text() for path in sorted((paths.templates() / "demo").glob("*.html")))
    said = {double or single for double, single in re.findall(r"""_\((?:"([^"]*)"|'([^']*)')\)""", source)}
    with (paths.translations() / "fr" / "demo.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.id and message.string}
    assert said == known
