"""What a signed launch tells us of people and places, written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import LaunchError
from mooc_tool.lti.families import family_of
from mooc_tool.lti.launch import Launch
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.records import (
    Course,
    Letter,
    Line,
    Membership,
    Person,
    Placement,
    Platform,
    Role,
    Target,
)
from mooc_tool.records.database import add_row
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
from mooc_tool.services.known import Known, Place, context_of, known_rows, link_of

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class FirstPage:
    """What a launch opens: the course, a unit, an exercise, the picker of deep linking, a review."""

    target: Target | None
    slug: str = ""
    reviews: bool = False
    reviewed_id: int | None = None
    """Whose work an instructor opens from the gradebook; None for somebody who was never in this course."""


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
    known = known_rows(db, platform_id, launch)
    # a class that opens a link together writes it down once
    if known.lacks_some_of(launch) and locks.hold_platform(db, platform_id):
        known = known_rows(db, platform_id, launch)
    person_id = known.person_id or add_row(db, _NEW_PERSON, anonymity.person(platform_id, launch, now))
    course_id = known.course_id or _new_course(db, platform_id, launch, now).course_id
    _freshen(db, known, course_id, launch, now)
    if not launch.visitor:
        _join(db, known.membership_id, course_id, person_id, launch, now)
    place = known.place or _new_place(db, course_id, launch, now)
    if place is not None and launch.kind == "resource":
        _line(db, known, place, launch)
        columns.wish(db, place.placement_id, known.line_id, launch, _language(launch.locale), now)
    return Arrival(
        person_id=person_id,
        course_id=course_id,
        placement_id=place.placement_id if place else None,
        language=_language(launch.locale),
        first_page=_first_page(db, platform_id, course_id, place, launch),
        is_new=known.person_id is None,
    )


def _first_page(
    db: Db, platform_id: int, course_id: int, place: Place | None, launch: Launch
) -> FirstPage:
    if launch.kind == "submission-review":
        db.get_one(Platform, platform_id).offers_review = True  # whatever was said at registration
    if launch.for_user is not None and launch.for_user != launch.sub:
        reviewed = (
            select(Person.person_id)
            .join(Membership, Membership.person_id == Person.person_id)
            .where(
                Person.platform_id == platform_id,
                Person.sub == launch.for_user,
                Membership.course_id == course_id,
            )
        )
        return FirstPage(None, reviews=True, reviewed_id=db.scalar(reviewed))
    return FirstPage(place.target, place.slug) if place else FirstPage(None)


def _title(launch: Launch) -> str:
    return (launch.context.title or launch.context.label or "")[:255] if launch.context else ""


def _new_course(db: Db, platform_id: int, launch: Launch, now: datetime) -> Course:
    deployment = platforms.deployment_of(db, platform_id, launch.deployment_id, now)
    course = Course(
        deployment_id=deployment.deployment_id,
        context=context_of(launch),
        title=_title(launch),
        revision_id=library.newest_shipped(db).revision_id,
        created_at=now,
    )
    origin = copying.origin_of(db, platform_id, copying.history(launch.custom, copying.COURSE_HISTORY))
    db.add(course)
    db.flush()
    if origin is not None:
        copying.take_over(db, course, origin, now)
    return course


def _freshen(db: Db, known: Known, course_id: int, launch: Launch, now: datetime) -> None:
    """What the launch says of the course, where that is news."""
    title, url = _title(launch) or known.title, launch.members_url or known.members_url
    if (title, url) != (known.title, known.members_url):
        changed = update(Course).where(Course.course_id == course_id)
        db.execute(changed.values(title=title, members_url=url))
    if launch.members_url and launch.roles.instructor:
        rosters.ask(db, course_id, now)
    if launch.notices_url and launch.notices_url != known.notices_url:
        notices.offer(db.get_one(Course, course_id).deployment, launch.notices_url, now)


_NEW_PERSON = insert(Person)
_NEW_MEMBER = insert(Membership)
_MEMBER = update(Membership).where(Membership.membership_id == bindparam("known"))


def _join(
    db: Db, membership_id: int | None, course_id: int, person_id: int, launch: Launch, now: datetime
) -> None:
    role = Role.INSTRUCTOR if launch.roles.instructor else Role.LEARNER
    seen = {"role": role, "last_seen_at": now}
    if membership_id is not None:
        db.connection().execute(_MEMBER, {"known": membership_id, **seen})
    else:
        joined = {"course_id": course_id, "person_id": person_id, "first_seen_at": now}
        db.connection().execute(_NEW_MEMBER, {**joined, **seen})


def _new_place(db: Db, course_id: int, launch: Launch, now: datetime) -> Place | None:
    link = link_of(launch)
    if link is None:
        return None
    target, slug = content_of(launch.custom)
    if "content" not in launch.custom:
        links = copying.history(launch.custom, copying.LINK_HISTORY)
        platform_id = db.get_one(Course, course_id).deployment.platform_id
        origin = copying.placement_of(db, platform_id, links)
        target, slug = (origin.target, origin.slug) if origin else (target, slug)
    placement = Placement(course_id=course_id, resource_link=link, target=target, slug=slug, created_at=now)
    db.add(placement)
    db.flush()
    return Place(placement.placement_id, target, slug)


def content_of(custom: Mapping[str, str]) -> tuple[Target, str]:
    """What a placement opens, by the custom parameter ``content`` that deep linking gave it.

    Custom parameters, unlike resource link ids, survive the copy of a course.
    """
    kind, _, slug = custom.get("content", "").partition("/")
    if kind in {Target.UNIT.value, Target.EXERCISE.value} and slug:
        return Target(kind), slug[:100]
    return Target.COURSE, ""


def _line(db: Db, known: Known, place: Place, launch: Launch) -> None:
    if launch.grading is None or launch.grading.line_item is None:
        return
    url, scopes = launch.grading.line_item, " ".join(sorted(launch.grading.scopes))
    if known.line_id is None:
        db.add(Line(placement_id=place.placement_id, tag="", url=url, scopes=scopes))
        db.flush()
    elif known.line_ours:
        return  # Open edX may name another one here than the one that was made for this link
    elif (url, scopes) != (known.line_url, known.line_scopes):
        db.execute(update(Line).where(Line.line_id == known.line_id).values(url=url, scopes=scopes))


_UNSTATED = (
    select(Line.line_id)
    .join(Line.placement)
    .outerjoin(Letter, (Letter.line_id == Line.line_id) & (Letter.person_id == bindparam("person")))
    .where(
        Placement.course_id == bindparam("course"),
        Letter.letter_id.is_(None),
        posting.can_show(bindparam("person")),
    )
    .limit(1)
)


def unstated(db: Db, course_id: int, person_id: int) -> bool:
    """Whether a line of the course has no letter for this person yet."""
    asked = {"course": course_id, "person": person_id}
    return db.connection().execute(_UNSTATED, asked).first() is not None


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
