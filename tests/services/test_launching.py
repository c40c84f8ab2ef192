"""Logins under way: used once, by the browser that began them, within their time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from mooc_tool.errors import LaunchError
from mooc_tool.lti.deep_linking import DeepLinkingSettings
from mooc_tool.lti.launch import Launch, ResourceLink
from mooc_tool.lti.login import LoginRequest
from mooc_tool.lti.roles import Roles
from mooc_tool.records import (
    LaunchAttempt,
    Membership,
    Person,
    Platform,
    PlatformState,
    Role,
    Session,
    Target,
)
from mooc_tool.services import launching, registering, sessions
from mooc_tool.services.launching import Admitted, Begun
from mooc_tool.services.sessions import Visit
from tests.services.campus import OUT, Campus, launch_of, platform_row, visit_of

URL = "https://tool.example/lti/launch"
REQUEST = LoginRequest(
    issuer="https://lms.example",
    client_id="client",
    login_hint="amina's hint",
    message_hint="message hint",
    target_link_uri=URL,
    deployment_id="1",
    storage_target=None,
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def begin(campus: Campus, request: LoginRequest = REQUEST) -> Begun:
    """A login."""
    with campus.tool.database.writing() as db:
        return launching.begin(db, request, launch_url=URL, now=campus.now)


def admit(
    campus: Campus, begun: Begun, launch: Launch | None = None, now: datetime | None = None
) -> Admitted:
    """Go through with it."""
    at = now or campus.now
    with campus.tool.database.reading() as db:
        expected = launching.expected(db, begun.state, launch_url=URL, now=at)
    with campus.tool.database.writing() as db:
        return launching.admit(db, expected, launch or launch_of("amina"), campus.tool, at)


def visit(campus: Campus, begun: Begun, launch: Launch | None = None) -> Visit:
    """The session that it opens."""
    return visit_of(campus.tool, admit(campus, begun, launch).ticket)


def refused(campus: Campus, state: str, now: datetime | None = None) -> LaunchError:
    """Why a login cannot go on."""
    with campus.tool.database.reading() as db, pytest.raises(LaunchError) as caught:
        launching.expected(db, state, launch_url=URL, now=now or campus.now)
    return caught.value


def test_a_login_sends_the_browser_to_the_platform(campus: Campus) -> None:
    begun = begin(campus)
    asked = parse_qs(urlsplit(begun.url).query)
    assert begun.url.startswith("https://lms.example/auth?")
    assert asked["state"] == [begun.state]
    assert (asked["login_hint"], asked["lti_message_hint"]) == (["amina's hint"], ["message hint"])
    assert asked["redirect_uri"] == [URL]
    with campus.tool.database.reading() as db:
        attempt = db.scalars(select(LaunchAttempt)).one()
    assert asked["nonce"] == [attempt.nonce]
    assert attempt.expires_at == campus.now + launching.LIFE
    assert begun.browser_secret not in (attempt.browser_digest, attempt.state, attempt.nonce)


def test_a_frames_name_of_any_length_is_a_login(campus: Campus) -> None:
    begun = begin(campus, LoginRequest(**{**REQUEST.__dict__, "storage_target": "f" * 255}))
    assert visit(campus, begun)


def test_logins_share_nothing(campus: Campus) -> None:
    one, other = begin(campus), begin(campus)
    assert one.state != other.state
    assert one.browser_secret != other.browser_secret


def test_the_browser_that_began_is_known_by_its_secret(campus: Campus) -> None:
    one, other = begin(campus), begin(campus)
    with campus.tool.database.reading() as db:
        expected = launching.expected(db, one.state, launch_url=URL, now=campus.now)
    assert expected.same_browser(one.browser_secret)
    for secret in (other.browser_secret, "", None, one.browser_secret + "x"):
        assert not expected.same_browser(secret)


def test_what_is_expected_is_what_was_begun(campus: Campus) -> None:
    begun = begin(campus)
    with campus.tool.database.reading() as db:
        lti = launching.expected(db, begun.state, launch_url=URL, now=campus.now).lti
    assert (lti.state, lti.deployment_id, lti.launch_url) == (begun.state, "1", URL)
    assert lti.platform.issuer == "https://lms.example"


def test_an_unknown_login_is_refused(campus: Campus) -> None:
    begin(campus)
    assert (refused(campus, "unknown").code, refused(campus, "").code) == ("launch-state-unknown",) * 2


def test_a_login_lives_ten_minutes(campus: Campus) -> None:
    begun = begin(campus)
    end = campus.now + timedelta(seconds=600)
    assert refused(campus, begun.state, end).code == "launch-expired"
    assert refused(campus, begun.state, end).mender == "learner"
    assert admit(campus, begun, now=end - timedelta(seconds=1)).first_page.target is Target.COURSE


def test_a_login_is_used_once(campus: Campus) -> None:
    begun = begin(campus)
    admit(campus, begun)
    assert refused(campus, begun.state).code == "launch-replayed"


def test_of_launches_at_the_same_time_one_wins(campus: Campus) -> None:
    begun = begin(campus)
    with campus.tool.database.reading() as db:
        expected = launching.expected(db, begun.state, launch_url=URL, now=campus.now)
    together = Barrier(8)

    def go(_: int) -> str:
        together.wait()
        try:
            with campus.tool.database.writing() as db:
                launching.admit(db, expected, launch_of("amina"), campus.tool, campus.now)
        except LaunchError as error:
            return error.code
        return "admitted"

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(go, range(8)))
    assert outcomes == ["admitted"] + ["launch-replayed"] * 7
    with campus.tool.database.reading() as db:
        assert len(db.scalars(select(Session)).all()) == 1


def test_a_class_that_opens_a_new_link_together_gets_in(campus: Campus) -> None:
    """The first to name course, link and line write them down; nobody trips over it."""
    begun = [begin(campus) for _ in range(8)]
    link = ResourceLink("new link", None, None)
    together = Barrier(8)

    def go(number: int) -> int:
        together.wait()
        launch = launch_of(f"learner-{number // 2}", resource_link=link, deployment_id="new")
        return visit(campus, begun[number], launch).course_id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(go, range(8)))) == 1
    with campus.tool.database.reading() as db:
        assert len(db.scalars(select(Person)).all()) == 4


def test_what_named_the_person_goes_with_the_login(campus: Campus) -> None:
    admit(campus, begin(campus))
    with campus.tool.database.reading() as db:
        attempt = db.scalars(select(LaunchAttempt)).one()
    assert (attempt.used_at, attempt.login_hint, attempt.message_hint) == (campus.now, "", None)


def test_a_session_says_who_where_and_as_what(campus: Campus) -> None:
    custom = {"content": f"exercise/{OUT}"}
    admitted = admit(campus, begin(campus), launch_of("amina", custom=custom))
    assert (admitted.first_page.target, admitted.first_page.slug) == (Target.EXERCISE, OUT)
    with campus.tool.database.reading() as db:
        found = sessions.find(
            db,
            admitted.ticket.token,
            None,
            secret=campus.tool.secret,
            limits=campus.tool.limits,
            now=campus.now,
        )
    assert (found.role, found.language, found.name) == (Role.LEARNER, "fr", "Amina Diallo")
    assert (found.document_target, found.course_id) == ("iframe", campus.course_id)
    assert found.ends_at == campus.now + campus.tool.limits.whole


def test_only_an_instructor_of_the_course_is_one(campus: Campus) -> None:
    teacher = Roles(instructor=True, learner=False, administrator=False, raw=())
    administrator = Roles(instructor=False, learner=False, administrator=True, raw=())
    assert visit(campus, begin(campus), launch_of("t", roles=teacher)).role is Role.INSTRUCTOR
    assert visit(campus, begin(campus), launch_of("a", roles=administrator)).role is Role.LEARNER


def test_deep_linking_opens_the_picker(campus: Campus) -> None:
    settings = DeepLinkingSettings("https://lms.example/back", targets=("iframe",), data={"a": 1})
    launch = launch_of("t", resource_link=None, deep_linking=settings, grading=None, kind="deep-linking")
    admitted = admit(campus, begin(campus), launch)
    assert (admitted.picks, admitted.first_page.target) == (True, None)
    asked = visit_of(campus.tool, admitted.ticket).deep_linking
    assert asked is not None
    assert asked["return_url"] == "https://lms.example/back"


def test_a_name_of_any_length_opens_a_session(campus: Campus) -> None:
    assert visit(campus, begin(campus), launch_of("amina", name="é" * 255)).name == "é" * 200


def let_visitors_in(campus: Campus) -> None:
    with campus.tool.database.writing() as db:
        registering.set_options(db, campus.platform_id, campus.now, anonymous=True)


def test_a_visitor_is_somebody_new_each_time_and_teaches_nobody(campus: Campus) -> None:
    let_visitors_in(campus)
    teacher = Roles(instructor=True, learner=False, administrator=False, raw=())
    admitted = [visit(campus, begin(campus), launch_of(None, roles=teacher)) for _ in range(2)]
    assert {one.role for one in admitted} == {Role.LEARNER}
    with campus.tool.database.reading() as db:
        people = [db.get_one(Person, one.person_id) for one in admitted]
        assert [person.anonymous for person in people] == [True, True]
        assert len({person.sub for person in people}) == 2
        assert db.scalars(select(Membership)).all() == [], "visitors are in no table of the course's learners"


@pytest.mark.parametrize("kind", ["deep-linking", "submission-review"])
def test_visitors_neither_choose_nor_review(campus: Campus, kind: str) -> None:
    let_visitors_in(campus)
    begun = begin(campus)
    with pytest.raises(LaunchError, match="subject-missing"):
        admit(campus, begun, launch_of(None, kind=kind))
    assert admit(campus, begun, launch_of("amina")), "a launch that failed uses nothing up"


def test_the_same_login_in_another_window(campus: Campus) -> None:
    first = begin(campus)
    with campus.tool.database.writing() as db:
        again = launching.begin_again(db, first.state, launch_url=URL, now=campus.now)
    asked = parse_qs(urlsplit(again.url).query)
    assert again.state != first.state
    assert (asked["login_hint"], asked["lti_message_hint"]) == (["amina's hint"], ["message hint"])
    admit(campus, again)
    with campus.tool.database.writing() as db, pytest.raises(LaunchError, match="launch-replayed"):
        launching.begin_again(db, again.state, launch_url=URL, now=campus.now)


@pytest.mark.parametrize("state", [PlatformState.PENDING, PlatformState.OFF])
def test_only_an_accepted_platform_launches(campus: Campus, state: PlatformState) -> None:
    with campus.tool.database.writing() as db:
        db.get_one(Platform, campus.platform_id).state = state
    with pytest.raises(LaunchError, match="platform-not-accepted"):
        begin(campus)


def test_an_issuer_must_say_which_of_its_registrations(campus: Campus) -> None:
    anonymous = LoginRequest(**{**REQUEST.__dict__, "client_id": None})
    assert begin(campus, anonymous).url
    with campus.tool.database.writing() as db:
        other = platform_row("https://lms.example", campus.now)
        other.client_id = "other"
        db.add(other)
    with pytest.raises(LaunchError, match="platform-ambiguous"):
        begin(campus, anonymous)
    assert begin(campus).url
    with pytest.raises(LaunchError, match="platform-unknown"):
        begin(campus, LoginRequest(**{**REQUEST.__dict__, "client_id": "third"}))


def test_logins_that_are_over_are_swept(campus: Campus) -> None:
    kept, gone = begin(campus), begin(campus)
    with campus.tool.database.writing() as db:
        db.get_one(LaunchAttempt, gone.state).expires_at = campus.now
    with campus.tool.database.writing() as db:
        launching.sweep(db, campus.now)
    with campus.tool.database.reading() as db:
        assert [attempt.state for attempt in db.scalars(select(LaunchAttempt))] == [kept.state]
