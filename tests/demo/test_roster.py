"""The roster: pages, filters, differences."""

import pytest

from mooc_tool.demo.state import scopes

CONTAINER = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
PATH = "/lti/courses/1/members"


@pytest.fixture
def ask(services):
    token = services.token()
    return lambda url=PATH, **more: services.call("GET", url, **{"media": CONTAINER, "token": token, **more})


def names(answer):
    return [member["user_id"] for member in answer.json()["members"]]


def test_members_with_roles_and_names(ask):
    answer = ask()
    assert answer.headers["Content-Type"] == CONTAINER
    assert answer.json()["context"]["id"] == "1"
    assert names(answer) == ["claire", "amina", "hugo", "emma"]
    amina = answer.json()["members"][1]
    assert (amina["status"], amina["name"]) == ("Active", "Amina Benali")
    assert amina["roles"][0].endswith("membership#Learner")


def test_names_can_be_kept_back(ask, lms):
    lms.set(names=False)
    assert set(ask().json()["members"][0]) == {"user_id", "status", "roles"}


def test_pages(ask, lms):
    lms.enrol_many(120)
    found, answer = [], ask()
    while True:
        found += names(answer)
        if "next" not in answer.links:
            break
        answer = ask(answer.links["next"]["url"])
    assert len(found) == len(set(found)) == 124
    assert len(names(ask(f"{PATH}?limit=3"))) == 3


@pytest.mark.parametrize("role", ["Instructor", "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"])
def test_role_filter(ask, role):
    assert names(ask(f"{PATH}?role={role.replace('#', '%23')}")) == ["claire"]


def test_differences_tell_who_came_and_who_went(ask, lms):
    url = ask().links["differences"]["url"]
    assert names(ask(url)) == []
    lms.enrol_many(1)
    lms.people.enrol(1, ["hugo"], "Deleted")
    changed = ask(url).json()["members"]
    assert [(one["user_id"], one["status"]) for one in changed] == [
        ("learner-0001", "Active"),
        ("hugo", "Deleted"),
    ]
    assert "hugo" not in names(ask())


def test_rights_types_and_parameters_count(ask, services):
    assert ask(media="application/json").status_code == 406
    assert ask(token=services.token(scopes.SCORE)).status_code == 403
    assert ask("/lti/courses/9/members").status_code == 404
    assert ask(f"{PATH}?since=yesterday").status_code == 400
    assert ask(f"{PATH}?limit=0").status_code == 400
