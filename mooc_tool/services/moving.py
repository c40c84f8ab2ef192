"""From LTI 1.1 to 1.3 with all that people did (LTI: the migration claim, ``lti1p1``).

A platform that moves says in its 1.3 launches which consumer key it had, and proves it with the secret. At
the first such launch its courses and people go over, all at once; people get their new names one by one, when
they come. A link that is still launched by 1.1 meanwhile leads to the same course and the same person.
"""

import hashlib
from datetime import datetime

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import LaunchError
from mooc_tool.lti.former import Former
from mooc_tool.lti.launch import Launch
from mooc_tool.lti.sealing import unseal
from mooc_tool.records import (
    Course,
    Deployment,
    Event,
    LegacyConsumer,
    LegacyLine,
    LegacyPerson,
    Line,
    Person,
    Placement,
)
from mooc_tool.services import locks, platforms, posting

_UNNAMED = "lti1p1:"


def unnamed(consumer_id: int, user: str) -> str:
    """What stands for a person's name (LTI: sub) until LTI 1.3 gives it: theirs in 1.1 may be another's."""
    return _UNNAMED + hashlib.sha256(f"{consumer_id} {user}".encode()).hexdigest()


def is_unnamed(sub: str) -> bool:
    """Whether LTI 1.3 has not named this person yet."""
    return sub.startswith(_UNNAMED)


def carry_over(db: Db, platform_id: int, launch: Launch, secret: bytes, now: datetime) -> None:
    """Before a launch is written down: what it was under LTI 1.1 becomes what it is now.

    Raises LaunchError ``former-signature`` where the secret is not the one that we know: the launch would
    otherwise begin a second life for somebody who has one.
    """
    former = launch.former
    consumer = _consumer(db, former) if former else None
    if former is None or consumer is None:
        return
    if not former.is_signed_with(unseal(consumer.sealed, secret).decode()):
        raise LaunchError("former-signature", "administrator", consumer=former.consumer_key)
    locks.hold_platform(db, platform_id)
    deployment = platforms.deployment_of(db, platform_id, launch.deployment_id, now)
    if consumer.deployment_id != deployment.deployment_id:
        _move(db, consumer, deployment, now)
    _name(db, consumer, former, launch, now)
    _adopt_link(db, deployment, former, launch)


def _consumer(db: Db, former: Former) -> LegacyConsumer | None:
    return db.scalar(select(LegacyConsumer).where(LegacyConsumer.consumer_key == former.consumer_key))


def _move(db: Db, consumer: LegacyConsumer, deployment: Deployment, now: datetime) -> None:
    """All courses and people at once. A course that already began anew stays where it is."""
    taken = select(Course.context).where(Course.deployment_id == deployment.deployment_id)
    left = consumer.deployment_id
    locks.hold_platform(db, consumer.deployment.platform_id)
    _update(
        db,
        update(Course)
        .where(Course.deployment_id == left, Course.context.not_in(taken))
        .values(deployment_id=deployment.deployment_id),
    )
    mine = select(LegacyPerson.person_id).where(LegacyPerson.consumer_id == consumer.consumer_id)
    _update(
        db,
        update(Person).where(Person.person_id.in_(mine)).values(platform_id=deployment.platform_id),
    )
    consumer.deployment = deployment
    told = {"consumer": consumer.consumer_id, "from": left, "to": deployment.deployment_id}
    db.add(Event(at=now, kind="platform-moved", data=told))
    db.flush()
    db.expire_all()


def _name(db: Db, consumer: LegacyConsumer, former: Former, launch: Launch, now: datetime) -> None:
    """The person takes the name of LTI 1.3, unless somebody has it who came by 1.3 without the claim."""
    known = db.get(LegacyPerson, (consumer.consumer_id, former.user or launch.sub or ""))
    if known is None or launch.sub is None or not is_unnamed(known.person.sub):
        return
    platform_id = consumer.deployment.platform_id
    taken = select(Person.person_id).where(Person.platform_id == platform_id, Person.sub == launch.sub)
    if db.scalar(taken) is None:
        known.person.sub = launch.sub
        posting.hasten_person(db, known.person_id, now)
        db.flush()


def _adopt_link(db: Db, deployment: Deployment, former: Former, launch: Launch) -> None:
    """The link takes its new id, and its column is reached by LTI 1.3 as soon as that knows of one."""
    if launch.resource_link is None or launch.context is None:
        return
    now_called = launch.resource_link.id
    placement = _placement(db, deployment, launch.context.id, former.resource_link or now_called)
    if placement is None:
        return
    if _placement(db, deployment, launch.context.id, now_called) is None:
        placement.resource_link = now_called
    if launch.grading is not None:
        _leave_outcomes(db, placement, keep=launch.grading.line_item is not None)
    db.flush()


def _placement(db: Db, deployment: Deployment, context: str, link: str) -> Placement | None:
    return db.scalar(
        select(Placement)
        .join(Course, Course.course_id == Placement.course_id)
        .where(
            Course.deployment_id == deployment.deployment_id,
            Course.context == context,
            Placement.resource_link == link,
        )
    )


def _leave_outcomes(db: Db, placement: Placement, *, keep: bool) -> None:
    """``keep``: the launch names the column, which keeps its letters; otherwise a new one will be made."""
    row = db.scalar(
        select(LegacyLine)
        .join(Line, Line.line_id == LegacyLine.line_id)
        .where(Line.placement_id == placement.placement_id)
    )
    if row is not None:
        db.delete(row if keep else row.line)


def _update(db: Db, statement: Update) -> None:
    db.execute(statement, execution_options={"synchronize_session": False})
