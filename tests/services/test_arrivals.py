"""What a launch tells of people and places: written once, kept up to date, never mixed up."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from mooc_tool.errors import LaunchError
from mooc_tool.lti.launch import Context, Grading, Launch, ResourceLink
from mooc_tool.lti.login import LoginRequest
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.lti.roles import Roles
from mooc_tool.records import (
    Base,
    Course,
    Deployment,
    Letter,
    Line,
    Membership,
    Person,
    Placement,
    Platform,
    Role,
    Target,
)
from mooc_tool.services import arrivals, launching, platforms
from mooc_tool.services.arrivals import Arrival
from tests.services.campus import OUT, Campus, launch_of, platform_row

TEACHES = Roles(instructor=True, learner=False, administrator=False, raw=())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def receive(campus: Campus, launch: Launch, platform_id: int | None = None) -> Arrival:
    """Write a launch down."""
    with campus.tool.database.writing() as db:
        return arrivals.receive(db, platform_id or campus.platform_id, launch, campus.now)


def count(campus: Campus, table: type[Base]) -> int:
    """How many rows."""
    with campus.tool.database.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_the_same_launch_twice_writes_once(campus: Campus) -> None:
    first, second = receive(campus, launch_of("amina")), receive(campus, launch_of("amina"))
    assert (first.is_new, second.is_new) == (True, False)
    assert (first.person_id, first.course_id, first.placement_id) == (
        second.person_id,
        second.course_id,
        second.placement_id,
    )
    tables = (Person, Course, Membership, Placement, Line, Deployment)
    assert [count(campus, table) for table in tables] == [1] * 6


def test_a_review_is_of_somebody_of_the_course(campus: Campus) -> None:
    amina = receive(campus, launch_of("amina")).person_id
    review = {"kind": "submission-review", "roles": TEACHES, "for_user": "amina", "resource_link": None}
    assert receive(campus, launch_of("claire", **review)).first_page.reviewed_id == amina
    other = {"context": Context("another", None, "Groupe B")}
    first = receive(campus, launch_of("claire", **review, **other)).first_page
    assert (first.reviews, first.reviewed_id) == (True, None)


def test_a_later_launch_brings_up_to_date(campus: Campus) -> None:
    receive(campus, launch_of("amina"))
    campus.now += timedelta(days=1)
    arrival = receive(
        campus,
        launch_of(
            "amina",
            roles=TEACHES,
            context=Context("course", None, "Groupe B"),
            grading=Grading("https://lms.example/line/2", None, ("b", "a")),
        ),
    )
    with campus.tool.database.reading() as db:
        course, line = db.get_one(Course, arrival.course_id), db.scalars(select(Line)).one()
        membership = db.scalars(select(Membership)).one()
    assert course.title == "Groupe B"
    assert (line.url, line.scopes) == ("https://lms.example/line/2", "a b")
    assert (membership.role, membership.last_seen_at) == (Role.INSTRUCTOR, campus.now)
    assert membership.first_seen_at == campus.now - timedelta(days=1)


def test_a_launch_without_a_title_keeps_the_one_known(campus: Campus) -> None:
    receive(campus, launch_of("amina", context=Context("course", None, None)))
    with campus.tool.database.reading() as db:
        assert db.get_one(Course, campus.course_id).title == "Groupe A"


def test_the_same_names_on_another_platform_are_others(campus: Campus) -> None:
    with campus.tool.database.writing() as db:
        db.add(other := platform_row("https://other.example", campus.now))
        db.flush()
        platform_id = other.platform_id
    here, there = receive(campus, launch_of("amina")), receive(campus, launch_of("amina"), platform_id)
    assert here.person_id != there.person_id
    assert here.course_id != there.course_id


def test_another_deployment_is_another_course_of_the_same_person(campus: Campus) -> None:
    here, there = receive(campus, launch_of("amina")), receive(campus, launch_of("amina", deployment_id="2"))
    assert here.person_id == there.person_id
    assert here.course_id != there.course_id


@pytest.mark.parametrize(
    ("content", "target", "slug"),
    [
        ("unit/1-1-aller", Target.UNIT, "1-1-aller"),
        (f"exercise/{OUT}", Target.EXERCISE, OUT),
        ("course", Target.COURSE, ""),
        ("", Target.COURSE, ""),
        ("unit/", Target.COURSE, ""),
        ("nonsense/x", Target.COURSE, ""),
        ("exercise/" + "x" * 300, Target.EXERCISE, "x" * 100),
    ],
)
def test_a_custom_parameter_says_what_a_link_opens(
    campus: Campus, content: str, target: Target, slug: str
) -> None:
    arrival = receive(campus, launch_of("amina", custom={"content": content}))
    assert (arrival.first_page.target, arrival.first_page.slug) == (target, slug)


def test_a_copied_course_opens_the_same_content(campus: Campus) -> None:
    """New ids for course and link, the same custom parameters."""
    custom = {"content": f"exercise/{OUT}"}
    origin = receive(campus, launch_of("amina", custom=custom))
    copy = receive(
        campus,
        launch_of(
            "amina",
            custom=custom,
            context=Context("copy", None, "Groupe A (copie)"),
            resource_link=ResourceLink("link of the copy", None, None),
            grading=Grading("https://lms.example/line/of-the-copy", None, ()),
        ),
    )
    assert copy.course_id != origin.course_id
    assert copy.first_page == origin.first_page
    with campus.tool.database.reading() as db:
        assert {line.url for line in db.scalars(select(Line))} == {
            "https://lms.example/line/1",
            "https://lms.example/line/of-the-copy",
        }


def test_a_link_keeps_what_it_opens(campus: Campus) -> None:
    receive(campus, launch_of("amina", custom={"content": f"exercise/{OUT}"}))
    assert receive(campus, launch_of("bruno")).first_page.slug == OUT


def test_a_launch_outside_any_course(campus: Campus) -> None:
    """The link itself stands for a course then."""
    one = receive(campus, launch_of("amina", context=None))
    again = receive(campus, launch_of("bruno", context=None))
    other = receive(campus, launch_of("amina", context=None, resource_link=ResourceLink("2", None, None)))
    assert one.course_id == again.course_id
    assert len({one.course_id, other.course_id, campus.course_id}) == 3
    long = ResourceLink("l" * 255, None, None)
    assert receive(campus, launch_of("amina", context=None, resource_link=long)).course_id


def test_a_link_without_grades_has_no_line(campus: Campus) -> None:
    receive(campus, launch_of("amina", grading=None))
    receive(campus, launch_of("amina", grading=Grading(None, "https://lms.example/lines", ())))
    assert count(campus, Line) == 0
    receive(campus, launch_of("amina"))
    assert count(campus, Line) == 1


@pytest.mark.parametrize(
    ("locale", "language"),
    [("fr-FR", "fr"), ("en_GB", "en"), ("EN", "en"), ("de-DE", "fr"), ("", "fr"), (None, "fr")],
)
def test_the_language_is_the_platforms_if_we_speak_it(
    campus: Campus, locale: str | None, language: str
) -> None:
    assert receive(campus, launch_of("amina", locale=locale)).language == language


def test_nobody_is_nobody(campus: Campus) -> None:
    with pytest.raises(LaunchError, match="subject-missing"):
        receive(campus, launch_of(None))
    assert count(campus, Person) == 0


def test_titles_of_any_length_fit(campus: Campus) -> None:
    receive(campus, launch_of("amina", context=Context("c", None, "é" * 2000)))
    with campus.tool.database.reading() as db:
        assert "é" * 255 in set(db.scalars(select(Course.title)))


def test_a_line_that_is_met_later_shows_what_was_earned_before(campus: Campus) -> None:
    who = campus.member("amina")
    campus.score(who, OUT, 70)
    assert campus.letters() == []
    _launch(campus, launch_of("amina", custom={"content": f"exercise/{OUT}"}))
    (letter,) = campus.letters()
    assert (letter.given, letter.person_id) == (70, who.person_id)
    version = letter.version
    _launch(campus, launch_of("amina"))
    assert [letter.version for letter in campus.letters()] == [version], "stated once"


def test_a_newcomer_has_nothing_to_catch_up_on(campus: Campus) -> None:
    _launch(campus, launch_of("newcomer"))
    assert count(campus, Letter) == 0


def _launch(campus: Campus, launch: Launch) -> None:
    with campus.tool.database.writing() as db:
        request = LoginRequest("https://lms.example", "hint", None, "client", "1", None, None)
        begun = launching.begin(db, request, launch_url="https://tool.example/", now=campus.now)
        expected = launching.expected(
            db, begun.state, launch_url="https://tool.example/", now=campus.now
        )
        launching.admit(db, expected, launch, campus.tool, campus.now)


def test_framing_is_for_the_sites_that_the_launch_names(campus: Campus) -> None:
    with campus.tool.database.reading() as db:
        platform = platforms.as_lti(db.get_one(Platform, campus.platform_id))
    launch = launch_of("amina", return_url="https://back.example/a?b=c")
    assert arrivals.framing_origins(platform, launch) == ("https://back.example", "https://lms.example")
    canvas = LtiPlatform(**{**platform.__dict__, "family": "canvas"})
    assert arrivals.framing_origins(canvas, launch) == ("https:",)
