"""A course that was copied in its LMS begins as its origin stands: its edition, its links with their content.

The LMS tells of it in the custom parameters of a launch (LTI: ``$Context.id.history``,
``$ResourceLink.id.history``), or by a notice (``LtiContextCopyNotice``). Work and people are not copied.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool.records import Course, Deployment, Edition, Event, Placement, Revision
from mooc_tool.services import locks, renaming

COURSE_HISTORY, LINK_HISTORY = "context_history", "link_history"
VARIABLES = {COURSE_HISTORY: "$Context.id.history", LINK_HISTORY: "$ResourceLink.id.history"}
"""The custom parameters to ask every platform for; unknown ones come back as they are."""
_MOST = 20


def history(custom: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The ids of ancestors, nearest first; none where the platform did not fill the variable in."""
    value = custom.get(name, "")
    if value.startswith("$"):
        return ()
    return tuple(one.strip() for one in value.split(",") if one.strip())[:_MOST]


def origin_of(db: Db, platform_id: int, contexts: Sequence[str]) -> Course | None:
    """The nearest ancestor that is a course here, on the same platform."""
    if not contexts:
        return None
    rows = db.scalars(
        select(Course)
        .join(Deployment, Deployment.deployment_id == Course.deployment_id)
        .where(Deployment.platform_id == platform_id, Course.context.in_(contexts))
    ).all()
    return min(rows, key=lambda row: contexts.index(row.context), default=None)


def take_over(db: Db, course: Course, origin: Course, now: datetime) -> None:
    """Give the copy the origin's edition, and the list of editions that it can go back to."""
    course.revision_id = origin.revision_id
    for edition in db.scalars(select(Edition).where(Edition.course_id == origin.course_id)):
        db.add(
            Edition(
                course_id=course.course_id,
                number=edition.number,
                revision_id=edition.revision_id,
                published_at=edition.published_at,
            )
        )
    renaming.look_again(db, course.course_id, now)
    data = {"origin": origin.course_id}
    db.add(Event(at=now, kind="course-copied", course_id=course.course_id, data=data))


def placement_of(db: Db, platform_id: int, links: Sequence[str]) -> Placement | None:
    """The nearest ancestor of a link that is known here."""
    if not links:
        return None
    rows = db.scalars(
        select(Placement)
        .join(Course, Course.course_id == Placement.course_id)
        .join(Deployment, Deployment.deployment_id == Course.deployment_id)
        .where(Deployment.platform_id == platform_id, Placement.resource_link.in_(links))
    ).all()
    return min(rows, key=lambda row: links.index(row.resource_link), default=None)


def by_notice(
    db: Db, deployment: Deployment, context: str, origins: Sequence[str], title: str, now: datetime
) -> None:
    """A platform says that it copied a course. A course that already changed its texts keeps them."""
    origin = origin_of(db, deployment.platform_id, origins)
    if origin is None or origin.context == context:
        return
    locks.hold_platform(db, deployment.platform_id)
    course = db.scalar(
        select(Course).where(Course.deployment_id == deployment.deployment_id, Course.context == context)
    )
    if course is None:
        course = Course(
            deployment_id=deployment.deployment_id,
            context=context,
            title=title,
            revision_id=origin.revision_id,
            created_at=now,
        )
        db.add(course)
        db.flush()
    elif not _is_untouched(db, course):
        return
    take_over(db, course, origin, now)


def _is_untouched(db: Db, course: Course) -> bool:
    has_edition = db.scalar(select(Edition.number).where(Edition.course_id == course.course_id).limit(1))
    return has_edition is None and db.get_one(Revision, course.revision_id).shipped
