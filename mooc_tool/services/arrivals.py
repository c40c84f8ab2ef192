"""What a signed launch tells us of people and places, written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import LaunchError
from mooc_tool.lti.families import family_of
from mooc_tool.lti.launch import Launch
from mooc_tool.lti.platform import Platform as LtiPlatform
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
from mooc_tool.services import (
    anonymity,
    columns,
    copying,
    library,
    locks,
    notices,
    platforms,
    posting,
    rosters,
)

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class FirstPage:
    """What a launch opens: the course, a unit, an exercise, the picker of deep linking, a review."""

    target: Target | None
    slug: str = ""
    reviews: bool = False
    reviewed_id: int | None = None
    """Whose work an instructor opens from the gradebook; None for somebody who was never here."""


@dataclass(frozen=True)
class Arrival:
    """The rows of a launch."""

    person_id: int
    course_id: int
    placement_id: int | None
    language: str
    first_page: FirstPage
    is_new: bool
    """Whether the person was never met before: then there is no score to catch up on."""


def receive(db: Db, platform_id: int, launch: Launch, now: datetime) -> Arrival:
    """Find or make the person, the course, the membership, the placement and its line."""
    if launch.sub is None:
        raise LaunchError("subject-missing", "administrator")
    known = _known(db, platform_id, launch)
    if known.lacks_some_of(launch):
        locks.hold_platform(db, platform_id)  # a class that opens a link together writes it down once
        known = _known(db, platform_id, launch)
    person = known.person or _add(db, anonymity.person(platform_id, launch, now))
    course = known.course or _new_course(db, platform_id, launch, now)
    title = _title(launch)
    if title and course.title != title:
        course.title = title
    if launch.members_url and course.members_url != launch.members_url:
        course.members_url = launch.members_url
    if launch.members_url and launch.roles.instructor:
        rosters.ask(db, course.course_id, now)
    if launch.notices_url:
        notices.offer(course.deployment, launch.notices_url, now)
    if not launch.visitor:
        _join(db, known.membership, course, person, launch, now)
    placement = known.placement or _new_placement(db, course, launch, now)
    if placement is not None and launch.kind == "resource":
        _line(db, known.line, placement, launch)
        columns.wish(db, placement, known.line, launch, _language(launch.locale), now)
    return Arrival(
        person_id=person.person_id,
        course_id=course.course_id,
        placement_id=placement.placement_id if placement else None,
        language=_language(launch.locale),
        first_page=_first_page(db, platform_id, placement, launch),
        is_new=known.person is None,
    )


def _first_page(db: Db, platform_id: int, placement: Placement | None, launch: Launch) -> FirstPage:
    if launch.kind == "submission-review":
        db.get_one(Platform, platform_id).offers_review = True  # whatever was said at registration
    if launch.for_user is not None and launch.for_user != launch.sub:
        reviewed = select(Person.person_id).where(
            Person.platform_id == platform_id, Person.sub == launch.for_user
        )
        return FirstPage(None, reviews=True, reviewed_id=db.scalar(reviewed))
    return FirstPage(placement.target, placement.slug) if placement else FirstPage(None)


class _Known(NamedTuple):
    """The rows that a launch finds: None for each that it is the first to name."""

    person: Person | None
    course: Course | None
    membership: Membership | None
    placement: Placement | None
    line: Line | None

    def lacks_some_of(self, launch: Launch) -> bool:
        """Whether something that this launch names is still to be written down."""
        has_line = launch.kind == "resource" and launch.grading is not None and launch.grading.line_item
        wanted: list[Base | None] = [self.person, self.course, self.membership]
        wanted += [self.placement] if launch.resource_link else []
        wanted += [self.line] if launch.resource_link and has_line else []
        return None in wanted


# one question for all of them, built once
_KNOWN = (
    select(Person, Course, Membership, Placement, Line)
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


def _known(db: Db, platform_id: int, launch: Launch) -> _Known:
    asked = {
        "platform": platform_id,
        "sub": launch.sub,
        "deployment": launch.deployment_id,
        "context": _context(launch),
        "link": _link(launch),
    }
    return _Known(*db.execute(_KNOWN, asked).one())


Row = TypeVar("Row", bound=Base)


def _add(db: Db, row: Row) -> Row:
    db.add(row)
    db.flush()
    return row


def _context(launch: Launch) -> str:
    """The course's id; a platform may launch outside any course: then the link itself stands for one."""
    return launch.context.id if launch.context else f"link:{_link(launch) or ''}"[:255]


def _link(launch: Launch) -> str | None:
    return launch.resource_link.id if launch.resource_link else None


def _title(launch: Launch) -> str:
    return (launch.context.title or launch.context.label or "")[:255] if launch.context else ""


def _new_course(db: Db, platform_id: int, launch: Launch, now: datetime) -> Course:
    deployment = platforms.deployment_of(db, platform_id, launch.deployment_id, now)
    course = Course(
        deployment_id=deployment.deployment_id,
        context=_context(launch),
        title=_title(launch),
        revision_id=library.newest_shipped(db).revision_id,
        created_at=now,
    )
    origin = copying.origin_of(db, platform_id, copying.history(launch.custom, copying.COURSE_HISTORY))
    _add(db, course)
    if origin is not None:
        copying.take_over(db, course, origin, now)
    return course


def _join(
    db: Db, membership: Membership | None, course: Course, person: Person, launch: Launch, now: datetime
) -> None:
    if membership is None:
        membership = Membership(course_id=course.course_id, person_id=person.person_id, first_seen_at=now)
        db.add(membership)
    membership.role = Role.INSTRUCTOR if launch.roles.instructor else Role.LEARNER
    membership.last_seen_at = now


def _new_placement(db: Db, course: Course, launch: Launch, now: datetime) -> Placement | None:
    link = _link(launch)
    if link is None:
        return None
    target, slug = content_of(launch.custom)
    if "content" not in launch.custom:
        links = copying.history(launch.custom, copying.LINK_HISTORY)
        origin = copying.placement_of(db, course.deployment.platform_id, links)
        target, slug = (origin.target, origin.slug) if origin else (target, slug)
    placement = Placement(
        course_id=course.course_id, resource_link=link, target=target, slug=slug, created_at=now
    )
    return _add(db, placement)


def content_of(custom: Mapping[str, str]) -> tuple[Target, str]:
    """What a placement opens, by the custom parameter ``content`` that deep linking gave it.

    Custom parameters, unlike resource link ids, survive the copy of a course.
    """
    kind, _, slug = custom.get("content", "").partition("/")
    if kind in {Target.UNIT.value, Target.EXERCISE.value} and slug:
        return Target(kind), slug[:100]
    return Target.COURSE, ""


def _line(db: Db, line: Line | None, placement: Placement, launch: Launch) -> None:
    if launch.grading is None or launch.grading.line_item is None:
        return
    if line is None:
        line = Line(placement_id=placement.placement_id, tag="")
        db.add(line)
    if line.ours:
        return  # Open edX may name another one here than the one that was made for this link
    line.url, line.scopes = launch.grading.line_item, " ".join(sorted(launch.grading.scopes))


def unstated(db: Db, course_id: int, person_id: int) -> bool:
    """Whether a line of the course has no letter for this person yet."""
    missing = (
        select(Line.line_id)
        .join(Line.placement)
        .outerjoin(Letter, (Letter.line_id == Line.line_id) & (Letter.person_id == person_id))
        .where(Placement.course_id == course_id, Letter.letter_id.is_(None), posting.can_show(person_id))
        .limit(1)
    )
    return db.scalar(missing) is not None


def _language(locale: str | None) -> str:
    short = (locale or "").lower().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else LANGUAGES[0]


def framing_origins(platform: LtiPlatform, launch: Launch) -> tuple[str, ...]:
    """The sites that may frame the session's pages (CSP frame-ancestors)."""
    if family_of(platform.family, launch.family).pages_elsewhere:
        return ("https:",)
    urls = (platform.issuer, platform.auth_url, launch.return_url or "")
    found = {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, urls) if parts.netloc}
    named = tuple(sorted(origin for origin in found if origin.startswith(("https://", "http://"))))
    return named or ("https:",)  # LTI 1.1 names no address of the platform's pages
