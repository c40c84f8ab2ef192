"""Notices from the LMS to the tool, end to end: asked for, greeted, and a copy ready before anybody comes."""

from sqlalchemy import select

from mooc_tool.demo.state.notice_handlers import COURSE_COPIED, HELLO
from mooc_tool.records import Course, Notice
from tests.conftest import LMS_URL, TOOL_URL, House
from tests.web.test_notices import new_edition

HANDLER = f"{TOOL_URL}/lti/notices"


def notices(house: House) -> list[tuple[str, bool]]:
    """What the tool was told, and whether it did what that was about."""
    with house.tool.database.reading() as db:
        rows = db.scalars(select(Notice).order_by(Notice.notice_id))
        return [(row.kind, row.worked_at is not None) for row in rows]


def test_a_launch_leads_to_a_greeting(house: House) -> None:
    house.visitor("amina").launch(house.course_activity)
    house.deliver()
    assert house.lms.notice_handlers.of_tool(house.client_id) == {HELLO: HANDLER, COURSE_COPIED: HANDLER}
    assert notices(house) == [(HELLO, False)]
    house.deliver()
    assert notices(house) == [(HELLO, True)]
    house.visitor("hugo").launch(house.course_activity)
    house.deliver()
    assert len(notices(house)) == 1, "asked for once"
    sent = house.visitor("claire").visit(f"{LMS_URL}/courses/1/sent").text
    assert (HELLO in sent, HANDLER in sent) == (True, True)


def test_a_copy_is_ready_before_its_first_launch(house: House) -> None:
    revision_id = new_edition(house)
    house.deliver()
    teacher = house.visitor("claire")
    assert teacher.follow(f"{LMS_URL}/courses/1/duplicate", {"title": "Groupe B"}).status_code == 200
    assert notices(house)[-1] == (COURSE_COPIED, False)
    house.deliver()
    assert notices(house)[-1] == (COURSE_COPIED, True)
    with house.tool.database.reading() as db:
        copy = db.scalars(select(Course).order_by(Course.course_id.desc())).first()
    assert copy is not None
    assert (copy.title, copy.revision_id, copy.context) == ("Groupe B", revision_id, "2")
    assert notices(house)[0][0] == HELLO


def test_a_tool_that_is_away_holds_up_nothing(house: House) -> None:
    house.visitor("amina").launch(house.course_activity)
    house.deliver()
    house.lms.post = lambda _url, _document: (503, "later")
    teacher = house.visitor("claire")
    assert teacher.follow(f"{LMS_URL}/courses/1/duplicate", {"title": "Groupe B"}).status_code == 200
    assert "503" in teacher.visit(f"{LMS_URL}/courses/1/sent").text
