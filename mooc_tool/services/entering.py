"""The session that a launch opens, once it is checked and written down, whatever version of LTI it used."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session as Db

from mooc_tool.lti.launch import Launch
from mooc_tool.lti.platform import Platform as LtiPlatform
from mooc_tool.records import Course, Role
from mooc_tool.services import arrivals, outcomes, posting, sessions
from mooc_tool.services.arrivals import Arrival
from mooc_tool.services.library import Library
from mooc_tool.services.tool import Tool

LONGEST_NAME = 200


@dataclass(frozen=True)
class Admitted:
    """A session, and what it opens first; ``picks``: it is for choosing contents (LTI: deep linking)."""

    ticket: sessions.Ticket
    first_page: arrivals.FirstPage
    picks: bool


def enter(
    db: Db, platform: LtiPlatform, launch: Launch, arrival: Arrival, tool: Tool, now: datetime
) -> Admitted:
    """Open the session of a launch whose rows are there."""
    opened = {
        "person_id": arrival.person_id,
        "course_id": arrival.course_id,
        "placement_id": arrival.placement_id,
        "role": Role.INSTRUCTOR if launch.roles.instructor else Role.LEARNER,
        "language": arrival.language,
        "document_target": "iframe" if launch.document_target != "window" else "window",
        "frames": " ".join(arrivals.framing_origins(platform, launch)),
        "name": launch.name[:LONGEST_NAME] if launch.name else None,
        "deep_linking": asdict(launch.deep_linking) if launch.deep_linking else None,
        "opened_at": now,
        "seen_at": now,
        "ends_at": now + tool.limits.whole,
    }
    outcomes.note(db, outcomes.OPENED, platform_id=platform.platform_id, now=now)
    ticket = sessions.issue(db, opened, tool.secret)
    if not arrival.is_new:
        _catch_up(db, arrival, tool.library, now)
    return Admitted(ticket, arrival.first_page, picks=launch.deep_linking is not None)


def _catch_up(db: Db, arrival: Arrival, library: Library, now: datetime) -> None:
    """A line met for the first time shows what was earned before it was known."""
    if arrivals.unstated(db, arrival.course_id, arrival.person_id):
        course = db.get_one(Course, arrival.course_id)
        posting.write(
            db,
            course_id=arrival.course_id,
            person_id=arrival.person_id,
            pack=library.get(db, course.revision_id).pack,
            language=arrival.language,
            now=now,
        )
