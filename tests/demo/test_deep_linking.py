"""Deep linking answers: what is put into the course, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.demo.claims import DEEP_LINKING, LTI
from mooc_tool.demo.deep_linking import read_item
from mooc_tool.demo.state.tools import Tool
from tests.demo.paper import LMS_URL, TOOL_URL, any_json, read_or_refused

ITEM = {"type": "ltiResourceLink", "title": "Fill the cars", "url": f"{TOOL_URL}/launch"}


@pytest.fixture
def data(visit, tool, paper, lms):
    """The ``data`` of a deep linking request of the teacher."""
    visit("claire").choose(tool.client_id)
    return paper.last_claims(lms)[f"{DEEP_LINKING}/deep_linking_settings"]["data"]


@pytest.fixture
def answer(visit, paper, data):
    def post(items, **changes):
        token = paper.deep_linking_answer(changes.pop("data", data), items, **changes)
        return visit("claire").visit(f"{LMS_URL}/deep-linking/return", {"JWT": token})

    return post


def test_activities_and_line_items_are_made(answer, lms):
    line_item = {"label": "Cars", "scoreMaximum": 20, "tag": "e03", "resourceId": "cars"}
    graded = {**ITEM, "custom": {"exercise": "e03"}, "lineItem": line_item}
    items = [graded, {**ITEM, "title": "", "text": "T"}]
    page = answer(items, **{f"{DEEP_LINKING}/msg": "Two <units>"})
    assert page.status_code == 200
    assert "Two &lt;units&gt;" in page.text
    first, second = lms.courses.activities(1)
    assert (first.title, first.custom) == ("Fill the cars", {"exercise": "e03"})
    assert (second.title, second.text) == ("Paper", "T")
    [item] = lms.line_items.of_course(1)
    assert (item.label, item.maximum, item.tag, item.activity_id) == ("Cars", 20, "e03", first.activity_id)


def test_a_line_item_takes_the_title_if_it_has_no_label(answer, lms):
    answer([{**ITEM, "lineItem": {"scoreMaximum": 5}}])
    assert lms.line_items.of_course(1)[0].label == "Fill the cars"


def test_no_items_is_a_cancel(answer, lms):
    assert answer([]).status_code == 200
    assert lms.courses.activities(1) == []


def test_an_answer_works_once(answer):
    assert answer([ITEM]).status_code == 200
    assert answer([ITEM]).status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"data": "made-up"},
        {"data": None},
        {"nonce": None},
        {"aud": "https://other.test"},
        {"iss": "unknown"},
        {"exp": 1_000_000},
        {f"{LTI}/deployment_id": "2"},
        {f"{LTI}/message_type": "LtiResourceLinkRequest"},
        {f"{LTI}/version": "1.1"},
    ],
)
def test_a_wrong_answer_is_refused(answer, lms, changes):
    assert answer([ITEM], **changes).status_code == 400
    assert lms.courses.activities(1) == []


def test_a_refused_answer_leaves_the_request_open(answer, lms):
    assert answer([ITEM, {"type": "html"}]).status_code == 400
    assert lms.courses.activities(1) == []
    assert answer([ITEM]).status_code == 200


@pytest.mark.parametrize(
    "item",
    [
        "text",
        {"type": "link", "url": TOOL_URL},
        {**ITEM, "url": "javascript:alert(1)"},
        {**ITEM, "url": 7},
        {**ITEM, "title": 7},
        {**ITEM, "custom": {"a": 1}},
        {**ITEM, "lineItem": {"label": "x"}},
        {**ITEM, "lineItem": {"scoreMaximum": 1, "resourceLinkId": "1"}},
        {**ITEM, "lineItem": 7},
    ],
)
def test_a_wrong_item_is_refused(answer, item):
    assert answer([item]).status_code == 400


def test_what_was_not_asked_for_is_refused(answer, lms):
    lms.set(multiple=False, line_items=False)
    assert answer([ITEM, ITEM]).status_code == 400
    assert answer([{**ITEM, "lineItem": {"scoreMaximum": 5}}]).status_code == 400
    assert answer([ITEM]).status_code == 200


def test_a_request_grows_old(answer, clock):
    clock.pass_by(hours=3)
    assert answer([ITEM]).status_code == 400


def test_rubbish_is_refused_on_a_page(visit):
    assert visit("claire").visit(f"{LMS_URL}/deep-linking/return", {"JWT": "rubbish"}).status_code == 400
    assert visit("claire").visit(f"{LMS_URL}/deep-linking/return", {}).status_code == 400


def test_the_data_of_another_tool_is_refused(answer, lms):
    lms.tools.register(Tool("Other", TOOL_URL, TOOL_URL, TOOL_URL, (), client_id="other"))
    lms.store.write("UPDATE launch SET client_id = 'other'")
    assert answer([ITEM]).status_code == 400


members = st.sampled_from(["type", "title", "text", "url", "custom", "lineItem"])


@given(st.dictionaries(members, any_json()), st.booleans())
def test_any_json_is_an_item_or_refused(document, typed):
    if typed:
        document["type"] = "ltiResourceLink"
    tool = Tool("Paper", TOOL_URL, TOOL_URL, TOOL_URL, ())
    item = read_or_refused(lambda: read_item(document, tool, 1, line_items=True))
    if item:
        assert item.title
        assert item.url.startswith("http")
