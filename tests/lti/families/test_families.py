"""What one LMS does otherwise: found by its code, and only said where it differs."""

import pytest

from mooc_tool.lti.families import FAMILIES, GENERIC, family_of, may_configure
from mooc_tool.lti.families.family import Family
from mooc_tool.services.posting import MAXIMUM


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("moodle", "Moodle"),
        ("canvas", "Canvas"),
        ("desire2learn", "Brightspace"),
        ("BlackboardLearn", "Blackboard"),
        ("open-edx", "Open edX"),
        ("sakai", "Sakai"),
        ("schoology", "any other"),
        ("generic", "any other"),
        ("", "any other"),
    ],
)
def test_found_by_the_code_that_platforms_send(code, name):
    assert family_of(code).name == name


def test_the_first_code_that_is_known_counts():
    assert family_of("generic", "canvas").name == "Canvas"
    assert family_of("moodle", "canvas").name == "Moodle"


def test_no_code_stands_for_two():
    codes = [code for family in FAMILIES for code in family.codes]
    assert len(set(codes)) == len(codes)
    assert codes == [code.lower() for code in codes]


def test_every_family_takes_the_maximum_of_our_columns():
    assert all(family.takes_maximum(MAXIMUM) for family in (*FAMILIES, GENERIC))
    assert not family_of("moodle").takes_maximum(7.5)
    assert not family_of("moodle").takes_maximum(1000)
    assert family_of("sakai").takes_maximum(7.5)


def test_words_are_read_as_the_family_means_them(service, score):
    """What Moodle says of a teacher means nothing in the mouth of Canvas."""
    assert score(service, "moodle", 400, b"Incorrect score received") == "user-not-gradable"
    assert score(service, "canvas", 400, b"Incorrect score received") == "platform-refused"
    assert score(service, "generic", 400, b"Incorrect score received") == "user-not-gradable"
    assert score(service, "canvas", 409, b"") == "score-superseded"


def test_configurations_come_from_the_issuers_own_host_or_the_familys():
    assert may_configure("lms.test", "lms.test")
    assert may_configure("sso.canvaslms.com", "canvas.instructure.com")
    assert not may_configure("sso.canvaslms.com", "lms.test")
    assert not may_configure("canvas.instructure.com", "sso.canvaslms.com")


def test_a_token_for_brightspace_names_its_own_audience(service, audience):
    assert audience(service, "desire2learn") == "https://api.brightspace.com/auth/token"
    assert audience(service, "moodle") == f"{service.server.url}/token"


def test_what_is_said_of_no_family_is_what_the_specifications_say():
    plain = Family("plain")
    assert (plain.pages_elsewhere, plain.token_audience) == (False, None)
    assert plain.lines_in_deep_links == "as asked"
    assert plain.takes_maximum(12.5)
