"""What is known already of the people and places that a launch names, by one question."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session as Db

from mooc_tool.lti.launch import Launch
from mooc_tool.records import Course, Deployment, Line, Membership, Person, Placement, Platform, Target


class Place(NamedTuple):
    """A placement, and what it opens."""

    placement_id: int
    target: Target
    slug: str


class Known(NamedTuple):
    """What a launch finds: None for all that it is the first to name."""

    person_id: int | None
    course_id: int | None
    title: str | None
    members_url: str | None
    membership_id: int | None
    placement_id: int | None
    target: Target | None
    slug: str | None
    line_id: int | None
    line_url: str | None
    line_scopes: str | None
    line_ours: bool | None
    notices_url: str | None

    @property
    def place(self) -> Place | None:
        """The placement, if it is known."""
        if self.placement_id is None or self.target is None or self.slug is None:
            return None
        return Place(self.placement_id, self.target, self.slug)

    def lacks_some_of(self, launch: Launch) -> bool:
        """Whether something that this launch names is still to be written down."""
        has_line = launch.kind == "resource" and launch.grading is not None and launch.grading.line_item
        wanted = [self.person_id, self.course_id, self.membership_id]
        wanted += [self.placement_id] if launch.resource_link else []
        wanted += [self.line_id] if launch.resource_link and has_line else []
        return None in wanted


# one question for all of it, built once
_KNOWN = (
    select(
        Person.person_id,
        Course.course_id,
        Course.title,
        Course.members_url,
        Membership.membership_id,
        Placement.placement_id,
        Placement.target,
        Placement.slug,
        Line.line_id,
        Line.url,
        Line.scopes,
        Line.ours,
        Deployment.notices_url,
    )
    .select_from(Platform)
    .outerjoin(Person, (Person.platform_id == Platform.platform_id) & (Person.sub == bindparam("sub")))
    .outerjoin(
        Deployment,
        (Deployment.platform_id == Platform.platform_id) & (Deployment.value == bindparam("deployment")),
    )
    .outerjoin(
        Course,
        (Course.deployment_id == Deployment.deployment_id) & (Course.context == bindparam("context")),
    )
    .outerjoin(
        Membership,
        (Membership.course_id == Course.course_id) & (Membership.person_id == Person.person_id),
    )
    .outerjoin(
        Placement,
        (Placement.course_id == Course.course_id) & (Placement.resource_link == bindparam("link")),
    )
    .outerjoin(Line, (Line.placement_id == Placement.placement_id) & (Line.tag == ""))
    .where(Platform.platform_id == bindparam("platform"))
)


def known_rows(db: Db, platform_id: int, launch: Launch) -> Known:
    """What a launch of that platform finds."""
    asked = {
        "platform": platform_id,
        "sub": launch.sub,
        "deployment": launch.deployment_id,
        "context": context_of(launch),
        "link": link_of(launch),
    }
    return Known._make(db.connection().execute(_KNOWN, asked).one())


def context_of(launch: Launch) -> str:
    """The course's id; a platform may launch outside any course: then the link itself stands for one."""
    return launch.context.id if launch.context else f"link:{link_of(launch) or ''}"[:255]


def link_of(launch: Launch) -> str | None:
    """The id of the place in the course that the launch comes from."""
    return launch.resource_link.id if launch.resource_link else None
