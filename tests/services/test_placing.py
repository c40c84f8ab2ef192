"""What can be put in the LMS, found by words, and signed as the platform asked for it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import jwt
import pytest

from mooc_tool.errors import NotFound, Unreadable
from mooc_tool.lti.deep_linking import DeepLinkingSettings
from mooc_tool.packs.model import Pack
from mooc_tool.records import Course
from mooc_tool.services import arrivals, library, placing
from mooc_tool.services.copying import VARIABLES
from mooc_tool.services.placing import Choice, Wish
from mooc_tool.services.tool import Tool

LAUNCH = "https://tool.example/lti/launch"
CLAIM = "https://purl.imsglobal.org/spec/lti-dl/claim/"
EXERCISE = "exercise/remplir-les-voitures"
UNIT = "unit/2-1-remplir-les-voitures"


@pytest.fixture
def pack(tool: Tool) -> Pack:
    """The shipped course."""
    with tool.database.reading() as db:
        return tool.library.get(db, library.newest_shipped(db).revision_id).pack


@pytest.fixture
def everything(pack: Pack) -> tuple[Choice, ...]:
    """All there is to choose, in French."""
    return placing.choices(pack, "fr")


def test_everything_can_be_chosen_in_the_courses_order(pack: Pack, everything: tuple[Choice, ...]) -> None:
    contents = [choice.content for choice in everything]
    assert contents[0] == "course"
    assert contents.index(UNIT) + 1 == contents.index(EXERCISE)
    assert {f"unit/{page.slug}" for page in (*pack.units(), *pack.pages)} < set(contents)
    assert len(contents) == len(set(contents))


def test_a_launch_understands_every_choice(everything: tuple[Choice, ...]) -> None:
    for choice in everything:
        target, slug = arrivals.content_of({placing.CONTENT: choice.content})
        assert (target.value, slug) == (choice.kind, choice.slug)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish("voitures remplir", kind="exercise"), [EXERCISE]),
        (Wish("VOÏTURES", kind="unit"), [UNIT]),
        (Wish("remplir", week=2, kind="unit"), [UNIT]),
        (Wish("remplir", week=1), []),
        (Wish("a propos"), ["unit/a-propos"]),
        (Wish(week=99), []),
        (Wish("covoiturage spatial"), []),
    ],
)
def test_search(everything: tuple[Choice, ...], wish: Wish, found: list[str]) -> None:
    assert [choice.content for choice in placing.search(everything, wish)] == found


def test_no_wish_finds_all(everything: tuple[Choice, ...]) -> None:
    assert placing.search(everything, Wish()) == everything


def test_every_unit_at_once(pack: Pack, everything: tuple[Choice, ...]) -> None:
    units = [f"unit/{unit.slug}" for week in pack.weeks for unit in week.units]
    assert [one.content for one in placing.chosen(everything, ["units"])] == units
    both = [one.content for one in placing.chosen(everything, ["units", units[3], EXERCISE])]
    assert sorted(both) == sorted([*units, EXERCISE])


def test_what_is_no_choice_is_not_chosen(everything: tuple[Choice, ...]) -> None:
    with pytest.raises(NotFound):
        placing.chosen(everything, [EXERCISE, "unit/../../etc"])


def _answer(tool: Tool, course: int, now: datetime, contents: list[str], **asked: Any) -> dict[str, Any]:
    settings = DeepLinkingSettings("https://lms.example/back", **asked)
    with tool.database.reading() as db:
        row = db.get_one(Course, course)
        everything = placing.choices(tool.library.get(db, row.revision_id).pack, "fr")
        token = placing.answer(
            row,
            placing.settings_of(asdict(settings)),
            placing.chosen(everything, contents),
            launch_url=LAUNCH,
            key=tool.keyring.current(db),
            now=now,
        )
        key = jwt.PyJWKSet.from_dict(tool.keyring.published(db)).keys[0]
    unchecked = {"verify_exp": False, "verify_iat": False}  # made for the moment of the test
    return jwt.decode(token, key, ["RS256"], unchecked, audience="https://lms.example")


def test_an_exercise_goes_with_its_column(tool: Tool, course: int, now: datetime) -> None:
    answer = _answer(tool, course, now, [EXERCISE], accept_line_item=True, data="echo")
    assert answer["iss"] == "client"
    assert answer["https://purl.imsglobal.org/spec/lti/claim/deployment_id"] == "deployment-1"
    assert answer[f"{CLAIM}data"] == "echo"
    (item,) = answer[f"{CLAIM}content_items"]
    assert (item["type"], item["url"], item["title"]) == ("ltiResourceLink", LAUNCH, "Remplir les voitures")
    assert item["custom"] == {
        "content": EXERCISE,
        "context_history": "$Context.id.history",
        "link_history": "$ResourceLink.id.history",
    }
    assert item["lineItem"]["scoreMaximum"] == 100
    assert isinstance(item["lineItem"]["scoreMaximum"], int), "Moodle and Open edX take whole numbers only"
    assert (item["lineItem"]["label"], item["lineItem"]["resourceId"]) == ("Remplir les voitures", EXERCISE)


@pytest.mark.parametrize(("accepted", "sent"), [(None, True), (True, True), (False, False)])
def test_moodle_takes_columns_without_saying_so(
    tool: Tool, course: int, now: datetime, *, accepted: bool | None, sent: bool
) -> None:
    with tool.database.writing() as db:
        db.get_one(Course, course).deployment.platform.family = "moodle"
    answer = _answer(tool, course, now, [EXERCISE], accept_line_item=accepted)
    assert ("lineItem" in answer[f"{CLAIM}content_items"][0]) is sent


@pytest.mark.parametrize("accepted", [None, False])
def test_no_column_is_sent_unasked(tool: Tool, course: int, now: datetime, *, accepted: bool | None) -> None:
    answer = _answer(tool, course, now, [EXERCISE], accept_line_item=accepted)
    assert "lineItem" not in answer[f"{CLAIM}content_items"][0]


@pytest.mark.parametrize(
    ("family", "asked"), [("moodle", ["context_history"]), ("open-edx", []), ("canvas", sorted(VARIABLES))]
)
def test_a_link_asks_for_the_history_that_its_family_tells(
    tool: Tool, course: int, now: datetime, family: str, asked: list[str]
) -> None:
    with tool.database.writing() as db:
        db.get_one(Course, course).deployment.platform.family = family
    (item,) = _answer(tool, course, now, [EXERCISE])[f"{CLAIM}content_items"]
    assert sorted(item["custom"]) == ["content", *asked]


@pytest.mark.parametrize("offers", [True, False])
def test_a_column_opens_learners_work_where_the_platform_can(
    tool: Tool, course: int, now: datetime, *, offers: bool
) -> None:
    with tool.database.writing() as db:
        db.get_one(Course, course).deployment.platform.offers_review = offers
    (item,) = _answer(tool, course, now, [EXERCISE], accept_line_item=True)[f"{CLAIM}content_items"]
    asked = {"reviewableStatus": ["Submitted", "Completed"]} if offers else None
    assert item["lineItem"].get("submissionReview") == asked


def test_a_page_without_exercise_has_no_column(tool: Tool, course: int, now: datetime) -> None:
    contents = ["course", UNIT, "unit/a-propos"]
    answer = _answer(tool, course, now, contents, accept_line_item=True, accept_multiple=True)
    items = answer[f"{CLAIM}content_items"]
    assert [item["custom"]["content"] for item in items] == contents
    assert ["lineItem" in item for item in items] == [True, True, False]


def test_several_only_where_the_platform_takes_several(tool: Tool, course: int, now: datetime) -> None:
    with pytest.raises(Unreadable, match="one-item-only"):
        _answer(tool, course, now, [UNIT, EXERCISE])


def test_nothing_is_how_one_cancels(tool: Tool, course: int, now: datetime) -> None:
    assert _answer(tool, course, now, [])[f"{CLAIM}content_items"] == []


def test_a_session_that_was_not_asked_chooses_nothing() -> None:
    with pytest.raises(NotFound):
        placing.settings_of(None)
