"""What a signed launch tells us of people and places, written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import LaunchError
from mooc_tool.lti.launch import Launch
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.records import Course, Letter, Line, Membership, Person, Placement, Role, Target
from mooc_tool.services import library, platforms

LANGUAGES = ("fr", "en")
_HOSTS_PAGES_ELSEWHERE = {"canvas", "open-edx", "blackboard", "desire2learn"}
"""Families whose pages are on other hosts than their issuer: which ones, a launch does not say."""


@dataclass(frozen=True)
class FirstPage:
    """What a launch opens: the course, a unit, an exercise, or the picker of deep linking."""

    target: Target | None
    slug: str = ""


@dataclass(frozen=True)
class Arrival:
    """The rows of a launch."""

    person_id: int
    course_id: int
    placement_id: int | None
    language: str
    first_page: FirstPage


def receive(db: Db, platform_id: int, launch: Launch, now: datetime) -> Arrival:
    """Find or make the person, the course, the membership, the placement and its line."""
    if launch.sub is None:
        raise LaunchError("subject-missing", "administrator")
    deployment = platforms.deployment_of(db, platform_id, launch.deployment_id, now)
    person = _person(db, platform_id, launch.sub, now)
    course = _course(db, deployment.deployment_id, launch, now)
    _join(db, course, person, launch, now)
    placement = _placement(db, course, launch, now)
    if placement is not None:
        _line(db, placement, launch)
    return Arrival(
        person_id=person.person_id,
        course_id=course.course_id,
        placement_id=placement.placement_id if placement else None,
        language=_language(launch.locale),
        first_page=FirstPage(placement.target, placement.slug) if placement else FirstPage(None),
    )


def _person(db: Db, platform_id: int, sub: str, now: datetime) -> Person:
    person = db.scalar(select(Person).where(Person.platform_id == platform_id, Person.sub == sub))
    if person is None:
        person = Person(platform_id=platform_id, sub=sub, created_at=now)
        db.add(person)
        db.flush()
    return person


def _course(db: Db, deployment_id: int, launch: Launch, now: datetime) -> Course:
    # a platform may launch outside any course: then the link itself stands for one
    context = launch.context.id if launch.context else f"link:{_link_id(launch)}"
    title = (launch.context.title or launch.context.label or "") if launch.context else ""
    course = db.scalar(select(Course).where(Course.deployment_id == deployment_id, Course.context == context))
    if course is None:
        course = Course(
            deployment_id=deployment_id,
            context=context,
            title=title[:255],
            revision_id=library.newest_shipped(db).revision_id,
            created_at=now,
        )
        db.add(course)
        db.flush()
    elif title and course.title != title[:255]:
        course.title = title[:255]
    return course


def _link_id(launch: Launch) -> str:
    return launch.resource_link.id if launch.resource_link else ""


def _join(db: Db, course: Course, person: Person, launch: Launch, now: datetime) -> None:
    role = Role.INSTRUCTOR if launch.roles.instructor else Role.LEARNER
    membership = db.scalar(
        select(Membership).where(
            Membership.course_id == course.course_id, Membership.person_id == person.person_id
        )
    )
    if membership is None:
        membership = Membership(course_id=course.course_id, person_id=person.person_id, first_seen_at=now)
        db.add(membership)
    membership.role = role
    membership.last_seen_at = now


def _placement(db: Db, course: Course, launch: Launch, now: datetime) -> Placement | None:
    if launch.resource_link is None:
        return None
    placement = db.scalar(
        select(Placement).where(
            Placement.course_id == course.course_id, Placement.resource_link == launch.resource_link.id
        )
    )
    if placement is None:
        target, slug = content_of(launch.custom)
        placement = Placement(
            course_id=course.course_id,
            resource_link=launch.resource_link.id,
            target=target,
            slug=slug,
            created_at=now,
        )
        db.add(placement)
        db.flush()
    return placement


def content_of(custom: Mapping[str, str]) -> tuple[Target, str]:
    """What a placement opens, by the custom parameter ``content`` that deep linking gave it.

    Custom parameters, unlike resource link ids, survive the copy of a course.
    """
    kind, _, slug = custom.get("content", "").partition("/")
    if kind in {Target.UNIT.value, Target.EXERCISE.value} and slug:
        return Target(kind), slug[:100]
    return Target.COURSE, ""


def _line(db: Db, placement: Placement, launch: Launch) -> None:
    if launch.grading is None or launch.grading.line_item is None:
        return
    scopes = " ".join(sorted(launch.grading.scopes))
    line = db.scalar(select(Line).where(Line.placement_id == placement.placement_id, Line.tag == ""))
    if line is None:
        db.add(Line(placement_id=placement.placement_id, tag="", url=launch.grading.line_item, scopes=scopes))
    else:
        line.url, line.scopes = launch.grading.line_item, scopes


def unstated(db: Db, course_id: int, person_id: int) -> bool:
    """Whether a line of the course has no letter for this person yet."""
    missing = (
        select(Line.line_id)
        .join(Line.placement)
        .outerjoin(Letter, (Letter.line_id == Line.line_id) & (Letter.person_id == person_id))
        .where(Placement.course_id == course_id, Letter.letter_id.is_(None))
        .limit(1)
    )
    return db.scalar(missing) is not None


def _language(locale: str | None) -> str:
    short = (locale or "").lower().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else LANGUAGES[0]


def framing_origins(platform: LtiPlatform, launch: Launch) -> tuple[str, ...]:
    """The sites that may frame the session's pages (CSP frame-ancestors)."""
    if platform.family in _HOSTS_PAGES_ELSEWHERE:
        return ("https:",)
    urls = (platform.issuer, platform.auth_url, launch.return_url or "")
    found = {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, urls) if parts.netloc}
    return tuple(sorted(origin for origin in found if origin.startswith(("https://", "http://"))))
