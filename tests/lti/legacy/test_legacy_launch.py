"""LTI 1.1 launches: what is believed of them, and what is not."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.errors import LaunchError
from mooc_tool.lti.legacy.consumer import Consumer
from mooc_tool.lti.legacy.launch import LegacyLaunch, ResultPlace, consumer_key, read
from tests.lti.legacy.form import CONSUMER, GOOD, NOW, URL, Fields, launch_form, signed

MINUTE = timedelta(minutes=1)


def reading(fields: Fields, url: str = URL) -> LegacyLaunch:
    """What the tool reads."""
    return read(fields, url, CONSUMER, NOW)


def refusal(fields: Fields) -> str:
    """The code of what is refused."""
    with pytest.raises(LaunchError) as caught:
        reading(fields)
    return caught.value.code


def test_a_good_launch():
    legacy = reading(launch_form())
    launch = legacy.launch
    assert (launch.sub, launch.deployment_id, launch.kind) == ("5f2c", "", "resource")
    assert launch.resource_link.id == "www.fun.test-9a7b"
    assert (launch.context.id, launch.context.title) == ("course-v1:FUN+ECO+2026", "Économie collaborative")
    assert launch.custom == {"content": "exercise/remplir-les-voitures"}
    assert (launch.roles.learner, launch.roles.instructor) == (True, False)
    assert (launch.locale, launch.return_url, launch.name, launch.grading) == ("fr", None, None, None)
    assert legacy.result == ResultPlace(
        "https://www.fun.test/grade_handler", "course-v1%3AFUN:www.fun.test-9a7b:5f2c"
    )
    assert (legacy.nonce, legacy.usable_until) == ("nonce-1", NOW + 5 * MINUTE)


def test_the_query_of_the_address_is_signed_too():
    url = f"{URL}?content=course&x=a%20b"
    fields = signed(GOOD, url=url)
    assert reading((*fields, ("content", "course"), ("x", "a b")), url).launch.sub == "5f2c"
    assert refusal(fields) == "oauth-signature"


@pytest.mark.parametrize("fields", [
    {"lis_outcome_service_url": None}, {"lis_result_sourcedid": None}, {"lis_result_sourcedid": ""},
])  # fmt: skip
def test_no_cell_of_a_gradebook(fields):
    assert reading(launch_form(**fields)).result is None


@pytest.mark.parametrize(
    ("said", "instructor", "learner"),
    [
        ("Instructor", True, False),
        ("urn:lti:role:ims/lis/Instructor", True, False),
        ("urn:lti:role:ims/lis/Instructor/GuestInstructor", True, False),
        ("Student,urn:lti:instrole:ims/lis/Instructor", False, True),
        ("urn:lti:role:ims/lis/Learner/Instructor", False, True),
        ("urn:lti:role:ims/lis/Learner,urn:lti:sysrole:ims/lis/Administrator", False, True),
        ("urn:lti:role:ims/lis/Instructor/Grader", False, False),
        ("urn:lti:role:ims/lis/TeachingAssistant", False, False),
        ("Instructor , Learner", True, True),
        ("urn:lti:instrole:ims/lis/Administrator", False, False),
        ("", False, False),
        (None, False, False),
    ],
)
def test_only_a_role_in_the_course_gives_a_right_there(said, instructor, learner):
    roles = reading(launch_form(roles=said)).launch.roles
    assert (roles.instructor, roles.learner) == (instructor, learner)


@pytest.mark.parametrize(
    ("family", "said", "teaches"),
    [
        ("open-edx", "Administrator", True),  # "Staff" of the course team, by LTI 1.1
        ("open-edx", "Instructor", True),  # its "Admin"
        ("open-edx", "Student,Learner", False),
        ("open-edx", "Student,urn:lti:sysrole:ims/lis/Administrator", False),
        ("generic", "Administrator", False),
        ("moodle", "urn:lti:role:ims/lis/Administrator", False),
    ],
)
def test_who_runs_a_course_of_open_edx_teaches_it(family, said, teaches):
    launch = read(launch_form(roles=said), URL, CONSUMER, NOW, family=family).launch
    assert (launch.roles.instructor, launch.family) == (teaches, family)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lti_message_type": "ContentItemSelectionRequest"}, "message-type"),
        ({"lti_message_type": None}, "message-type"),
        ({"lti_version": "1.3.0"}, "version"),
        ({"lti_version": None}, "version"),
        ({"resource_link_id": None}, "resource-link-missing"),
        ({"resource_link_id": "x" * 256}, "claim-unreadable"),
        ({"resource_link_id": "a\0b"}, "claim-unreadable"),
        ({"user_id": ""}, "subject-missing"),
        ({"user_id": "x" * 256}, "claim-unreadable"),
        ({"context_id": "x" * 256}, "claim-unreadable"),
        ({"lis_outcome_service_url": "file:///etc/passwd"}, "claim-unreadable"),
        ({"lis_result_sourcedid": "x" * 4097}, "claim-unreadable"),
    ],
)
def test_what_is_no_launch(changed, code):
    assert refusal(launch_form(**changed)) == code


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"consumer": Consumer("fun-mooc", "another")}, "oauth-signature"),
        ({"consumer": Consumer("fun-mooc", "")}, "oauth-signature"),
        ({"url": "https://other.test/lti/1.1/launch"}, "oauth-signature"),
        ({"method": "HMAC-SHA256"}, "oauth-method"),
        ({"method": "PLAINTEXT"}, "oauth-method"),
        ({"at": NOW - 6 * MINUTE}, "oauth-expired"),
        ({"at": NOW + 6 * MINUTE}, "oauth-early"),
        ({"nonce": "x" * 256}, "claim-unreadable"),
    ],
)
def test_what_is_not_signed_well(how, code):
    assert refusal(launch_form(how)) == code


@pytest.mark.parametrize("minutes", [-5, -1, 0, 1, 5])
def test_clocks_may_differ_by_five_minutes(minutes):
    assert reading(launch_form({"at": NOW + minutes * MINUTE})).nonce == "nonce-1"


@pytest.mark.parametrize("stamp", ["", "soon", "-5", "9" * 40, "²", "1e9"])
def test_timestamps_that_are_none(monkeypatch, stamp):
    monkeypatch.setattr("mooc_tool.lti.legacy.launch.is_signed", lambda *_: True)
    fields = tuple((name, stamp if name == "oauth_timestamp" else held) for name, held in launch_form())
    assert refusal(fields) == "oauth-timestamp"


def test_a_field_that_says_two_things_says_nothing():
    assert refusal((*launch_form(), ("user_id", "somebody-else"))) == "field-repeated"
    assert refusal((*launch_form(), ("user_id", "5f2c"))) == "oauth-signature"
    with pytest.raises(LaunchError, match="field-repeated"):
        consumer_key((("oauth_consumer_key", "a"), ("oauth_consumer_key", "b")))


def test_the_key_that_names_the_platform():
    assert consumer_key(launch_form()) == "fun-mooc"
    with pytest.raises(LaunchError, match="consumer-key-missing"):
        consumer_key(())


@given(st.integers(0, 25), st.text(max_size=12))
def test_nothing_that_is_changed_is_believed(position, value):
    """Every field is under the signature."""
    fields = launch_form()
    name, old = fields[position % len(fields)]
    if value == old:
        return
    bent = tuple((one, value if one == name else held) for one, held in fields)
    assert refusal(bent).startswith(("oauth-", "claim-"))


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), min_size=1, max_size=12))
def test_anything_else_is_refused_with_a_code(fields):
    assert refusal(tuple(fields))
    assert refusal((*fields, *launch_form()))
