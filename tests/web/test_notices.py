"""Notices of a platform are verified, kept once, and worked by the worker."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from mooc_tool.lti.notices import KINDS
from mooc_tool.records import Course, Deployment, Edition, Notice, Revision
from mooc_tool.services import library, notices
from tests.conftest import LMS_URL, TOOL_URL, House

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
ADDRESS = f"{TOOL_URL}/lti/notices"


def signed(
    house: House, identifier: str = "n-1", kind: str = "LtiHelloWorldNotice", **changed: object
) -> str:
    """A notice as the platform signs it; keywords replace claims."""
    now = int(datetime.now(UTC).timestamp())
    claims = {
        "iss": LMS_URL,
        "aud": [house.client_id],
        "iat": now,
        "exp": now + 300,
        LTI + "version": "1.3.0",
        LTI + "deployment_id": "1",
        LTI + "notice": {"id": identifier, "timestamp": "2026-03-02T09:30:00Z", "type": kind},
    }
    key = house.lms.keys.active(datetime.now(UTC))
    body = {name: value for name, value in (claims | changed).items() if value is not None}
    return key.sign(body)


def copied(house: House, context: str, *origins: str, identifier: str = "copy-1") -> str:
    """The notice that a course was copied."""
    return signed(
        house,
        identifier,
        "LtiContextCopyNotice",
        **{LTI + "context": {"id": context, "title": "Copie"}, LTI + "origin_contexts": list(origins)},
    )


def post(house: House, *tokens: str) -> int:
    body = {"notices": [{"jwt": token} for token in tokens]}
    return house.app.test_client().post("/lti/notices", json=body, base_url=TOOL_URL).status_code


def kept(house: House) -> list[tuple[str, bool]]:
    with house.tool.database.reading() as db:
        return [(row.value, row.worked_at is not None) for row in db.scalars(select(Notice))]


def new_edition(house: House) -> int:
    """The course publishes an edition of its own."""
    house.visitor("amina").launch(house.course_activity)
    with house.tool.database.writing() as db:
        course = db.scalars(select(Course)).one()
        files = dict(house.tool.library.get(db, course.revision_id).files) | {"note.md": b"own"}
        made = library.store(db, library.DEFAULT_PACK, files, shipped=False, now=datetime.now(UTC))
        at = datetime.now(UTC)
        own = Edition(course_id=course.course_id, number=1, revision_id=made.revision_id, published_at=at)
        db.add(own)
        course.revision_id = made.revision_id
        return made.revision_id


def courses(house: House) -> dict[str, Course]:
    with house.tool.database.reading() as db:
        return {row.context: row for row in db.scalars(select(Course))}


def test_each_is_kept_once_and_worked(house: House) -> None:
    assert post(house, signed(house), signed(house, "n-2")) == 204
    assert post(house, signed(house)) == 204
    assert sorted(kept(house)) == [("n-1", False), ("n-2", False)]
    house.deliver()
    assert sorted(kept(house)) == [("n-1", True), ("n-2", True)]
    with house.tool.database.writing() as db:
        notices.sweep(db, datetime.now(UTC) + notices.KEPT + timedelta(days=1))
    assert kept(house) == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"iss": "https://other.example"}, 400),
        ({"aud": "other"}, 400),
        ({"exp": 1}, 400),
        ({"exp": None}, 400),
        ({LTI + "deployment_id": None}, 400),
        ({LTI + "notice": None}, 400),
        ({LTI + "notice": {"id": "x"}}, 400),
    ],
)
def test_one_that_is_not_right_spoils_the_rest(house: House, changed: dict[str, object], status: int) -> None:
    assert post(house, signed(house), signed(house, "n-2", **changed)) == status
    assert kept(house) == []


def test_a_forged_one_is_refused(house: House) -> None:
    head, body, mark = signed(house).split(".")
    for token in (f"{head}.{body}.{mark[::-1]}", f"{head}.{body}.", "x", "a.b.c"):
        assert post(house, token) == 400
    assert kept(house) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"notices": []}', b'{"notices": [{"jwt": 5}]}'])
def test_an_envelope_that_cannot_be_read(house: House, body: bytes) -> None:
    answer = house.app.test_client().post("/lti/notices", data=body, base_url=TOOL_URL)
    assert (answer.status_code, answer.json) == (422, {"error": "notices-unreadable"})


def test_a_copied_course_begins_with_the_editions_of_its_origin(house: House) -> None:
    revision_id = new_edition(house)
    assert post(house, copied(house, "copy", "unknown", "1")) == 204
    house.deliver()
    copy = courses(house)["copy"]
    assert (copy.revision_id, copy.title) == (revision_id, "Copie")
    with house.tool.database.reading() as db:
        numbers = db.scalars(select(Edition.number).where(Edition.course_id == copy.course_id)).all()
    assert list(numbers) == [1]


def test_a_notice_that_comes_late_changes_no_course_that_went_its_own_way(house: House) -> None:
    new_edition(house)
    with house.tool.database.writing() as db:
        origin = db.scalars(select(Course)).one()
        at, files = datetime.now(UTC), {"pack.toml": b"other"}
        other = library.store(db, library.DEFAULT_PACK, files, shipped=False, now=at)
        db.add(
            Course(
                deployment_id=origin.deployment_id,
                context="copy",
                title="",
                revision_id=other.revision_id,
                created_at=datetime.now(UTC),
            )
        )
    before = courses(house)["copy"].revision_id
    post(house, copied(house, "copy", "1"))
    house.deliver()
    assert courses(house)["copy"].revision_id == before


def test_a_course_copied_in_the_lms_is_known_at_its_first_launch(house: House) -> None:
    """By the history that its links carry, also where no notice was sent."""
    revision_id = new_edition(house)
    with house.lms.store.together():
        house.lms.store.write(
            "UPDATE activity SET custom = ?",
            '{"content": "course", "context_history": "$Context.id.history"}',
        )
    copy = house.lms.duplicate(1, "Copie")
    activity = house.lms.courses.activities(copy.course_id)[0]
    house.visitor("amina").launch(activity.activity_id)
    assert courses(house)[str(copy.course_id)].revision_id == revision_id


def test_a_link_without_its_content_finds_it_by_its_history(house: House) -> None:
    house.visitor("amina").launch(house.exercise_activity)
    with house.lms.store.together():
        custom = '{"link_history": "$ResourceLink.id.history"}'
        house.lms.store.write("UPDATE activity SET custom = ?", custom)
    copy = house.lms.duplicate(1, "Copie")
    (activity,) = [
        one
        for one in house.lms.courses.activities(copy.course_id)
        if one.copied_from == house.exercise_activity
    ]
    page = house.visitor("amina").launch(activity.activity_id)
    assert "/exercise/" in page.url


def test_a_platform_that_offers_notices_is_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, tuple[str, ...], str]] = []
    monkeypatch.setattr(
        notices.notices, "ask", lambda _connector, url, kinds, handler: asked.append((url, kinds, handler))
    )
    house.visitor("amina").launch(house.course_activity)
    with house.tool.database.writing() as db:
        deployment = db.scalars(select(Deployment)).one()
        notices.offer(deployment, f"{LMS_URL}/notice-handlers", datetime.now(UTC))
    house.deliver()
    house.deliver()
    assert asked == [(f"{LMS_URL}/notice-handlers", KINDS, ADDRESS)]


def test_a_turned_off_platform_tells_nothing(house: House) -> None:
    with house.tool.database.writing() as db:
        db.execute(update(Revision).values(shipped=True))
        notices_off = "UPDATE platform SET state = 'off'"
        db.connection().exec_driver_sql(notices_off)
    assert post(house, signed(house)) == 400
