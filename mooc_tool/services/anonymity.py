"""Visitors whom a platform does not name (LTI core 1.3, section 5.3.6.1), where its deployment allows that.

Each launch is somebody new, who reads and practises: no member of the course, no score in a gradebook, no
certificate. With the session goes all that they did.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, or_, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import LaunchError
from mooc_tool.lti.launch import Launch
from mooc_tool.lti.roles import Roles
from mooc_tool.records import Deployment, Person, Platform, Session
from mooc_tool.services import secrecy

SOMEWHERE = or_(
    Platform.allows_anonymous,
    exists().where(Deployment.platform_id == Platform.platform_id, Deployment.allows_anonymous.is_(True)),
)
"""Whether visitors may come to any deployment of a registration: before its launch says which."""

_ALLOWED = (
    select(func.coalesce(Deployment.allows_anonymous, Platform.allows_anonymous))
    .select_from(Platform)
    .outerjoin(
        Deployment,
        (Deployment.platform_id == Platform.platform_id) & (Deployment.value == bindparam("deployment")),
    )
    .where(Platform.platform_id == bindparam("platform"))
)

VISITOR = Roles(instructor=False, learner=True, administrator=False, raw=())


def named(db: Db, platform_id: int, launch: Launch) -> Launch:
    """The launch of a visitor under a name of our making, whatever role it claims.

    Raises LaunchError ``anonymous-refused``: not at this deployment; ``subject-missing``: choosing contents
    and reviewing work are for people who are known.
    """
    asked = {"platform": platform_id, "deployment": launch.deployment_id}
    if not db.connection().scalar(_ALLOWED, asked):
        raise LaunchError("anonymous-refused")
    if launch.kind != "resource":
        raise LaunchError("subject-missing")
    return replace(launch, sub=f"anonymous-{secrecy.new_code()}", roles=VISITOR, visitor=True)


def person(platform_id: int, launch: Launch, now: datetime) -> dict[str, Any]:
    """The row of whoever comes for the first time."""
    return {"platform_id": platform_id, "sub": launch.sub, "anonymous": launch.visitor, "created_at": now}


def is_visitor(db: Db, person_id: int) -> bool:
    """Whether somebody came without a name."""
    return bool(db.scalar(select(Person.anonymous).where(Person.person_id == person_id)))


def sweep(db: Db) -> None:
    """Forget visitors whose session is over, with what they did."""
    present = select(Session.session_id).where(Session.person_id == Person.person_id)
    db.execute(delete(Person).where(Person.anonymous.is_(True), ~present.exists()))
