"""What roles allow in the course, and what they only seem to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.lti.roles import read_roles

LIS = "http://purl.imsglobal.org/vocab/lis/v2/"


@pytest.mark.parametrize(
    "said",
    [
        f"{LIS}membership#Instructor",
        f"{LIS}membership/Instructor#PrimaryInstructor",
        f"{LIS}membership/Instructor#GuestInstructor",
        "Instructor",
    ],
)
def test_who_teaches(said):
    assert read_roles([said]).instructor


@pytest.mark.parametrize(
    "said",
    [
        f"{LIS}membership/Learner#Instructor",
        f"{LIS}membership/Mentor#Instructor",
        f"{LIS}membership/Instructor#TeachingAssistant",
        f"{LIS}membership/Instructor#Grader",
        f"{LIS}institution/person#Instructor",
        f"{LIS}system/person#Administrator",
        f"{LIS}membership",
        "https://evil.test/vocab/lis/v2/membership#Instructor",
        "http://purl.imsglobal.org.evil.test/vocab/lis/v2/membership#Instructor",
        "instructor",
        "urn:lti:role:ims/lis/Instructor",
    ],
)
def test_who_does_not(said):
    roles = read_roles([said])
    assert not roles.instructor
    assert not roles.administrator
    assert roles.raw == (said,)


@pytest.mark.parametrize(
    "said", [f"{LIS}membership#Learner", f"{LIS}membership/Learner#NonCreditLearner", "Learner"]
)
def test_who_learns(said):
    assert read_roles([said]).learner


def test_open_edx_community_assistant_is_a_learner():
    roles = read_roles([f"{LIS}membership#Learner", f"{LIS}membership/Instructor#TeachingAssistant"])
    assert (roles.learner, roles.instructor) == (True, False)


@given(st.lists(st.text()))
def test_anything_else_gives_nothing(said):
    roles = read_roles(["x" + text + "#" for text in said])
    assert (roles.instructor, roles.learner, roles.administrator) == (False, False, False)
